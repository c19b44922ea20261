/** What a bucket of a classic histogram counted: observations at most as large as its bound. */
export interface Bucket {
  readonly bound: number;
  readonly count: number;
}

/**
 * The quantile of what buckets counted, as Prometheus' `histogram_quantile` has it: linear between a bucket's bounds, the
 * lowest bucket starting at 0, the highest finite bound for all above it. NaN where there is no bucket `+Inf`, no other
 * bucket, or nothing was counted. Source: `bucketQuantile` in promql/quantile.go.
 */
export function bucketQuantile(quantile: number, unsorted: readonly Bucket[]): number {
  const buckets = cumulative(unsorted);
  const highest = buckets.at(-1);
  const secondHighest = buckets.at(-2);
  if (highest?.bound !== Number.POSITIVE_INFINITY || secondHighest === undefined) return Number.NaN;
  if (Number.isNaN(highest.count) || highest.count === 0) return Number.NaN;
  const rank = quantile * highest.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  if (bucket === undefined || bucket === highest) return secondHighest.bound;
  const below = buckets[index - 1];
  if (below === undefined && bucket.bound <= 0) return bucket.bound;
  const lower = below ?? { bound: 0, count: 0 };
  return lower.bound + (bucket.bound - lower.bound) * ((rank - lower.count) / (bucket.count - lower.count));
}

/**
 * Sorted by bound, one bucket a bound, counts made to rise: buckets of one histogram are not read at one instant, so a higher
 * one may have counted less.
 */
function cumulative(buckets: readonly Bucket[]): readonly Bucket[] {
  const counts = new Map<number, number>();
  for (const { bound, count } of buckets) counts.set(bound, (counts.get(bound) ?? 0) + count);
  let most = 0;
  return [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([bound, count]) => {
      most = Math.max(most, count); // NaN stays NaN from here on
      return { bound, count: most };
    });
}
