import type { PrometheusSourceSpec } from '../../config/gateway.js';
import { Breaker } from './breaker.js';
import { RateLimit } from './rate-limit.js';

/** What keeps one server from being asked too much: all sources that read from it share it, whatever they read. */
export interface SourceGuard {
  readonly breaker: Breaker;
  readonly rateLimit: RateLimit;
}

/** @param now milliseconds since whenever, never set back */
export function guardOf(
  { breaker, queriesPerSecond }: Pick<PrometheusSourceSpec, 'breaker' | 'queriesPerSecond'>,
  now: () => number = () => performance.now(),
): SourceGuard {
  return { breaker: new Breaker(breaker, now), rateLimit: new RateLimit(queriesPerSecond, now) };
}
