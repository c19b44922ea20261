import type { Milliseconds } from '../config/duration.js';
import type { Company } from './company.js';
import { pass, type PassContext } from './pass.js';

/** The loop looks up at least this often, so that a clock that was set back delays nothing for long. */
const LONGEST_SLEEP: Milliseconds = 60_000;

/**
 * Ticks the gateways of one company when they are due, until `signal` is aborted or none is left; then resolves after the pass
 * under way.
 */
export async function loop(context: PassContext, company: Company, signal: AbortSignal): Promise<void> {
  const { clock } = context.ports;
  while (!signal.aborted && company.runs.size > 0) {
    const now = clock.now();
    const due = [...company.runs].filter((run) => run.nextAt <= now);
    if (due.length > 0) {
      await pass(context, company, due, now);
    } else {
      const next = [...company.runs].reduce(
        (earliest, run) => Math.min(earliest, run.nextAt),
        now + LONGEST_SLEEP,
      );
      await company.sleep(clock, next - now);
    }
  }
}
