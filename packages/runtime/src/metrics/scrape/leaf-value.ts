import type { Leaf } from '../catalogue/measure.js';
import { parseFloatText } from '../float.js';
import { bucketQuantile } from './bucket-quantile.js';
import type { KeptSeries, Scrape } from './history.js';

/**
 * A leaf's number from the scrapes of its window, for the series that it reads; null where none of them was seen after the
 * window's first scrape. Unlike Prometheus nothing is extrapolated: a count is what was counted from the first scrape to
 * the last.
 */
export function leafValue(
  leaf: Leaf,
  series: readonly KeptSeries[],
  scrapes: readonly Scrape[],
): number | null {
  const [, ...after] = scrapes;
  const seen = series.filter((one) => after.some(({ values }) => values.has(one)));
  if (seen.length === 0) return null;
  switch (leaf.kind) {
    case 'increase':
      return total(seen.map((one) => increase(one, scrapes)));
    case 'over-time': {
      const values = seen.map((one) => overTime(leaf.statistic, one, after));
      return leaf.across === 'sum' ? total(values) : extreme(values, Math.max);
    }
    case 'quantile': {
      const buckets = seen.flatMap((one) => {
        const bound = parseFloatText(one.labels.get('le') ?? '');
        return bound === null ? [] : [{ bound, count: increase(one, scrapes) }];
      });
      return bucketQuantile(leaf.quantile, buckets);
    }
  }
}

/**
 * What a counter gained from the first scrape to the last. A fall means that it started again from 0. So does one that was
 * not there at the scrape before: all that it shows was counted since.
 */
function increase(series: KeptSeries, [first, ...after]: readonly Scrape[]): number {
  let gained = 0;
  let before = first?.values.get(series) ?? 0;
  for (const { values } of after) {
    const value = values.get(series) ?? 0;
    // Not `value < before`: NaN must not look like a counter that started again.
    gained += value >= before ? value - before : value;
    before = value;
  }
  return gained;
}

function overTime(
  statistic: 'average' | 'min' | 'max',
  series: KeptSeries,
  scrapes: readonly Scrape[],
): number {
  const values = scrapes.flatMap(({ values: all }) => all.get(series) ?? []);
  switch (statistic) {
    case 'average':
      return total(values) / values.length;
    case 'min':
      return extreme(values, Math.min);
    case 'max':
      return extreme(values, Math.max);
  }
}

/** The least or greatest number; as in Prometheus NaN only where there is no number. */
function extreme(values: readonly number[], choose: (left: number, right: number) => number): number {
  return values.reduce((best, value) =>
    Number.isNaN(best) ? value : Number.isNaN(value) ? best : choose(best, value),
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
