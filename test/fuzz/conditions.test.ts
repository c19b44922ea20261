import { describe, expect, test } from '@jest/globals';
import { matcher, notPlain, parse, readRequest, routeRules, traceMatch, type Condition } from '@lamia/lang';
import fc from 'fast-check';
import { checkCondition } from '../../packages/lang/src/condition/check-condition.js';
import { ruleMeaning } from '../../packages/lang/src/condition/rule-meaning.js';
import { sourceMeaning } from '../../packages/lang/src/condition/source-meaning.js';
import { arbitraryRequest } from '../../packages/lang/src/condition/testing/arbitrary-request.js';
import { arbitraryFormula } from '../../packages/lang/src/testing/arbitrary-formula.js';

/** Random conditions against random requests, most of them plain: what is found out about a condition must hold of each. */
const SEED = 20_261_126;
const REQUESTS = fc.sample(arbitraryRequest, { seed: SEED, numRuns: 300 }).map(readRequest);

/** A condition that parses, whatever comparing its tests would find. */
function conditionOf(source: string): Condition {
  const { condition, diagnostics } = checkCondition(parse(source), { analyses: false });
  if (condition === null) throw new Error(`${source}: ${JSON.stringify(diagnostics)}`);
  return condition;
}

const plainFor = (condition: Condition) =>
  REQUESTS.filter((request) => notPlain(request, condition.atoms) === null);

const route = (name: string, condition: Condition | null) => ({ name, condition, to: [] });

describe('random conditions', () => {
  test('choose as their route rules do, for every plain request', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(arbitraryFormula, { minLength: 1, maxLength: 3 }), (sources) => {
        const conditions = sources.map(conditionOf);
        const compiled = routeRules([
          ...conditions.map((condition, index) => route(`r${index}`, condition)),
          route('rest', null),
        ]);
        if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
        const bySource = sourceMeaning(conditions);
        const byRules = ruleMeaning(compiled.rules);
        const atoms = conditions.flatMap((condition) => condition.atoms);
        for (const request of REQUESTS.filter((each) => notPlain(each, atoms) === null)) {
          compared += 1;
          if (byRules(request) !== bySource(request)) expect({ sources, request }).toBe('alike');
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(20_000);
  });

  test('are traced to what the matcher says, for every request', () => {
    fc.assert(
      fc.property(arbitraryFormula, (source) => {
        const condition = conditionOf(source);
        const matches = matcher(condition);
        for (const request of REQUESTS) expect(traceMatch(condition, request).matches).toBe(matches(request));
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  test('that can never hold never do, and those that always hold do', () => {
    let [never, always] = [0, 0];
    fc.assert(
      fc.property(arbitraryFormula, (source) => {
        const condition = conditionOf(source);
        const codes = checkCondition(parse(source)).diagnostics.map(({ code }) => code);
        const answers = new Set(plainFor(condition).map(matcher(condition)));
        if (codes.includes('never-true')) {
          never += 1;
          expect([...answers]).toEqual([false]);
        }
        if (codes.includes('always-true')) {
          always += 1;
          expect([...answers]).toEqual([true]);
        }
      }),
      { seed: SEED, numRuns: 400 },
    );
    expect([never > 5, always > 5]).toEqual([true, true]);
  });

  test('say the same without the test that makes no difference', () => {
    let dropped = 0;
    fc.assert(
      fc.property(arbitraryFormula, (source) => {
        const condition = conditionOf(source);
        const redundant = checkCondition(parse(source)).diagnostics.find(
          ({ code }) => code === 'redundant-test',
        );
        if (redundant === undefined) return;
        // An operand of `and` leaves out as `true`, one of `or` as `false`: one of the two says the same.
        const without = ['true', 'false'].map((constant) =>
          conditionOf(`${source.slice(0, redundant.start)}${constant}${source.slice(redundant.end)}`),
        );
        const requests = plainFor(condition);
        const meanings = without.map((other) => requests.map(matcher(other)).join());
        dropped += 1;
        expect(meanings).toContain(requests.map(matcher(condition)).join());
      }),
      { seed: SEED, numRuns: 400 },
    );
    expect(dropped).toBeGreaterThan(100);
  });
});
