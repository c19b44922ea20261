import type { Milliseconds } from '../config/duration.js';
import type { MetricSource } from '../metrics/source.js';
import { Exclusive } from '../routing/exclusive.js';
import type { RouteTarget } from '../routing/target.js';
import type { GatewayRun } from './gateway-run.js';
import type { Clock } from './ports.js';
import { period, SHORTLY } from './schedule.js';
import { confirmedAt } from './state.js';

/**
 * The versions of a company's gateways at most: as many as one query asks for, so that a pass sends one query a metric, and few
 * enough for a pass to take a small part of a period.
 */
const MOST_VERSIONS = 5_000;

/**
 * Gateways that share a source, a target and a period: they go in one pass, and wait for no source or target that hangs but
 * their own. What changes how one of them stands does so in its turn: what a pass has decided, and what is asked from outside.
 */
export class Company {
  /** Those that are ticked; a member may not be yet. */
  readonly runs = new Set<GatewayRun>();
  readonly turns = new Exclusive();
  readonly source: MetricSource | null;
  readonly target: RouteTarget;
  readonly period: Milliseconds;
  readonly #members = new Set<GatewayRun>();
  #versions = 0;
  /** When most of them were ticked last: the others join them. */
  #beat: number | null = null;
  #sleeper: AbortController | null = null;

  /** Founded by its first gateway, which is yet to join. */
  constructor({ gateway, source, target }: GatewayRun) {
    this.source = source;
    this.target = target;
    this.period = period(gateway);
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  /** True where a gateway can go in one pass with those that are here already. */
  takes({ gateway, source, target }: GatewayRun): boolean {
    const isAlike = source === this.source && target === this.target && period(gateway) === this.period;
    return isAlike && (this.isEmpty || this.#versions + gateway.versions.length <= MOST_VERSIONS);
  }

  join(run: GatewayRun): void {
    this.#members.add(run);
    this.#versions += run.gateway.versions.length;
  }

  leave(run: GatewayRun): void {
    this.runs.delete(run);
    if (this.#members.delete(run)) this.#versions -= run.gateway.versions.length;
  }

  /**
   * When the next pass is due. What is due shortly after its first gateway is waited for: weights are confirmed a moment after
   * the tick that set them, and two passes would ask twice.
   */
  nextPassAt(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { nextAt } of this.runs) first = Math.min(first, nextAt);
    let last = first;
    for (const { nextAt } of this.runs) {
      if (nextAt <= first + this.period * SHORTLY) last = Math.max(last, nextAt);
    }
    return last;
  }

  /**
   * Those that are due, for a pass that begins now. Who has had the same weights for longest comes first: it is the most likely
   * to step, and the sooner a step is confirmed, the less the next pass has to wait.
   */
  due(now: number): readonly GatewayRun[] {
    const due = [...this.runs].filter((run) => run.nextAt <= now);
    if (due.length * 2 >= this.runs.size) this.#beat = now;
    return due.sort((left, right) => confirmation(left) - confirmation(right));
  }

  /**
   * When a gateway that would be due at `time` is looked at, after `now`: with most of the others where they are ticked before
   * that, so that it does not go on alone for ever. To be looked at early does no harm: its policies are asked when they are due.
   */
  withOthers(time: number, now: number): number {
    if (this.#beat === null) return time;
    const after = (time - this.#beat) % this.period;
    const isShortlyAfter = after <= this.period * SHORTLY;
    return isShortlyAfter || time - after <= now ? time : time - after;
  }

  /** Sleeps until it is time or somebody wakes the company. */
  async sleep(clock: Clock, duration: Milliseconds): Promise<void> {
    const sleeper = new AbortController();
    this.#sleeper = sleeper;
    await clock.sleep(duration, sleeper.signal);
    this.#sleeper = null;
  }

  /** Has the loop look up: something may be due earlier than it knew, or it shall end. */
  wake(): void {
    this.#sleeper?.abort();
  }
}

function confirmation({ state }: GatewayRun): number {
  return confirmedAt(state) ?? 0;
}
