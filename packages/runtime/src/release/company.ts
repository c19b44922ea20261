import type { Milliseconds } from '../config/duration.js';
import { Exclusive } from '../routing/exclusive.js';
import type { GatewayRun } from './gateway-run.js';
import type { Clock } from './ports.js';

/**
 * Gateways that share a source and a target: they go in one pass, and wait for no source or target that hangs but their own.
 * What changes how one of them stands does so in its turn: what a pass has decided, and what is asked from outside.
 */
export class Company {
  readonly runs = new Set<GatewayRun>();
  readonly turns = new Exclusive();
  #sleeper: AbortController | null = null;

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
