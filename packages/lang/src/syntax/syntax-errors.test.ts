import { describe, expect, test } from '@jest/globals';
import { expectSyntax } from '../testing/expect-findings.js';
import { parse } from './parse.js';

describe('comparisons in a row', () => {
  test.each([
    ['<|a < b < c|>', 'a < b and b < c'],
    ['<|1 <= a <= b > 2|>', '1 <= a and a <= b and b > 2'],
    ['if (<|(a + 1) == b != c|>) {}', 'if ((a + 1) == b and b != c) {}'],
    ['d or <|a < b < (c)|>', 'd or a < b and b < (c)'],
  ])('%s', (text, fixed) => {
    expectSyntax(text, { code: 'comparison-chain', fixed: [fixed] });
  });

  test('are shown in pairs, on one line', () => {
    expectSyntax('<|a <\n  b /* or so */ < c|>', {
      code: 'comparison-chain',
      message: 'comparisons cannot be chained: write `a < b and b < c`',
    });
  });

  test('are accepted with parentheses', () => {
    expect(parse('(a < b) == c').diagnostics).toEqual([]);
  });

  test('of which one is broken are still reported', () => {
    expect(parse('a < b < ').diagnostics.map(({ code }) => code)).toContain('syntax-error');
  });
});

describe('`??` beside arithmetic', () => {
  test.each([
    ['<|a + b ?? c|>', '(a + b) ?? c', 'a + (b ?? c)'],
    ['<|a - b * c ?? d|>', '(a - b * c) ?? d', 'a - b * (c ?? d)'],
    ['<|a ?? b + c|>', 'a ?? (b + c)', '(a ?? b) + c'],
    ['<|a ?? b * c - d|>', 'a ?? (b * c - d)', '(a ?? b) * c - d'],
    ['<|a ?? b / c ?? d|>', 'a ?? (b / c) ?? d', 'a ?? b / (c ?? d)'],
    ['if (<|a + b ?? c|> > 1) {}', 'if ((a + b) ?? c > 1) {}', 'if (a + (b ?? c) > 1) {}'],
    ['<|-a + -b ?? -c|>', '(-a + -b) ?? -c', '-a + (-b ?? -c)'],
    ['<|a + (b - c) ?? d|>', '(a + (b - c)) ?? d', 'a + ((b - c) ?? d)'],
  ])('%s', (text, whole, nearest) => {
    expectSyntax(text, { code: 'mixed-fallback', fixed: [whole, nearest] });
  });

  test('shows both ways', () => {
    expectSyntax('<|a + b ?? c|>', {
      code: 'mixed-fallback',
      message: '`??` beside arithmetic needs parentheses: write `(a + b) ?? c` or `a + (b ?? c)`',
    });
  });

  test.each(['(a + b) ?? c', 'a + (b ?? c)', '-a ?? -b', 'a ?? (b * c)', 'a ?? b > c + d'])(
    'accepts %s',
    (source) => {
      expect(parse(source).diagnostics).toEqual([]);
    },
  );
});
