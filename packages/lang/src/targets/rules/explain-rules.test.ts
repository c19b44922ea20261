import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../check/check.js';
import type { ConditionalRoute } from '../../condition/compile-routes.js';
import { matcher } from '../../condition/match.js';
import { readRequest } from '../../condition/request.js';
import { requestText } from '../../condition/witness.js';
import { literalText } from '../../condition/atom.js';
import { traceRules } from '../../condition/trace-rules.js';
import { arbitraryCondition } from '../../testing/arbitrary-condition.js';
import { explainRules, type ExplainedRule } from './explain-rules.js';

function routes(...sources: readonly string[]): readonly ConditionalRoute[] {
  const named = sources.map((source, place): ConditionalRoute => {
    const { condition, diagnostics } = check(source, { kind: 'condition' });
    if (condition === null) throw new Error(JSON.stringify(diagnostics));
    return { name: `r${place}`, condition, to: [] };
  });
  return [...named, { name: 'rest', condition: null, to: [] }];
}

function explained(...sources: readonly string[]): readonly ExplainedRule[] {
  const result = explainRules(routes(...sources));
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.rules;
}

/** The rules of one condition, each with the texts that became it. */
function partsOf(source: string): readonly (readonly [string, readonly string[]])[] {
  return explained(source)
    .filter(({ rule }) => rule.route === 0)
    .map(({ rule, parts }) => [
      rule.all.map(literalText).join(' and '),
      parts.map(({ start, end }) => source.slice(start, end)),
    ]);
}

describe('what of a condition becomes a rule', () => {
  test('each alternative is a rule of its own', () => {
    expect(
      partsOf('header "User-Agent" regex "^.*(Chrome).*$"  or header "User-Agent" regex "^.*(Nexus 6P).*$"'),
    ).toEqual([
      ['header "user-agent" regex "^.*(Chrome).*$"', ['header "User-Agent" regex "^.*(Chrome).*$"']],
      ['header "user-agent" regex "^.*(Nexus 6P).*$"', ['header "User-Agent" regex "^.*(Nexus 6P).*$"']],
    ]);
  });

  test('what stands beside an alternative belongs to each', () => {
    expect(partsOf('(cookie "a" present or cookie "b" present) and not host exact "x"')).toEqual([
      ['cookie "a" present and not host exact "x"', ['cookie "a" present', 'not host exact "x"']],
      ['cookie "b" present and not host exact "x"', ['cookie "b" present', 'not host exact "x"']],
    ]);
  });

  test('a part that is meant as a whole is one part', () => {
    expect(
      partsOf('path under "/a" and host exact "h" or not (scheme exact "https" or path under "/b")'),
    ).toEqual([
      ['path under "/a" and host exact "h"', ['path under "/a" and host exact "h"']],
      ['not scheme exact "https" and not path under "/b"', ['not (scheme exact "https" or path under "/b")']],
    ]);
  });

  test('alternatives that make a rule only together are all its parts', () => {
    expect(
      partsOf('header "a" present and host exact "h" or header "a" present and not host exact "h"'),
    ).toEqual([
      [
        'header "a" present',
        ['header "a" present and host exact "h" or header "a" present and not host exact "h"'],
      ],
    ]);
  });

  test('of a let it is the place where it is written', () => {
    expect(partsOf('let beta = cookie "b" present or header "b" present; beta and path under "/a"')).toEqual([
      ['cookie "b" present and path under "/a"', ['cookie "b" present', 'path under "/a"']],
      ['header "b" present and path under "/a"', ['header "b" present', 'path under "/a"']],
    ]);
  });

  test('the rule that takes the rest comes from nowhere', () => {
    expect(explained('host exact "h"').at(-1)).toMatchObject({ parts: [], rule: { route: 1, all: [] } });
  });
});

describe('a request for every rule', () => {
  test('also where earlier rules take some', () => {
    const texts = explained('path under "/a"', 'path under "/a/b" or path prefix "/a" or host exact "h"').map(
      ({ example }) => (example.kind === 'found' ? requestText(example.request) : example.kind),
    );
    expect(texts).toEqual(['GET http:///a', 'GET http:///aa', 'GET http://h/', 'GET http:///']);
  });

  test('a rule that gets nothing is said to', () => {
    expect(explained('path prefix "/a"', 'path exact "/ab"').map(({ example }) => example.kind)).toEqual([
      'found',
      'unreachable',
      'found',
    ]);
  });

  test('none is claimed that was not found', () => {
    const rules = explained('cookie "a" exact "1" and header "Cookie" contains "b=2"');
    expect(rules.map(({ example }) => example.kind)).toEqual(['unknown', 'found']);
  });

  test('each matches its rule first, and its route’s condition', () => {
    fc.assert(
      fc.property(fc.array(arbitraryCondition, { minLength: 1, maxLength: 3 }), (sources) => {
        const usable = sources.filter((source) => check(source, { kind: 'condition' }).condition !== null);
        const list = routes(...usable);
        const result = explainRules(list);
        if (!result.ok) return;
        const rules = result.rules.map(({ rule }) => rule);
        for (const [place, { rule, example, parts }] of result.rules.entries()) {
          const { condition = null } = list[rule.route] ?? {};
          expect(parts.length > 0).toBe(condition !== null);
          if (example.kind !== 'found') continue;
          const request = readRequest(example.request);
          expect(traceRules(rules, request).findIndex(({ matches }) => matches)).toBe(place);
          const taking = list.findIndex(
            (route) => route.condition === null || matcher(route.condition)(request),
          );
          expect(taking).toBe(rule.route);
        }
      }),
      { seed: 20261126, numRuns: 150 },
    );
  });
});

test('a rule tells what each of its tests looked at', () => {
  const rules = explained('header "A" exact "1" and not cookie "b" present').map(({ rule }) => rule);
  expect(traceRules(rules, readRequest({ headers: { a: '1', cookie: 'b=2' } }))).toEqual([
    {
      matches: false,
      all: [
        { text: 'header "a" exact "1"', matches: true, value: '1' },
        { text: 'not cookie "b" present', matches: false, value: '2' },
      ],
    },
    { matches: true, all: [] },
  ]);
});
