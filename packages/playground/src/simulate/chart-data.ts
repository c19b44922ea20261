import type { Moment } from './moment.js';
import type { VersionMoment } from './tick.js';

/** What the timeline draws. */
export const MEASURES = ['weights', 'errors', 'latency', 'requests'] as const;

export type Measure = (typeof MEASURES)[number];

interface MeasureWords {
  readonly title: string;
  readonly unit: string;
}

export const MEASURE_WORDS: Readonly<Record<Measure, MeasureWords>> = {
  weights: { title: 'weights', unit: '%' },
  errors: { title: 'error share', unit: '%' },
  latency: { title: 'latency', unit: 'ms' },
  requests: { title: 'requests per second', unit: '' },
};

/** Seconds, then a list of values for each series. */
export type ChartData = readonly (readonly (number | null)[])[];

/**
 * The series of one measure. Weights are stacked: each version's series has the shares of all before it added, and the last version
 * comes first, so that each one drawn over it leaves a band of it.
 */
export function chartData(moments: readonly Moment[], count: number, measure: Measure): ChartData {
  const times = moments.map(({ at }) => at / 1000);
  const places = Array.from({ length: count }, (_, place) => place);
  if (measure === 'weights') {
    const stacked = places.map((place) =>
      moments.map(({ versions }) =>
        versions.slice(0, place + 1).reduce((sum, { share }) => sum + share / 100, 0),
      ),
    );
    return [times, ...stacked.toReversed()];
  }
  return [times, ...places.map((place) => moments.map(({ versions }) => valueOf(versions[place], measure)))];
}

/** Whether there is anything to draw; before the first tick that is not known, and there may be. */
export function hasValues(moments: readonly Moment[], measure: Measure): boolean {
  if (measure === 'weights' || moments.length === 0) return true;
  return moments.some(({ versions }) => versions.some((version) => valueOf(version, measure) !== null));
}

function valueOf(version: VersionMoment | undefined, measure: Exclude<Measure, 'weights'>): number | null {
  if (version === undefined) return null;
  const { errorShare, latency, requestsPerSecond } = version;
  switch (measure) {
    case 'errors':
      return errorShare === null ? null : errorShare * 100;
    case 'latency':
      return latency === null ? null : latency * 1000;
    case 'requests':
      return requestsPerSecond;
  }
}
