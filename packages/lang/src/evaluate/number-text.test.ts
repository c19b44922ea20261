import { describe, expect, test } from '@jest/globals';
import { numberText, pairText } from './number-text.js';

describe('a number as people read it', () => {
  test.each([
    [0.960000001, undefined, '0.96'],
    [1 / 3, 'ratio', '0.333333'],
    [1234567, 'count', '1234570'],
    [0.25, 's', '0.25 s'],
    [12, 'count/s', '12 count/s'],
    [-0, undefined, '0'],
    [1e300, 'B', '1e+300 B'],
  ])('%d in %s is %s', (value, unit, text) => {
    expect(numberText(value, unit)).toBe(text);
  });
});

describe('two numbers side by side', () => {
  test('are rounded', () => {
    expect(pairText([1 / 3, 0.5], 's')).toEqual(['0.333333 s', '0.5 s']);
    expect(pairText([2, 2], undefined)).toEqual(['2', '2']);
  });

  test('are never rounded until different ones look equal', () => {
    expect(pairText([0.3, 0.1 + 0.2], undefined)).toEqual(['0.3', '0.30000000000000004']);
  });
});
