import { describe, expect, test } from '@jest/globals';
import { Noise } from './noise.js';

const factors = (seed: number, share: number): readonly number[] => {
  const noise = new Noise(seed);
  return Array.from({ length: 2_000 }, () => noise.factor(share));
};

describe('noise', () => {
  test('is the same for a seed and another for another', () => {
    expect(factors(1, 0.1)).toEqual(factors(1, 0.1));
    expect(factors(1, 0.1)).not.toEqual(factors(2, 0.1));
  });

  test('lies around 1, as far as its share says', () => {
    const found = factors(7, 0.1);
    const mean = found.reduce((sum, factor) => sum + factor, 0) / found.length;
    const variance = found.reduce((sum, factor) => sum + (factor - mean) ** 2, 0) / found.length;
    expect(mean).toBeCloseTo(1, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(0.1, 1);
  });

  test('is none where there shall be none, and never makes less than nothing', () => {
    expect(new Set(factors(3, 0))).toEqual(new Set([1]));
    expect(Math.min(...factors(3, 5))).toBe(0);
  });
});
