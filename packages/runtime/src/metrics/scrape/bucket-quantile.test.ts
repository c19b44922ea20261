import { describe, expect, test } from '@jest/globals';
import { bucketQuantile } from './bucket-quantile.js';

const INF = Number.POSITIVE_INFINITY;
const buckets = (...pairs: readonly (readonly [bound: number, count: number])[]) =>
  pairs.map(([bound, count]) => ({ bound, count }));

describe('a quantile', () => {
  const even = buckets([0.1, 10], [0.2, 20], [0.4, 40], [INF, 40]);

  test.each([
    [0.25, 0.1],
    [0.5, 0.2],
    [0.375, 0.15],
    [0.75, 0.3],
    [1, 0.4],
    [0.125, 0.05], // the lowest bucket begins at 0
  ])('%d lies linearly in its bucket', (quantile, value) => {
    expect(bucketQuantile(quantile, even)).toBeCloseTo(value, 12);
  });

  test('above the highest finite bound is that bound', () => {
    expect(bucketQuantile(0.99, buckets([0.1, 10], [0.2, 20], [INF, 1_000]))).toBe(0.2);
  });

  test('does not depend on the order, and buckets of one bound are one', () => {
    expect(bucketQuantile(0.375, even.toReversed())).toBeCloseTo(0.15, 12);
    expect(bucketQuantile(0.375, [...even, ...even])).toBeCloseTo(0.15, 12);
  });

  test('of counts that fall takes them as level', () => {
    expect(bucketQuantile(0.5, buckets([0.1, 10], [0.2, 9], [0.4, 20], [INF, 20]))).toBeCloseTo(0.1, 12);
  });

  test('in a lowest bucket at or below 0 is its bound', () => {
    expect(bucketQuantile(0.5, buckets([-1, 10], [0, 10], [INF, 10]))).toBe(-1);
  });

  test.each([
    ['nothing was counted', buckets([0.1, 0], [INF, 0])],
    ['there is no bucket for the rest', buckets([0.1, 10], [0.2, 20])],
    ['there is only one bucket', buckets([INF, 20])],
    ['there is none', []],
    ['a count is not a number', buckets([0.1, Number.NaN], [INF, 20])],
  ])('is not a number where %s', (_, odd) => {
    expect(bucketQuantile(0.5, odd)).toBeNaN();
  });
});
