import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { parseRegex } from './parse-regex.js';
import { printRegex } from './print-regex.js';
import { mapCharacters } from './regex-characters.js';
import { notEndingIn, reversed, without, withoutAnchors } from './regex-ends.js';
import { isNever, type RegexTree } from './regex-tree.js';
import { arbitraryRegex, arbitraryText } from './testing/arbitrary-regex.js';

/** What a tree's text matches as a whole. */
function matcherOf(tree: RegexTree): (text: string) => boolean {
  if (isNever(tree)) return () => false;
  const regex = RE2JS.compile(printRegex(tree));
  return (text) => regex.matches(text);
}

const texts = fc.array(arbitraryText, { minLength: 20, maxLength: 20 });

describe('a regular expression taken apart', () => {
  test('means the same put together again, in either case too', () => {
    fc.assert(
      fc.property(arbitraryRegex, fc.boolean(), texts, (regex, ignoreCase, tried) => {
        const original = RE2JS.compile(ignoreCase ? `(?i:${regex})` : regex);
        const again = matcherOf(parseRegex(regex, ignoreCase));
        for (const text of tried) expect([text, again(text)]).toEqual([text, original.matches(text)]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [String.raw`\Qa.b\E+`, 'a.bbb', 'aabb'],
    ['a{,2}', 'a{,2}', 'aa'],
    ['x{2', 'x{2', 'xx'],
    ['[]a]+', ']a]', '[]a]'],
    ['[^]a]', 'x', ']'],
    ['[[:alpha:]_]+', 'a_b', '1'],
    [String.raw`[\]\-a]+`, ']-a', String.raw`\\`],
    ['(?i)a(?-i)b', 'Ab', 'aB'],
    ['(?i:a)b|(?P<n>c)(?<m>d)', 'cd', 'AB'],
    ['a|(?i)b|c', 'C', 'A'],
    [String.raw`\x41\x{42}\103\pN`, 'ABC7', 'ABCD'],
    ['a{2,3}?b', 'aab', 'ab'],
    [String.raw`(?U)a+\.(?s:.)`, 'aa.b', 'aaxb'],
    ['^a|b$', 'b', 'ab'],
  ])('%s', (regex, matching, other) => {
    const matches = matcherOf(parseRegex(regex, false));
    expect([matches(matching), matches(other)]).toEqual([true, false]);
  });

  test.each([
    ['^.*(Chrome).*$', false, '^.*Chrome.*$'],
    ['shop', true, '(?i:shop)'],
    ['a-1', true, '(?i:a-1)'],
    ['(?i:a)b', false, '[aA]b'],
    ['(?:a|b)?c{2,}', false, '(?:a|b)?c{2,}'],
  ])('%s reads well', (regex, ignoreCase, text) => {
    expect(printRegex(parseRegex(regex, ignoreCase))).toBe(text);
  });
});

describe('a limited tree', () => {
  test('matches what the whole does, less the texts with a separator', () => {
    fc.assert(
      fc.property(arbitraryRegex, texts, (regex, tried) => {
        const original = RE2JS.compile(regex);
        const limited = matcherOf(mapCharacters(parseRegex(regex, false), without(';')));
        for (const text of tried)
          expect([text, limited(text)]).toEqual([text, original.matches(text) && !text.includes(';')]);
      }),
      { numRuns: 500 },
    );
  });

  test('matches what the whole does, less the texts with such an end', () => {
    fc.assert(
      fc.property(arbitraryRegex, texts, (regex, tried) => {
        const original = RE2JS.compile(regex);
        const limited = notEndingIn(parseRegex(regex, false), ' ;');
        if (limited === null) return;
        const matches = matcherOf(limited);
        for (const text of tried)
          expect([text, matches(text)]).toEqual([text, original.matches(text) && !/[ ;]$/.test(text)]);
      }),
      { numRuns: 500 },
    );
  });

  test('reversed matches reversed texts', () => {
    fc.assert(
      fc.property(arbitraryRegex, texts, (regex, tried) => {
        const tree = withoutAnchors(parseRegex(regex, false));
        if (tree === null) return;
        const [forth, back] = [matcherOf(tree), matcherOf(reversed(tree))];
        for (const text of tried)
          expect([text, back(Array.from(text).reverse().join(''))]).toEqual([text, forth(text)]);
      }),
      { numRuns: 300 },
    );
  });

  test('matches the same without its anchors, or is refused', () => {
    let kept = 0;
    fc.assert(
      fc.property(arbitraryRegex, texts, (regex, tried) => {
        const tree = withoutAnchors(parseRegex(regex, false));
        if (tree === null) return;
        kept += 1;
        const original = RE2JS.compile(regex);
        const within = RE2JS.compile(`<(?:${isNever(tree) ? '[^\\0-\\x{10FFFF}]' : printRegex(tree)})>`);
        for (const text of tried)
          expect([text, within.matches(`<${text}>`)]).toEqual([text, original.matches(text)]);
      }),
      { numRuns: 500 },
    );
    expect(kept).toBeGreaterThan(300);
    for (const regex of ['a^', '$b', '(^a)+', 'a*^b'])
      expect(withoutAnchors(parseRegex(regex, false))).toBeNull();
  });
});
