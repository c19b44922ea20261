import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryScore } from '../testing/arbitrary-program.js';
import { arbitrarySamples } from '../testing/arbitrary-samples.js';
import { compiledDecision, compiledScore } from '../testing/compiled.js';
import { checked, RELEASE, sample, values } from '../testing/release.js';
import { interpretScore } from './interpreter.js';
import { readText } from './read-text.js';
import { snapshot } from './snapshot.js';
import type { DecisionTrace, ExpressionTrace, ScoreTrace, StatementTrace } from './trace.js';
import type { Sample, UnknownCause } from './value.js';

// Random programs by the hundred take seconds on a busy machine.
jest.setTimeout(60_000);

function trace(source: string, ...inputs: readonly (number | UnknownCause)[]): DecisionTrace {
  return compiledDecision(checked(source))
    .bind(RELEASE)
    .trace(values(...inputs));
}

function scoreTrace(source: string, samples: readonly Sample[]): ScoreTrace {
  return compiledScore(checked(source, 'score')).bind(RELEASE, 'v1').trace(snapshot(samples));
}

/** A statement in a few words: what was done, and what each expression came to. */
function outline(statement: StatementTrace): unknown {
  switch (statement.kind) {
    case 'let':
      return `let ${statement.name} ${shown(statement.value)}`;
    case 'assign':
      return `result ${shown(statement.value)}`;
    case 'if':
      return [
        ...statement.branches.map(({ state, condition, statements }) => [
          `${state} ${shown(condition)}`,
          ...statements.map(outline),
        ]),
        ...(statement.otherwise === null
          ? []
          : [[`else ${statement.otherwise.state}`, ...statement.otherwise.statements.map(outline)]]),
      ];
  }
}

function shown({ value }: ExpressionTrace): string {
  switch (value.kind) {
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'version':
      return value.label;
    case 'nil':
    case 'unknown':
    case 'not-evaluated':
      return value.kind;
  }
}

function everyExpression(expression: ExpressionTrace): readonly ExpressionTrace[] {
  return [expression, ...expression.children.flatMap(everyExpression)];
}

describe('the path through a program', () => {
  const source =
    'let x = metric v1 a; if (x > 2) { result = v1; } else if (x > 1) { result = v2; if (x > 1.5) { result = nil; } } else { result = v3; } result';
  const path = (input: number | UnknownCause): unknown => trace(source, input).tree.statements.map(outline);
  const unreached = ['not-reached not-evaluated', 'result not-evaluated'];

  test('stops at the branch that is taken', () => {
    expect(path(3)).toEqual([
      'let x 3',
      [
        ['taken true', 'result v1'],
        [...unreached, [unreached]],
        ['else not-reached', 'result not-evaluated'],
      ],
    ]);
    expect(path(1.2)).toEqual([
      'let x 1.2',
      [
        ['passed false', 'result not-evaluated'],
        ['taken true', 'result v2', [['passed false', 'result not-evaluated']]],
        ['else not-reached', 'result not-evaluated'],
      ],
    ]);
    expect(path(0)).toEqual([
      'let x 0',
      [
        ['passed false', 'result not-evaluated'],
        ['passed false', 'result not-evaluated', [unreached]],
        ['else taken', 'result v3'],
      ],
    ]);
  });

  test('ends at an unknown condition', () => {
    expect(path('nan')).toEqual([
      'let x unknown',
      [
        ['undecided unknown', 'result not-evaluated'],
        [...unreached, [unreached]],
        ['else not-reached', 'result not-evaluated'],
      ],
    ]);
    expect(trace(source, 'nan').tree.value?.value).toEqual({ kind: 'not-evaluated' });
  });
});

describe('an expression', () => {
  test('has its text, place, value and parts', () => {
    const [statement] = trace('if (metric v1 a\n  / 4 > 1) {} v1', 6).tree.statements;
    if (statement?.kind !== 'if') throw new TypeError('not an if');
    expect(statement.branches[0]?.condition).toEqual({
      text: 'metric v1 a / 4 > 1',
      start: 4,
      end: 25,
      value: { kind: 'boolean', value: true },
      flips: 'when the left side falls to 1 or below',
      children: [
        {
          text: 'metric v1 a / 4',
          start: 4,
          end: 21,
          value: { kind: 'number', value: 1.5 },
          children: [
            { text: 'metric v1 a', start: 4, end: 15, value: { kind: 'number', value: 6 }, children: [] },
            { text: '4', start: 20, end: 21, value: { kind: 'number', value: 4 }, children: [] },
          ],
        },
        { text: '1', start: 24, end: 25, value: { kind: 'number', value: 1 }, children: [] },
      ],
    });
  });

  test('has its unit where the checker knows it', () => {
    const { tree } = scoreTrace('promql "a" as "count/s" * 60s / total + 2', [
      { known: true, value: 1 },
      { known: true, value: 4 },
    ]);
    const units = (tree.value === null ? [] : everyExpression(tree.value)).map(({ text, unit }) => [
      text,
      unit,
    ]);
    expect(units).toEqual([
      ['promql "a" as "count/s" * 60s / total + 2', undefined],
      ['promql "a" as "count/s" * 60s / total', undefined],
      ['promql "a" as "count/s" * 60s', 'count'],
      ['promql "a" as "count/s"', 'count/s'],
      ['60s', 's'],
      ['total', undefined],
      ['2', undefined],
    ]);
  });

  test('has the value that it has by itself', () => {
    fc.assert(
      fc.property(arbitraryScore({ withFallbacks: true }), arbitrarySamples, (source, samples) => {
        fc.pre(!source.includes('let'));
        const program = checked(source, 'score');
        const given = new Map(program.reads.map((read, slot) => [readText(read), samples[slot]]));
        const traced = scoreTrace(source, samples.slice(0, program.reads.length)).tree.value;
        for (const part of traced === null ? [] : everyExpression(traced)) {
          const alone = checked(part.text, 'score');
          const own = alone.reads.map((read) => given.get(readText(read)) ?? sample('no-series'));
          const outcome = interpretScore(alone, snapshot(own), RELEASE, 'v1');
          if (outcome.known) expect(part.value).toEqual({ kind: 'number', value: outcome.value });
          else
            expect(part.value).toMatchObject({
              kind: 'unknown',
              reasons: { length: outcome.unknown.length },
            });
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the grounds of a decision', () => {
  const grounds = (source: string, ...inputs: readonly (number | UnknownCause)[]): readonly string[] =>
    trace(source, ...inputs).tree.because.map(({ holds, text }) => `${String(holds)}: ${text}`);

  test('are the conditions round the last assignment', () => {
    const nested = 'if (metric v1 a > 1) { if (metric v1 b > 1) { result = v1; } } result';
    expect(grounds(nested, 2, 3)).toEqual(['true: 2 > 1', 'true: 3 > 1']);
    const twice = 'if (metric v1 a > 1) { result = v1; } if (metric v1 b > 1) { result = v2; } result';
    expect(grounds(twice, 2, 3)).toEqual(['true: 3 > 1']);
    expect(grounds(twice, 2, 0)).toEqual(['true: 2 > 1']);
  });

  test('are all conditions of the chain where its `else` was taken', () => {
    const source =
      'if (metric v1 a > 2) {} else if (metric v1 a > 1) {} else { result = v1; } let r = result; r';
    expect(grounds(source, 0)).toEqual(['false: 0 > 2', 'false: 0 > 1']);
  });

  test('are the conditions that failed where nothing was assigned', () => {
    expect(grounds('if (metric v1 a > 2) { result = v1; } result', 0)).toEqual(['false: 0 > 2']);
  });

  test('are none where nothing was asked, and none where nothing is decided', () => {
    expect(grounds('if (metric v1 a > 2) { result = v1; } v2', 0)).toEqual([]);
    expect(grounds('result = v1;')).toEqual([]);
    expect(grounds('if (metric v1 a > 2) { result = v1; } result', 'nan')).toEqual([]);
  });
});

test('a trace keeps what was recorded when the snapshot is long gone', () => {
  const bound = compiledDecision(checked('if (metric v1 a / metric v1 b > 1) { result = v1; } result')).bind(
    RELEASE,
  );
  const traces = Array.from({ length: 100 }, (_, index) => bound.trace(values(index, 10)));
  expect(traces.map(({ decision }) => decision.result)).toEqual(
    traces.map((_, index) => (index > 10 ? 'v1' : null)),
  );
  const shares = traces.map(({ tree: { statements } }) => {
    const [statement] = statements;
    return statement?.kind === 'if' ? statement.branches[0]?.condition.children[0]?.value : null;
  });
  expect(shares).toEqual(traces.map((_, index) => ({ kind: 'number', value: index / 10 })));
});

test('hostile sharing of `let`s is looked through in bounded time', () => {
  const doubled = Array.from({ length: 1200 }, (_, index) => `let b${index + 1} = b${index} and b${index};`);
  const source = `let b0 = metric v1 a > 1; ${doubled.join(' ')} if (b1200) { result = v1; } result`;
  const { decision, tree } = trace(source, 2);
  expect(decision.result).toBe('v1');
  expect(tree.statements[0]).toMatchObject({ value: { flips: 'when the left side falls to 1 or below' } });
  expect(tree.because[0]?.text.length).toBeLessThan(1000);
});
