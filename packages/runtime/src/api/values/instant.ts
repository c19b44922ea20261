import type { Milliseconds } from '../../config/duration.js';
import type { MetricsSpec } from '../../config/gateway.js';

/** A source is asked for as many instants as this at most, however many ask. */
const EVERY: Milliseconds = 5_000;

/**
 * The instant as of which values are told at a time: the same one for a while, so that those who ask meanwhile share one answer. As for
 * policies it is one scrape back, since the newest scrape may still be filling. A source that scrapes keeps a few scrapes more than a
 * window needs, so that there an instant lasts no longer than one.
 */
export function instantOf(metrics: MetricsSpec | null, now: number): number {
  if (metrics === null) return now;
  const { source, scrapeInterval } = metrics;
  const slot = source.kind === 'scrape' ? Math.min(EVERY, Math.max(1, scrapeInterval)) : EVERY;
  return Math.floor(now / slot) * slot - scrapeInterval;
}
