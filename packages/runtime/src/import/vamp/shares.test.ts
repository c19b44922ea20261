import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sharesUnder, splitOf } from './shares.js';

const routes = (...weights: readonly (number | null)[]) =>
  weights.map((value) => ({
    weight: value === null ? null : { value, place: { source: { file: '', text: '' }, start: 0, end: 0 } },
  }));

describe('the split of classic weights', () => {
  test.each<[string, readonly (number | null)[], readonly number[] | null]>([
    ['all written', [50, 30, 20], [5_000, 3_000, 2_000]],
    [
      'those without one share what is left, the last takes the rest',
      [50, null, null, null],
      [5_000, 1_600, 1_600, 1_800],
    ],
    ['none written', [null, null], [5_000, 5_000]],
    ['nothing is left', [100, null], [10_000, 0]],
    ['all are zero', [0, 0], null],
    ['too little', [50, 30], null],
    ['too much', [90, 20, null], null],
  ])('%s', (_name, weights, expected) => {
    expect(splitOf(routes(...weights))).toEqual(expected);
  });
});

describe('the strength of a condition', () => {
  test('takes its part, and leaves the rest to the split over all routes', () => {
    expect(sharesUnder([5_000, 5_000], 1, 75)).toEqual({ shares: [1_250, 8_750], isExact: true });
    expect(sharesUnder([5_000, 5_000], 1, 100)).toEqual({ shares: [0, 10_000], isExact: true });
  });

  test('is brought to half percents, the largest remainder first', () => {
    expect(sharesUnder([3_300, 6_700], 0, 77)).toEqual({ shares: [8_450, 1_550], isExact: false });
  });

  test('always gives all requests to somebody, in half percents near what was asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat(),
        (written, strength, place) => {
          const sum = written.reduce((total, weight) => total + weight, 0);
          fc.pre(sum > 0);
          const split = written.map((weight) => Math.floor((weight * 100) / sum) * 100);
          split[0] = (split[0] ?? 0) + 10_000 - split.reduce((total, share) => total + share, 0);
          const route = place % split.length;
          const { shares } = sharesUnder(split, route, strength);
          expect(shares.reduce((total, share) => total + share, 0)).toBe(10_000);
          for (const [index, share] of shares.entries()) {
            const asked =
              ((split[index] ?? 0) * (100 - strength)) / 100 + (index === route ? strength * 100 : 0);
            expect(share % 50).toBe(0);
            expect(Math.abs(share - asked)).toBeLessThan(100);
          }
        },
      ),
    );
  });
});
