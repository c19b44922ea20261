import { describe, expect, test } from '@jest/globals';
import { check } from '../check/check.js';
import { compiledDecision } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';
import { interpretDecision } from './interpreter.js';
import { snapshot, type Snapshot } from './snapshot.js';
import type { Decision, UnknownCause } from './value.js';

/** The outcome of a program, which every way to evaluate must agree on. */
function decide(source: string, given: Snapshot): Decision {
  const program = checked(source);
  const reference = interpretDecision(program, given, RELEASE);
  for (const backend of ['closures', 'generated'] as const) {
    expect(compiledDecision(program, { backend }).bind(RELEASE).decide(given)).toEqual(reference);
  }
  return reference;
}

/** What blocks a condition; empty where it is known. */
function blockers(condition: string, ...inputs: readonly (number | UnknownCause)[]): readonly string[] {
  const decision = decide(
    `if (${condition}) { result = v1; } else { result = v2; } result`,
    values(...inputs),
  );
  expect(decision.decided).toBe(decision.unknown.length === 0);
  return decision.unknown.map(({ read, cause }) => `${read}: ${cause}`);
}

describe('an empty vector', () => {
  test.each([
    ...['<', '<=', '>', '>=', '==', '!='].flatMap((operator) => [
      `metric v1 a ${operator} 1`,
      `1 ${operator} metric v1 a`,
    ]),
    'metric v1 a + 1 > 0',
    'metric v1 a - metric v1 a > 0',
    '-metric v1 a < 0',
    'not metric v1 a > 0',
  ])('leaves `%s` unknown', (condition) => {
    expect(blockers(condition, 'no-series')).toEqual(['metric v1 a: no-series']);
  });
});

describe('NaN', () => {
  test.each([
    'metric v1 a < 1',
    '1 < metric v1 a',
    'metric v1 a >= 1',
    '1 >= metric v1 a',
    'not (metric v1 a < 1)',
    'not (1 < metric v1 a)',
    'max(metric v1 a, 1) > 0',
    'max(1, metric v1 a) > 0',
    'min(metric v1 a, 1) > 0',
    'min(1, metric v1 a) > 0',
    'clamp(metric v1 a, 0, 1) >= 0',
    'metric v1 a != metric v1 a',
  ])('leaves `%s` unknown', (condition) => {
    expect(blockers(condition, 'nan')).toEqual(['metric v1 a: nan']);
  });
});

describe('infinity', () => {
  test.each(['metric v1 a > 0', '1 / metric v1 a == 0', 'metric v1 a * 0 == 0', 'min(metric v1 a, 1) == 1'])(
    'leaves `%s` unknown',
    (condition) => {
      expect(blockers(condition, 'infinite')).toEqual(['metric v1 a: infinite']);
    },
  );

  test('from too large a product stays unknown, also as a divisor', () => {
    expect(blockers('1 / (metric v1 a * 1e308) == 0', 1e308)).toEqual(['metric v1 a * 1e308: infinite']);
    expect(blockers('metric v1 a * 1e308 > 0', 1e308)).toEqual(['metric v1 a * 1e308: infinite']);
  });
});

describe('a division by zero', () => {
  test.each([
    ['0/0', 0, 0],
    ['x/0', 5, 0],
    ['-x/0', -5, 0],
    ['x/-0', 5, -0],
  ])('%s is unknown', (_name, dividend, divisor) => {
    expect(blockers('metric v1 a / metric v1 b > 0', dividend, divisor)).toEqual([
      'metric v1 b: divide-by-zero',
    ]);
  });
});

test('two series where one is expected are unknown, with both named', () => {
  const detail = '{pod="a"} and {pod="b"}';
  const given = snapshot([{ known: false, cause: 'many-series', detail }]);
  expect(decide('if (metric v1 a > 1) { result = v1; } result', given).unknown).toEqual([
    { read: 'metric v1 a', cause: 'many-series', detail, start: 4, end: 15 },
  ]);
});

describe('an error metric that is absent on the candidate', () => {
  const source =
    'if (metric candidate errors / metric candidate requests <= 0) { result = candidate; } else { result = baseline; } result';

  test('is zero and marked so where its witness was present', () => {
    const given = snapshot([
      { known: true, value: 0, assumed: true },
      { known: true, value: 100 },
    ]);
    expect(decide(source, given).result).toBe('v2');
    const [statement] = compiledDecision(checked(source)).bind(RELEASE).trace(given).tree.statements;
    const share = statement?.kind === 'if' ? statement.branches[0]?.condition.children[0] : undefined;
    expect(share?.children).toMatchObject([
      { text: 'metric candidate errors', value: { kind: 'number', value: 0 }, assumed: true },
      { text: 'metric candidate requests' },
    ]);
    expect(share?.children[1]).not.toHaveProperty('assumed');
  });

  test('is unknown where it was absent too', () => {
    const decision = decide(source, values('no-series', 'no-series'));
    expect(decision.unknown.map(({ read }) => read)).toEqual([
      'metric candidate errors',
      'metric candidate requests',
    ]);
  });
});

test('zero traffic to the candidate decides nothing', () => {
  expect(blockers('metric candidate errors / metric candidate requests > 0.1', 0, 0)).toEqual([
    'metric candidate requests: divide-by-zero',
  ]);
});

test('a floor under the denominator is advised against', () => {
  const { diagnostics } = check('if (metric v1 e / max(metric v1 r, 1) > 0.1) {} v1', {
    kind: 'decision',
    ...RELEASE,
  });
  expect(diagnostics.map(({ code }) => code)).toContain('guarded-denominator');
});

describe('before the first evaluation it is an error', () => {
  const catalogue = {
    name: 'test',
    metrics: new Map([
      [
        'requests',
        {
          unit: { count: 1, s: 0, B: 0 },
          kind: 'counter' as const,
          description: 'requests',
          statistics: [],
        },
      ],
    ]),
    unavailable: new Map<string, string>(),
  };

  test.each([
    ['to misspell a metric', 'metric v1 requets > 1', 'unknown-metric'],
    ['to name an unknown version', 'metric v9 requests > 1', 'unknown-version'],
    ['to match the empty string', 'metric v1 requests{code=~".*"} > 1', 'matcher-matches-empty'],
  ])('%s', (_name, condition, code) => {
    const result = check(`if (${condition}) { result = v1; } result`, {
      kind: 'decision',
      ...RELEASE,
      catalogue,
    });
    expect(result.checked).toBeNull();
    expect(result.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });
});
