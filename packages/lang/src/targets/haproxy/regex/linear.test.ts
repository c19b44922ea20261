import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryPattern } from '../testing/arbitrary-pattern.js';
import { isLinear, MOST_RUNS } from './linear.js';
import { patternRegex } from './pattern-regex.js';
import { areLoopsDetermined } from './possessive.js';
import { positionsOf, type Positions } from './positions.js';

test.each([
  '.*Chrome.*',
  '.*(Chrome|Nexus 6P).*',
  'a*b*c*',
  '[^=]*=.*',
  '(ab|c)*',
  '(a|b)*abb',
  '.{0,200}',
  '(?:[a-z]+,)*[a-z]+',
])('`%s` takes linear time', (pattern) => {
  expect(isLinear(positions(pattern))).toBe(true);
});

test.each([
  // In two ways round one loop.
  '(a[ab]|aa)*b',
  '(a+)+b',
  '(a|aa)*b',
  '(ab|aba?)*c',
  // From one loop into another.
  'a*a*b',
  '.*a.*b.*',
  '[ab]*[bc]*d',
  'x*(xy?)*z',
  // A loop that is given up again and again on the way through one that cannot fail.
  '(a*b|.)*',
  '(.|a+b)*',
  // Bounded, but by far too much.
  '(a?){30}b',
  '.{0,100}.{0,100}.{0,100}x',
])('`%s` takes more than linear time', (pattern) => {
  expect(isLinear(positions(pattern))).toBe(false);
});

test('no value makes a linear one try more than a few ways for each character', () => {
  let proved = 0;
  fc.assert(
    fc.property(arbitraryPattern, fc.constantFrom('ab', 'a', 'abc', 'aab', 'c', 'ba.'), (pattern, turn) => {
      const regex = patternRegex(pattern, false);
      const all = regex === null ? null : positionsOf(regex, 60);
      if (all === null || !isLinear(all)) return;
      proved += 1;
      const value = turn.repeat(40);
      const tried = waysTried(all, value);
      expect([pattern, tried <= 2 * (MOST_RUNS + 1) * (value.length + 1)]).toEqual([pattern, true]);
    }),
    { seed: 20_261_126, numRuns: 2_500 },
  );
  expect(proved).toBeGreaterThan(300);
});

test.each(['(ab|c)*', '(?:[a-z]+,)*[a-z]+', '(a[^b]*b)*c', '((ab)*c)*d'])(
  'the loops of `%s` can go one way',
  (pattern) => {
    expect(areLoopsDetermined(positions(pattern))).toBe(true);
  },
);

test.each([
  // What comes after may be a turn.
  '(ab)*abc',
  '(ab|c)*ab',
  // A turn may be the beginning of a longer one.
  '(ab*|cb)*d',
  '(a|ab)*c',
])('the loops of `%s` may have to go back', (pattern) => {
  expect(areLoopsDetermined(positions(pattern))).toBe(false);
});

function positions(pattern: string): Positions {
  const regex = patternRegex(pattern, false);
  const all = regex === null ? null : positionsOf(regex, 512);
  if (all === null) throw new Error(`\`${pattern}\` is not read`);
  return all;
}

/** How many places a matcher comes by that tries all ways in order until one succeeds; at most a million. */
function waysTried({ reads, follow, first, last, matchesEmpty }: Positions, value: string): number {
  const codes = Array.from(value, (character) =>
    BigInt(character === '\t' ? 0 : character.charCodeAt(0) - 31),
  );
  let tried = 0;
  const tryFrom = (ways: readonly number[], accepts: boolean, at: number): boolean => {
    tried += 1;
    if (tried > 1_000_000) return true;
    const code = codes[at];
    if (code === undefined) return accepts;
    return ways.some(
      (to) => (((reads[to] ?? 0n) >> code) & 1n) === 1n && tryFrom(follow[to] ?? [], last.has(to), at + 1),
    );
  };
  tryFrom(first, matchesEmpty, 0);
  return tried;
}
