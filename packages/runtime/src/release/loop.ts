import type { Milliseconds } from '../config/duration.js';
import type { MetricSource } from '../metrics/source.js';
import type { RouteTarget } from '../routing/target.js';
import type { GatewayRun } from './gateway-run.js';
import { pass, type PassContext } from './pass.js';
import type { Clock } from './ports.js';

/** The loop looks up at least this often, so that a clock that was set back delays nothing for long. */
const LONGEST_SLEEP: Milliseconds = 60_000;

/**
 * Ticks every gateway when it is due, until `signal` is aborted; then resolves after the passes under way. Gateways that share a
 * source and a target go in one pass; no others wait for a source or target that hangs.
 */
export async function loop(context: PassContext, signal: AbortSignal): Promise<void> {
  const companies = new Map<MetricSource | null, Map<RouteTarget, GatewayRun[]>>();
  for (const run of context.runs) {
    const byTarget = companies.get(run.source) ?? new Map<RouteTarget, GatewayRun[]>();
    companies.set(run.source, byTarget.set(run.target, [...(byTarget.get(run.target) ?? []), run]));
  }
  const groups = [...companies.values()].flatMap((byTarget) => [...byTarget.values()]);
  const sleepers = new Sleepers(context.ports.clock, signal);
  try {
    await Promise.all(groups.map((runs) => loopOver(context, runs, sleepers, signal)));
  } finally {
    sleepers.close();
  }
}

/** Sleeps that one signal ends: however many there are, they listen to it as one. */
class Sleepers {
  private readonly asleep = new Set<AbortController>();
  private readonly wake = (): void => {
    for (const sleeper of this.asleep) sleeper.abort();
  };

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this.wake, { once: true });
  }

  async sleep(duration: Milliseconds): Promise<void> {
    if (this.signal.aborted) return;
    const sleeper = new AbortController();
    this.asleep.add(sleeper);
    await this.clock.sleep(duration, sleeper.signal);
    this.asleep.delete(sleeper);
  }

  close(): void {
    this.signal.removeEventListener('abort', this.wake);
  }
}

async function loopOver(
  context: PassContext,
  runs: readonly GatewayRun[],
  sleepers: Sleepers,
  signal: AbortSignal,
): Promise<void> {
  const { ports } = context;
  while (!signal.aborted) {
    const now = ports.clock.now();
    const due = runs.filter((run) => run.nextAt <= now);
    if (due.length > 0) {
      await pass(context, due, now);
    } else {
      const next = Math.min(...runs.map((run) => run.nextAt), now + LONGEST_SLEEP);
      await sleepers.sleep(next - now);
    }
  }
}
