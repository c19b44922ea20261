import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { labelRegex, literalPattern } from './label-regex.js';

describe('the regular expression of a label', () => {
  test.each([
    ['2..', '204', true],
    ['2..', '2044', false],
    ['source|waypoint', 'waypoint', true],
    ['source|waypoint', 'waypoints', false],
    ['(?i)get', 'GET', true],
    ['a.b', 'a\nb', true],
    ['', '', true],
  ])('`%s` on `%s`: %s', (pattern, value, matches) => {
    expect(labelRegex(pattern)?.(value)).toBe(matches);
  });

  test.each(['(', 'a{2,1}', '(?=a)', '\\1', '[b-a]'])('`%s` is none', (pattern) => {
    expect(labelRegex(pattern)).toBeNull();
  });

  test('takes linear time', () => {
    // In a backtracking engine this would take longer than the universe has.
    expect(labelRegex('(a*)*b')?.('a'.repeat(50_000))).toBe(false);
  });
});

test.each([
  ['1.10', '1x10'],
  ['a+', 'aa'],
  ['a*b', 'aab'],
  ['a?', 'a'],
  ['(a)', 'a'],
  ['a|b', 'a'],
  ['[ab]', 'a'],
  ['a{2}', 'aa'],
  ['^a$', 'a'],
  ['\\d', '5'],
])('the literal pattern of `%s` does not match `%s`', (text, other) => {
  const matches = labelRegex(literalPattern(text));
  expect(matches?.(text)).toBe(true);
  expect(matches?.(other)).toBe(false);
});

test('a literal pattern matches its text and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
      const matches = labelRegex(literalPattern(text));
      expect(matches?.(text)).toBe(true);
      expect(matches?.(other)).toBe(text === other);
    }),
  );
});
