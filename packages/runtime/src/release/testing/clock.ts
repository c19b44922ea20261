import { setImmediate } from 'node:timers/promises';
import type { Milliseconds } from '../../config/duration.js';
import type { Clock } from '../ports.js';

/** A clock that stands still until a test lets time pass. */
export class FakeClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(duration: Milliseconds, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        at: this.#now + duration,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Lets time pass; everything that is due on the way happens at its own instant, in order. */
  async advance(duration: Milliseconds): Promise<void> {
    const end = this.#now + duration;
    for (;;) {
      await this.rest();
      const next = [...this.#sleepers].toSorted((left, right) => left.at - right.at)[0];
      if (next === undefined || next.at > end) break;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#now = end;
  }

  /** Lets everything happen that needs no time. */
  async rest(): Promise<void> {
    // All ports of these tests answer in microtasks, which are done before the next macrotask.
    await setImmediate();
  }
}
