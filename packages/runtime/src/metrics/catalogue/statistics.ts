import type { Unit } from '@lamia/lang';
import type { Metric } from './catalogue.js';
import type { Leaf, Measure, Series } from './measure.js';

const QUANTILES: readonly (readonly [name: string, quantile: number])[] = [
  ['p50', 0.5],
  ['p75', 0.75],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
];

/** A number that grows: on its own and as `.sum` what it gained in the window, as `.rate` that per second. */
export function counterMetric(
  description: string,
  unit: Unit,
  measure: Measure,
  witness: string | null,
): Metric {
  const statistics = new Map<string, Measure>([
    ['sum', measure],
    ['rate', { kind: 'per-second', of: measure }],
  ]);
  if (isCount(unit)) statistics.set('count', measure);
  return { description, unit, kind: 'counter', measure, statistics, witness };
}

/**
 * A number that goes up and down: on its own and as `.average` its mean over the window. `.min` and `.max` are those of each
 * series, then added or compared across them as the mean is.
 */
export function gaugeMetric(
  description: string,
  unit: Unit,
  series: Series,
  scale: number,
  across: 'sum' | 'max',
): Metric {
  const overTime = (statistic: Extract<Leaf, { kind: 'over-time' }>['statistic']): Measure =>
    scaled({ kind: 'over-time', series, statistic, across }, scale);
  const measure = overTime('average');
  const statistics = new Map<string, Measure>([
    ['average', measure],
    ['min', overTime('min')],
    ['max', overTime('max')],
  ]);
  return { description, unit, kind: 'gauge', measure, statistics, witness: null };
}

/**
 * Observations in buckets: on its own and as `.average` their mean over the window, `.p50` … `.p999` by linear interpolation
 * in the buckets, `.count` how many there were and `.sum` what they add up to.
 */
export function histogramMetric(description: string, unit: Unit, series: Series, scale: number): Metric {
  const increase = (suffix: string): Measure => ({
    kind: 'increase',
    series: { ...series, name: series.name + suffix },
  });
  const sum = scaled(increase('_sum'), scale);
  const count = increase('_count');
  const measure: Measure = { kind: 'quotient', dividend: sum, divisor: count };
  const buckets = { ...series, name: `${series.name}_bucket` };
  const statistics = new Map<string, Measure>([
    ['average', measure],
    ['sum', sum],
    ['count', count],
    ...QUANTILES.map(
      ([name, quantile]) => [name, scaled({ kind: 'quantile', series: buckets, quantile }, scale)] as const,
    ),
  ]);
  return { description, unit, kind: 'gauge', measure, statistics, witness: null };
}

/** True for a plain number of things. */
export function isCount({ count, s, B }: Unit): boolean {
  return count === 1 && s === 0 && B === 0;
}

function scaled(measure: Measure, factor: number): Measure {
  return factor === 1 ? measure : { kind: 'scaled', of: measure, factor };
}
