import type { Milliseconds } from '../config/duration.js';
import { FULL } from '../config/weights.js';
import type { DemoOptions } from './options.js';

/** The lengths of time in the demonstration's gateway file, all in proportion to its interval. */
export interface DemoTiming {
  readonly scrapeInterval: Milliseconds;
  /** What an expression looks back over. */
  readonly window: Milliseconds;
  /** How long the policy may go without data before it holds for good. */
  readonly patience: Milliseconds;
  /** When the release is held whatever it does: twice the time of a straight way to the end. */
  readonly deadline: Milliseconds;
}

/**
 * A run of ten steps takes about 25 intervals where the runtime scrapes by itself, and 50 with a Prometheus in between, whose
 * windows must hold more scrapes to be trusted.
 */
export function demoTiming({ interval, source, step }: DemoOptions): DemoTiming {
  const slowness = source === 'prometheus' ? 2 : 1;
  const scrapeInterval = Math.round((interval / 4) * slowness);
  const window = 2 * interval * slowness;
  const pace = window + 2 * scrapeInterval;
  const steps = Math.ceil(FULL / step);
  return { scrapeInterval, window, patience: 15 * interval, deadline: 2 * (steps + 2) * pace };
}
