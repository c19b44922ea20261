import { describe, expect, test } from '@jest/globals';
import { regexSize } from './regex-size.js';

describe('regexSize', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['a{3}', 3],
    ['ab{3}', 4],
    ['a{2,5}', 5],
    ['a{2,}', 2],
    ['a{0}', 1],
    ['(ab)', 4],
    ['(ab){10}', 40],
    ['[a-z]{4}', 4],
    ['[]{2}]{3}', 3],
    ['[[:alpha:]\\]]{2}', 2],
    ['\\d{6}', 6],
    ['\\{3}', 3],
    ['\\Qa{9}\\E', 8],
    ['{', 1],
  ])('%j has %i steps', (pattern, steps) => {
    expect(regexSize(pattern)).toBe(steps);
  });

  test('repetitions inside each other multiply', () => {
    expect(regexSize('((a{10}){10}){10}')).toBeGreaterThanOrEqual(1000);
    expect(regexSize('(a{1,100}){10}')).toBe(1020);
  });

  test('a class of Unicode characters counts for its ranges', () => {
    expect(regexSize('\\pL')).toBeGreaterThan(regexSize('\\dL'));
    expect(regexSize('[\\p{Greek}\\p{Latin}]')).toBeGreaterThan(regexSize('[\\p{Greek}]'));
  });

  test('what is open or closed once too often is read all the same', () => {
    expect(regexSize('(a(b')).toBe(2);
    expect(regexSize('a)b')).toBe(4);
  });
});
