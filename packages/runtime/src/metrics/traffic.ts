import type { Sample } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import type { Gateway } from '../config/gateway.js';
import { unknown } from './sample.js';
import type { BoundRead, MetricSource } from './source.js';

/** What is known of the traffic of one version over the window of its gateway. */
export interface VersionTraffic {
  readonly version: string;
  /** Requests within the window. */
  readonly requests: Sample;
  /** Those of them that failed. */
  readonly errors: Sample;
}

/** The traffic of all versions of a gateway at one time. */
export interface Traffic {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly window: Milliseconds;
  readonly versions: readonly VersionTraffic[];
}

/** The names that every catalogue has for what a version is asked and what of that fails. */
const COUNTED = ['requests', 'errors'] as const;

/** Reads how many requests each version of a gateway has, and how many fail, as its policies would read it. */
export async function readTraffic(
  { namespace, application, versions, metrics }: Gateway,
  source: MetricSource,
  now: number,
  signal: AbortSignal,
): Promise<Traffic> {
  const { window = 60_000, scrapeInterval = 0 } = metrics ?? {};
  const at = now - scrapeInterval;
  const reads = versions.flatMap(({ label: version }) =>
    COUNTED.map((metric): BoundRead => {
      const subject = { namespace, application, version };
      return { kind: 'metric', subject, metric, statistic: null, selector: [], window, offset: 0 };
    }),
  );
  const { samples } = await source.read({ at, reads }, signal);
  const sampleAt = (place: number): Sample =>
    samples[place] ?? unknown('source-failed', 'the source left the read unanswered');
  return {
    at: now,
    window,
    versions: versions.map(({ label: version }, place) => ({
      version,
      requests: sampleAt(place * COUNTED.length),
      errors: sampleAt(place * COUNTED.length + 1),
    })),
  };
}
