import { describe, expect, test } from '@jest/globals';
import { checked, RELEASE, values } from '../testing/release.js';
import { interpretDecision, interpretScore } from './interpreter.js';
import type { Decision, UnknownCause } from './value.js';

const FOUNDING =
  'if ( ( metric "version1" "external_upstream_rq_2xx" / metric "version1" "upstream_rq_total" ) > ( metric "version2" "external_upstream_rq_2xx" / metric "version2" "upstream_rq_total" ) ) { result = version1; } else if ( ( metric "version1" "external_upstream_rq_2xx" / metric "version1" "upstream_rq_total" ) < ( metric "version2" "external_upstream_rq_2xx" / metric "version2" "upstream_rq_total" ) ) { result = version2; } else { result = nil; } result';
const FOUNDING_RELEASE = {
  versions: ['version1', 'version2'],
  baseline: 'version1',
  candidate: 'version2',
};

type Input = number | UnknownCause;

function decide(source: string, ...inputs: readonly Input[]): Decision {
  return interpretDecision(checked(source), values(...inputs), RELEASE);
}

/** The result of a program that must be decided. */
function result(source: string, ...inputs: readonly Input[]): string | null {
  const decision = decide(source, ...inputs);
  expect(decision).toMatchObject({ decided: true, unknown: [] });
  return decision.result;
}

function score(source: string, ...inputs: readonly Input[]): number | readonly string[] {
  const outcome = interpretScore(checked(source, 'score'), values(...inputs), RELEASE, 'v1');
  return outcome.known
    ? outcome.value
    : outcome.unknown.map(({ read, cause, start, end }) => `${read}: ${cause} at ${start}-${end}`);
}

describe('the founding program', () => {
  const program = checked(FOUNDING, 'decision', FOUNDING_RELEASE);
  const decideOn = (...inputs: readonly Input[]): Decision =>
    interpretDecision(program, values(...inputs), FOUNDING_RELEASE);

  test('shifts toward the better version and holds on a tie', () => {
    expect(decideOn(99, 100, 98, 100).result).toBe('version1');
    expect(decideOn(98, 100, 99, 100).result).toBe('version2');
    expect(decideOn(98, 100, 49, 50)).toEqual({
      kind: 'decision',
      decided: true,
      result: null,
      unknown: [],
    });
  });

  test('names what blocks it', () => {
    expect(decideOn(98, 100, 'no-series', 0)).toEqual({
      kind: 'decision',
      decided: false,
      result: null,
      unknown: [
        { read: 'metric version2 external_upstream_rq_2xx', cause: 'no-series', start: 98, end: 142 },
        { read: 'metric version2 upstream_rq_total', cause: 'divide-by-zero', start: 98, end: 182 },
      ],
    });
  });
});

describe('statements', () => {
  test('`result` begins as nil and takes the last assignment', () => {
    expect(result('result')).toBeNull();
    expect(result('if (false) { result = v1; }')).toBeNull();
    expect(result('result = v1; result = v2;')).toBe('v2');
    expect(result('result = v1; result = nil; result')).toBeNull();
  });

  test('the final expression is the program’s value, whatever `result` holds', () => {
    expect(result('result = v1; v3')).toBe('v3');
    expect(result('result = v1; nil')).toBeNull();
    expect(result('"svc:80/v3"')).toBe('v3');
    expect(result('candidate')).toBe('v2');
  });

  test('branches are tried in order and one is taken', () => {
    const source =
      'if (metric v1 a > 1) { result = v1; } else if (metric v1 a > 0) { result = v2; } else { result = v3; }';
    expect([2, 1, 0].map((value) => result(source, value))).toEqual(['v1', 'v2', 'v3']);
  });

  test('an unknown condition ends the program at once: no else, nothing after', () => {
    const source = 'result = v1; if (metric v1 a > 1) { result = v2; } else { result = v3; } result = v1; v1';
    expect(decide(source, 'nan')).toMatchObject({ decided: false, result: null });
  });

  test('an unknown condition in a branch that is not taken does not matter', () => {
    expect(result('if (false) { if (metric v1 a > 1) { result = v2; } } v1', 'nan')).toBe('v1');
  });

  test('a `let` keeps the value it had, and reasons keep their place', () => {
    expect(result('result = v1; let before = result; result = v2; before')).toBe('v1');
    const source = 'let x = metric v1 a; if (x > 1) { result = v1; } result';
    expect(decide(source, 'nan').unknown).toEqual([{ read: 'metric v1 a', cause: 'nan', start: 8, end: 19 }]);
  });

  test('an unknown `let` blocks nothing by itself', () => {
    expect(result('let x = metric v1 a / 0; if (known(x)) { result = v1; } v2', 5)).toBe('v2');
  });

  test('a `let` in a block is that block’s own', () => {
    const source =
      'if (true) { let x = 1; if (x > 0) { result = v1; } } if (true) { let x = 2; if (x > 3) { result = v2; } } result';
    expect(result(source)).toBe('v1');
  });
});

describe('versions as values', () => {
  test('compare by the label they have in the release', () => {
    const is = (condition: string): string | null => result(`if (${condition}) { result = v1; } result`);
    expect(is('candidate == v2')).toBe('v1');
    expect(is('candidate == baseline')).toBeNull();
    expect(is('"svc:80/v3" == v3')).toBe('v1');
    expect(is('result == nil')).toBe('v1');
    expect(is('v1 != nil')).toBe('v1');
  });

  test('that the release does not have are a bug of the caller', () => {
    const program = checked('candidate', 'decision', {});
    const nobody = { versions: ['v1'], baseline: 'v1', candidate: null };
    expect(() => interpretDecision(program, values(), nobody)).toThrow(RangeError);
  });
});

describe('reads', () => {
  test('of a version that the release does not have are without series', () => {
    const program = checked('if (metric candidate a > 1) { result = baseline; } result', 'decision', {});
    const nobody = { versions: ['v1'], baseline: 'v1', candidate: null };
    expect(interpretDecision(program, values(5), nobody).unknown).toEqual([
      { read: 'metric candidate a', cause: 'no-series', start: 4, end: 22 },
    ]);
  });

  test('carry what the source said', () => {
    const program = checked('errors', 'score');
    const samples = [{ known: false, cause: 'many-series', detail: '{a="1"} and {a="2"}' }] as const;
    expect(interpretScore(program, { values: [Number.NaN], samples }, RELEASE, 'v2')).toEqual({
      known: false,
      unknown: [
        { read: 'metric v2 errors', cause: 'many-series', detail: '{a="1"} and {a="2"}', start: 0, end: 6 },
      ],
    });
  });

  test('that block at several places are named once', () => {
    expect(score('a / (a + b)', 'no-series', 1)).toEqual(['metric v1 a: no-series at 0-1']);
  });

  test('need a sample each', () => {
    expect(() => score('a + b', 1)).toThrow(RangeError);
  });
});

describe('numbers', () => {
  test.each<[string, readonly Input[], number | readonly string[]]>([
    ['1 + 2 * 3 - 8 / 4', [], 5],
    ['-a', [3], -3],
    ['a / b', [1, 4], 0.25],
    ['a / b', [1, 0], ['metric v1 b: divide-by-zero at 0-5']],
    ['a / b', [0, 0], ['metric v1 b: divide-by-zero at 0-5']],
    ['a / (b - b)', [1, 4], ['b - b: divide-by-zero at 0-11']],
    ['a / b', ['nan', 0], ['metric v1 a: nan at 0-1', 'metric v1 b: divide-by-zero at 0-5']],
    ['a / b', [1, 'infinite'], ['metric v1 b: infinite at 4-5']],
    ['a * b', [1e308, 10], ['a * b: infinite at 0-5']],
    ['a * b * 0', [1e308, 10], ['a * b: infinite at 0-5']],
    ['1 / (a * b)', [1e308, 10], ['a * b: infinite at 5-10']],
    ['min(a, b, 7)', [3, 2], 2],
    ['max(a, b)', [3, 2], 3],
    ['min(a, b)', ['nan', 2], ['metric v1 a: nan at 4-5']],
    ['max(b, a)', [2, 'nan'], ['metric v1 a: nan at 7-8']],
    ['abs(a)', [-3], 3],
    ['abs(a)', ['no-series'], ['metric v1 a: no-series at 4-5']],
    ['clamp(a, 0, 1)', [-3], 0],
    ['clamp(a, 0, 1)', [0.5], 0.5],
    ['clamp(a, 0, 1)', [3], 1],
    ['clamp(a, b, 1)', [3, 2], ['clamp(a, b, 1): nan at 0-14']],
    ['clamp(a, b, 1)', ['nan', 2], ['clamp(a, b, 1): nan at 0-14', 'metric v1 a: nan at 6-7']],
    ['a ?? 5', ['no-series'], 5],
    ['a ?? 5', [1], 1],
    ['a ?? b', ['no-series', 'nan'], ['metric v1 a: no-series at 0-1', 'metric v1 b: nan at 5-6']],
    ['(a / b) ?? 5', [1, 0], 5],
    ['atLeast(50, a)', [50], 50],
    ['atLeast(50, a)', [49], ['metric v1 a: too-few at 0-14']],
    ['atLeast(b, a)', ['nan', 5], ['metric v1 b: nan at 8-9']],
    ['atLeast(5, a)', ['nan'], ['metric v1 a: nan at 11-12']],
  ])('%s of %j', (source, inputs, expected) => {
    expect(score(source, ...inputs)).toEqual(expected);
  });

  test('say how many are missing', () => {
    expect(decide('if (atLeast(50, metric v1 a) > 1) {} v1', 49).unknown[0]?.detail).toBe('has 49, needs 50');
  });
});

test('`known` tells whether a number or a truth value is', () => {
  const is = (condition: string, ...inputs: readonly Input[]): string | null =>
    result(`if (${condition}) { result = v1; } result`, ...inputs);
  expect(is('known(metric v1 a)', 0)).toBe('v1');
  expect(is('known(metric v1 a)', 'too-few')).toBeNull();
  expect(is('known(metric v1 a > 1)', 0)).toBe('v1');
  expect(is('known(metric v1 a > 1)', 'nan')).toBeNull();
  expect(is('(metric v1 a > 1) ?? true', 'nan')).toBe('v1');
});
