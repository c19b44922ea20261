import type { Milliseconds } from '../config/duration.js';
import type { Company } from './company.js';
import { pass, type PassContext } from './pass.js';

/** The loop looks up at least this often, so that a clock that was set back is seen before long. */
const LONGEST_SLEEP: Milliseconds = 60_000;

/**
 * Ticks the gateways of one company when they are due, until `signal` is aborted or none is left; then resolves after the pass
 * under way.
 */
export async function loop(context: PassContext, company: Company, signal: AbortSignal): Promise<void> {
  const { clock } = context.ports;
  let before = Number.NEGATIVE_INFINITY;
  while (!signal.aborted && company.runs.size > 0) {
    const now = clock.now();
    const next = company.nextPassAt();
    // Times that were planned before the clock was set back may be far away: everything is looked at now instead.
    const isSetBack = now < before;
    before = now;
    if (isSetBack) await pass(context, company, [...company.runs], now);
    else if (next <= now) await pass(context, company, company.due(now), now);
    else await company.sleep(clock, Math.min(next - now, LONGEST_SLEEP));
  }
}
