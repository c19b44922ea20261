import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectSyntax } from '../testing/expect-findings.js';
import { fixedTexts } from '../testing/fixed-texts.js';
import { parse } from './parse.js';

describe('comparisons in a row', () => {
  test.each([
    ['<|a < b < c|>', 'a < b and b < c'],
    ['<|1 <= a <= b > 2|>', '1 <= a and a <= b and b > 2'],
    ['if (<|(a + 1) == b != c|>) {}', 'if ((a + 1) == b and b != c) {}'],
    ['d or <|a < b < (c)|>', 'd or a < b and b < (c)'],
    ['not <|a < b < c|>', 'not (a < b and b < c)'],
    ['d and ! not <|a < b < c|>', 'd and ! not (a < b and b < c)'],
    ['not (<|a < b < c|>)', 'not (a < b and b < c)'],
    ['<|a < /* k */ b < c // d\n < e|>', 'a < /* k */ b and b < c and c // d\n < e'],
  ])('%s', (text, fixed) => {
    expectSyntax(text, { code: 'comparison-chain', fixed: [fixed] });
  });

  test('are shown in pairs, on one line', () => {
    expectSyntax('<|a <\n  b < c|>', {
      code: 'comparison-chain',
      message: 'comparisons cannot be chained: write `a < b and b < c`',
    });
    expectSyntax('not <|a < b < c|>', {
      code: 'comparison-chain',
      message: 'comparisons cannot be chained: write `(a < b and b < c)`',
    });
  });

  test('are accepted with parentheses', () => {
    expect(parse('(a < b) == c').diagnostics).toEqual([]);
  });

  test('of which one is broken are not reported twice', () => {
    expectSyntax('a < b <<||>', { code: 'syntax-error' });
  });
});

describe('a comparison of another language', () => {
  test.each([
    ['a <|<>|> 1', '!=', 'a != 1'],
    ['if (a<|<>|>1) {}', '!=', 'if (a!=1) {}'],
    ['path <|<>|> a', '!=', 'path != a'],
    ['a <|=>|> 1', '>=', 'a >= 1'],
    ['if (not a <|=>|> b + 1) {} else {}', '>=', 'if (not a >= b + 1) {} else {}'],
  ])('%s', (text, meant, fixed) => {
    const written = meant === '!=' ? '<>' : '=>';
    expectSyntax(text, {
      code: 'syntax-error',
      message: `\`${written}\` is no comparison of this language: write \`${meant}\``,
      fixed: [fixed],
    });
  });

  test('counts as what is meant', () => {
    expect(parse('a <> 1').program.value).toMatchObject({ operator: '!=', right: { value: 1 } });
    expect(parse('a => 1').program.value).toMatchObject({ operator: '>=', right: { value: 1 } });
  });

  test.each(['(<|<>|>)', 'let a <|=>|> 1; a', 'm{a<|=>|>"x"}'])(
    'where none can stand is an error like any other: %s',
    (text) => {
      expectSyntax(text, { code: 'syntax-error' });
    },
  );
});

describe('`??` beside arithmetic', () => {
  test.each([
    ['<|a + b ?? c|>', '(a + b) ?? c', 'a + (b ?? c)'],
    ['<|a - b * c ?? d|>', '(a - b * c) ?? d', 'a - b * (c ?? d)'],
    ['<|a ?? b + c|>', 'a ?? (b + c)', '(a ?? b) + c'],
    ['<|a ?? b * c - d|>', 'a ?? (b * c - d)', '(a ?? b) * c - d'],
    ['<|a ?? b / c ?? d|>', 'a ?? (b / c) ?? d', '(a ?? b) / (c ?? d)'],
    ['if (<|a + b ?? c|> > 1) {}', 'if ((a + b) ?? c > 1) {}', 'if (a + (b ?? c) > 1) {}'],
    ['<|-a + -b ?? -c|>', '(-a + -b) ?? -c', '-a + (-b ?? -c)'],
    ['<|a + (b - c) ?? d|>', '(a + (b - c)) ?? d', 'a + ((b - c) ?? d)'],
    ['<|(a - b) * c ?? d|>', '((a - b) * c) ?? d', '(a - b) * (c ?? d)'],
    ['<|a + b ?? c + d|>', '(a + b) ?? (c + d)', 'a + (b ?? c) + d'],
    ['<|a ?? b + c ?? d|>', 'a ?? (b + c) ?? d', '(a ?? b) + (c ?? d)'],
    ['<|a + b ?? c ?? d * e|>', '(a + b) ?? c ?? (d * e)', 'a + (b ?? c ?? d) * e'],
    ['<|a - b ?? c * d * e ?? f|>', '(a - b) ?? (c * d * e) ?? f', 'a - (b ?? c) * d * (e ?? f)'],
    ['<|a + b /* k */ ?? c|>', '(a + b) /* k */ ?? c', 'a + (b /* k */ ?? c)'],
    ['<|a + // k\n b ?? c|>', '(a + // k\n b) ?? c', 'a + // k\n (b ?? c)'],
    ['<|a ?? b // k\n + c|>', 'a ?? (b // k\n + c)', '(a ?? b) // k\n + c'],
  ])('%s', (text, whole, nearest) => {
    expectSyntax(text, { code: 'mixed-fallback', fixed: [whole, nearest] });
    expect([whole, nearest].flatMap((fixed) => parse(fixed).diagnostics)).toEqual([]);
  });

  test('can be mended in either way, and keeps its comments', () => {
    const operand = fc.constantFrom('a', '-b', '(c - d)', 'max(e, 1)', 'f over 5m');
    const gap = fc.constantFrom(' ', '\n', ' /* k */ ', ' // l\n');
    const operator = fc.constantFrom('+', '-', '*', '/', '??', '??');
    const links = fc.array(fc.tuple(gap, operator, gap, operand), { minLength: 1, maxLength: 6 });
    const chains = fc.tuple(operand, links).map(([first, rest]) => [first, ...rest.flat()].join(''));
    const comments = (source: string): readonly string[] => parse(source).comments.map(({ text }) => text);
    fc.assert(
      fc.property(chains, (source) => {
        for (const diagnostic of parse(source).diagnostics) {
          const fixed = fixedTexts(source, diagnostic);
          expect(fixed).toHaveLength(2);
          for (const text of fixed) {
            expect(parse(text).diagnostics).toEqual([]);
            expect(comments(text)).toEqual(comments(source));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('of which one is broken is not reported twice', () => {
    expectSyntax('a + b ??<||>', { code: 'syntax-error' });
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
