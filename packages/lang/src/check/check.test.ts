import { describe, expect, test } from '@jest/globals';
import { LIMITS } from '../syntax/limits.js';
import { parse } from '../syntax/parse.js';
import { expectCheck } from '../testing/expect-findings.js';
import { SHOP } from '../testing/shop.js';
import { check, checkParsed } from './check.js';
import type { ProgramKind } from './checked.js';

describe('a program without errors', () => {
  test('is checked, with what was found out', () => {
    const source = 'let a = errors; a / requests';
    const { kind, diagnostics, checked } = check(source, SHOP);
    expect(kind).toBe('score');
    expect(diagnostics).toEqual([]);
    expect(checked).toMatchObject({ kind: 'score', source, diagnostics: [] });
    expect(checked?.reads).toHaveLength(2);
    expect(checked?.names.size).toBe(3);
    expect(checked?.program).toEqual(parse(source).program);
  });

  test('is checked also where there are warnings, which it carries', () => {
    const { diagnostics, checked } = check('let unused = 1; requests', SHOP);
    expect(diagnostics.map(({ code }) => code)).toEqual(['unused-let']);
    expect(checked?.diagnostics).toEqual(diagnostics);
  });

  test('may be parsed before', () => {
    expect(checkParsed(parse('errors / requests'), SHOP)).toEqual(check('errors / requests', SHOP));
  });
});

describe('a program with errors', () => {
  test('is not checked', () => {
    expect(check('requets', SHOP)).toMatchObject({ kind: 'score', checked: null });
  });

  test('of syntax is looked at no further, and its kind is what was asked for', () => {
    expectCheck('requets +<||>', SHOP, { code: 'syntax-error' });
    expect(check('requests +', SHOP)).toMatchObject({ kind: null, checked: null });
    expect(check('requests +', { ...SHOP, kind: 'score' }).kind).toBe('score');
  });

  test('has its findings in source order, names, types and advice together', () => {
    expectCheck(
      'let <|a|> = 1; <|latency + cpu|> + <|requets|> / <|max(requests, 1)|>',
      SHOP,
      { code: 'unused-let', severity: 'warning' },
      { code: 'unit-mismatch' },
      { code: 'unknown-metric' },
      { code: 'guarded-denominator', severity: 'warning' },
    );
  });

  test('lists the first of very many', () => {
    const names = Array.from({ length: LIMITS.errors + 5 }, (_, index) => `x${index}`);
    const { diagnostics, checked } = check(`max(${names.join(', ')})`, SHOP);
    expect(diagnostics).toHaveLength(LIMITS.errors + 1);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'too-many-errors', severity: 'error' });
    expect(checked).toBeNull();
  });
});

describe('an empty program', () => {
  test.each(['', '  \n', '// nothing', '/* nothing */'])('%j is an error of every kind', (source) => {
    for (const kind of ['decision', 'score', 'condition'] as const) {
      const { diagnostics, checked } = check(source, { kind });
      expect(diagnostics).toMatchObject([
        {
          code: 'empty-program',
          severity: 'error',
          message: 'the program is empty: end it with an expression, or assign `result`',
          start: 0,
        },
      ]);
      expect(checked).toBeNull();
    }
  });

  test('a score needs a value after its lets', () => {
    const { diagnostics } = check('let a = requests;', { ...SHOP, kind: 'score' });
    expect(diagnostics).toContainEqual({
      code: 'empty-program',
      severity: 'error',
      message: 'a score ends in an expression: write what is to be compared',
      start: 0,
      end: 17,
    });
  });
});

describe('the final value', () => {
  const decision = { ...SHOP, kind: 'decision' } as const;
  const score = { ...SHOP, kind: 'score' } as const;

  test.each(['v1', '"v1"', 'candidate', 'nil', 'result = v1; result', 'let a = v2; a', 'result = v1;'])(
    'of a decision may be %s',
    (source) => {
      expectCheck(source, decision);
    },
  );

  test('of a decision is no number', () => {
    expectCheck('<|5|>', decision, {
      code: 'kind-mismatch',
      message:
        'a decision ends in a version or `nil`, but this is a number: a number is a score, the expression of a metric policy',
    });
    expectCheck('result = v1; <|metric v1 requests|>', SHOP, { code: 'kind-mismatch' });
  });

  test.each(['5', 'requests', 'errors / requests', 'let a = requests; a', 'promql "up"'])(
    'of a score may be %s',
    (source) => {
      expectCheck(source, score);
    },
  );

  test('of a score is no version', () => {
    for (const version of ['candidate', '"v1"', 'v1']) {
      expectCheck(`<|${version}|>`, score, {
        code: 'kind-mismatch',
        message: 'a score ends in a number, but this is a version',
      });
    }
  });

  test.each([
    ['a decision', '5 > 3', decision],
    ['a score', 'requests > 5', score],
    ['a score', 'true', score],
    ['a decision', 'candidate == v1', decision],
  ])('of %s is no truth value: %s', (kind, source, options) => {
    expectCheck(`<|${source}|>`, options, {
      code: 'type-mismatch',
      message: `${kind} cannot end in true or false: choose with \`if (…) { result = candidate; }\`, or score with a number`,
    });
  });

  test('is not reported twice where it is an error of its own', () => {
    expectCheck('<|requets|>', score, { code: 'unknown-metric' });
    expectCheck('requests + <|true|>', score, { code: 'type-mismatch' });
  });
});

describe('words of decisions in a score', () => {
  test.each([
    ['if', '<|if (requests > 5) {}|> requests'],
    ['result', '<|result = v1;|> requests'],
    ['nil', 'requests + <|nil|>'],
    ['a final result', '<|result|>'],
  ])('%s is an error, which is the only one', (_word, text) => {
    expectCheck(
      text,
      { ...SHOP, kind: 'score' },
      {
        code: 'kind-mismatch',
        message:
          'a score is one number for each version, without `if`, `result` or `nil`: write a decision, as the expression of a custom policy',
      },
    );
  });
});

describe('requests and metrics in the wrong place', () => {
  test.each([
    ['decision', 'if (<|header "x" exact "1"|>) { result = candidate; }'],
    ['score', 'requests + (<|host is "a"|>)'],
  ] as const)('a %s does not look at requests', (kind, text) => {
    expectCheck(
      text,
      { ...SHOP, kind },
      {
        code: 'misplaced-predicate',
        message: `a ${kind} looks at metrics, not at requests: this test belongs in the \`condition\` of a route`,
      },
    );
  });

  test('also where nobody said that it is a decision', () => {
    expectCheck('if (<|header "x" exact "1"|>) { result = candidate; }', SHOP, {
      code: 'misplaced-predicate',
      message:
        'a decision looks at metrics, not at requests: this test belongs in the `condition` of a route',
    });
  });

  test('a condition does not look at metrics', () => {
    for (const read of ['requests', 'metric v1 requests', 'requests over 5m', 'promql "up"']) {
      expectCheck(`host is "a" and <|${read}|> > 5`, SHOP, {
        code: 'misplaced-metric',
        message:
          'a condition looks at one request, not at metrics: this belongs in the `expression` of a policy',
      });
    }
    expectCheck('<|requests|> > 5', { ...SHOP, kind: 'condition' }, { code: 'misplaced-metric' });
  });

  test('a condition decides nothing', () => {
    expectCheck('<|if (true) {}|>', { ...SHOP, kind: 'condition' }, { code: 'kind-mismatch' });
  });
});

describe('the kind', () => {
  test.each<[string, ProgramKind]>([
    ['requests', 'score'],
    ['result = v1;', 'decision'],
    ['v1', 'decision'],
    ['host is "a"', 'condition'],
  ])('of %s is found to be a %s', (source, kind) => {
    expect(check(source, SHOP).kind).toBe(kind);
  });

  test('is what was asked for, whatever the text looks like', () => {
    for (const kind of ['score', 'decision', 'condition'] as const) {
      expect(check('requests', { ...SHOP, kind }).kind).toBe(kind);
    }
  });
});
