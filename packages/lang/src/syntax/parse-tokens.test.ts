import { describe, expect, test } from '@jest/globals';
import { LIMITS } from './limits.js';
import { tokenize } from './lexer/tokenize.js';
import { parseTokens, type ConcreteSyntax } from './parse-tokens.js';

const parsed = (source: string): ConcreteSyntax => parseTokens(tokenize(source).tokens);
const places = (source: string): readonly number[] =>
  parsed(source).misfits.map(({ found }) => found.startOffset);

describe('parseTokens', () => {
  test('gives one tree for a text that fits', () => {
    expect(parsed('let a = 1; a')).toMatchObject({
      trees: [{ name: 'program' }],
      misfits: [],
      isWhole: true,
    });
    expect(parsed('')).toMatchObject({ trees: [{ name: 'program' }], misfits: [], isWhole: true });
  });

  test('goes on with the next statement where nothing can follow', () => {
    const { trees } = parsed('if (true) {} } let a = 1; a');
    expect(trees.map(({ children }) => Object.keys(children))).toEqual([
      ['statement'],
      ['statement', 'expression'],
    ]);
  });

  test('reports of what cannot follow the first only, unless it follows from another error', () => {
    expect(places('a b; let c = 1; c d; let e = 1; e')).toEqual([2]);
    expect(places('let a = ; b c')).toEqual([8]);
  });

  test('finds independent mistakes in later statements', () => {
    const source = 'a b; let c = ; if (c) { result = ; } } result = v1 v2; result';
    expect(places(source)).toEqual([2, 13, 33, 51]);
  });

  test('does not go on inside of a block that it did not enter', () => {
    expect(places('} else { result = v1; } result')).toEqual([0]);
  });

  test('is not disturbed by the text before', () => {
    parsed('((((');
    parsed('!-'.repeat(1000));
    expect(parsed('a + 1')).toMatchObject({ misfits: [], isWhole: true });
  });

  test('ends at the limit on errors', () => {
    const broken = (count: number): string => 'let a = ;'.repeat(count);
    expect(parsed(broken(LIMITS.errors))).toMatchObject({ isWhole: true });
    const { misfits, isWhole } = parsed(broken(LIMITS.errors + 1));
    expect(isWhole).toBe(false);
    expect(misfits).toHaveLength(LIMITS.errors);
  });
});
