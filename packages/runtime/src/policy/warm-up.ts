import type { Milliseconds } from '../config/duration.js';
import type { PolicyContext } from './reading.js';

/**
 * How long until a window of this length holds data of the present weights only; 0 or less when it does. The reads are as of
 * one scrape before now and a window may begin one scrape before its first sample: `settle` covers both.
 */
export function warmUpLeft(window: Milliseconds, context: PolicyContext, now: number): Milliseconds {
  return context.confirmedAt + window + context.settle - now;
}
