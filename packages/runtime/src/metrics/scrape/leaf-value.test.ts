import { describe, expect, test } from '@jest/globals';
import type { Leaf } from '../catalogue/measure.js';
import type { KeptSeries, Scrape } from './history.js';
import { leafValue } from './leaf-value.js';

const SERIES = { name: 'n', where: [], identity: new Map() };
const increase: Leaf = { kind: 'increase', series: SERIES };
const overTime = (statistic: 'average' | 'min' | 'max', across: 'sum' | 'max'): Leaf => ({
  kind: 'over-time',
  series: SERIES,
  statistic,
  across,
});

/** The value of a leaf over rows of values, one row a series, one column a scrape; null where it was absent. */
function value(
  leaf: Leaf,
  rows: readonly (readonly (number | null)[])[],
  labels: readonly string[] = [],
): number | null {
  const series = rows.map((_, index): KeptSeries => ({
    name: 'n',
    labels: new Map([['le', labels[index] ?? '']]),
  }));
  const scrapes = (rows[0] ?? []).map((_, column): Scrape => {
    const values = series.flatMap((one, index) => {
      const cell = rows[index]?.[column] ?? null;
      return cell === null ? [] : [[one, cell] as const];
    });
    return { at: column, values: new Map(values) };
  });
  return leafValue(leaf, series, scrapes);
}

describe('an increase', () => {
  test.each([
    ['from the first scrape to the last', [[100, 103, 103, 110]], 10],
    [
      'added over the series',
      [
        [0, 1, 2],
        [10, 10, 15],
      ],
      7,
    ],
    ['across a counter that began again', [[100, 110, 4, 9]], 19],
    ['across one that began again twice', [[5, 2, 1]], 3],
    ['of a series that appears, from 0', [[null, null, 7, 9]], 9],
    ['of a series that goes and comes back, from 0', [[5, null, 3, 4]], 4],
    ['of a series that went away, what it had gained', [[5, 8, null, null]], 3],
    ['of what stands still', [[5, 5, 5]], 0],
  ] as const)('is counted %s', (_, rows, gained) => {
    expect(value(increase, rows)).toBe(gained);
  });

  test('is absent where nothing was seen after the first scrape', () => {
    expect(value(increase, [[5, null, null]])).toBeNull();
    expect(value(increase, [])).toBeNull();
  });

  test('of what is not a number is none', () => {
    expect(value(increase, [[5, Number.NaN, 7]])).toBeNaN();
  });
});

describe('a gauge', () => {
  test.each([
    [overTime('average', 'sum'), 2 + 20],
    [overTime('average', 'max'), 20],
    [overTime('min', 'sum'), 1 + 10],
    [overTime('max', 'max'), 30],
  ])('%j', (leaf, expected) => {
    expect(
      value(leaf, [
        [99, 1, 2, 3],
        [99, 10, null, 30],
      ]),
    ).toBe(expected);
  });

  test('leaves out what is not a number where Prometheus does', () => {
    const rows = [
      [0, 1, Number.NaN, 3],
      [0, 2, 2, 2],
    ];
    expect(value(overTime('average', 'sum'), rows)).toBeNaN();
    expect(value(overTime('average', 'max'), rows)).toBe(2);
    expect(value(overTime('min', 'sum'), rows)).toBe(3);
    expect(value(overTime('max', 'max'), rows)).toBe(3);
    expect(value(overTime('max', 'max'), [[0, Number.NaN, Number.NaN]])).toBeNaN();
  });
});

describe('a quantile', () => {
  const median: Leaf = { kind: 'quantile', series: SERIES, quantile: 0.5 };

  test('is that of what the buckets gained', () => {
    const rows = [
      [100, 110],
      [200, 220],
      [200, 220],
    ];
    expect(value(median, rows, ['1', '2', '+Inf'])).toBe(1);
  });

  test('leaves out a bucket without a bound', () => {
    const rows = [
      [0, 10],
      [0, 20],
      [0, 20],
      [0, 99],
    ];
    expect(value(median, rows, ['1', '2', '+Inf', 'wide'])).toBe(1);
  });
});
