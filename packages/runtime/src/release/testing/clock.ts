import { setImmediate } from 'node:timers/promises';
import type { Milliseconds } from '../../config/duration.js';
import type { Clock } from '../ports.js';

interface Sleeper {
  /** In time that has passed. */
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until a test lets time pass, and that can be set to another time without any passing. */
export class FakeClock implements Clock {
  #now: number;
  #elapsed = 0;
  readonly #sleepers = new Set<Sleeper>();

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** How much time has passed, whatever the clock was set to. */
  elapsed(): Milliseconds {
    return this.#elapsed;
  }

  sleep(duration: Milliseconds, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        at: this.#elapsed + duration,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake);
    });
  }

  /**
   * Lets time pass; everything that is due on the way happens at its own instant, in order. Ends early, at the instant of what
   * happened last, once that is enough.
   */
  async advance(duration: Milliseconds, isEnough: () => boolean = () => false): Promise<void> {
    const end = this.#elapsed + duration;
    for (;;) {
      await this.rest();
      if (isEnough()) return;
      const next = this.#next();
      if (next === null || next.at > end) break;
      this.#passTo(Math.max(this.#elapsed, next.at));
      next.wake();
    }
    this.#passTo(end);
  }

  /** Lets everything happen that needs no time. */
  async rest(): Promise<void> {
    // All ports of these tests answer in microtasks, which are done before the next macrotask.
    await setImmediate();
  }

  /** Somebody sets the clock; who sleeps does so for as long as before. */
  set(by: Milliseconds): void {
    this.#now += by;
  }

  /** What a dead process waits for does not happen any more. */
  forgetSleepers(): void {
    this.#sleepers.clear();
  }

  #next(): Sleeper | null {
    let first: Sleeper | null = null;
    for (const sleeper of this.#sleepers) if (first === null || sleeper.at < first.at) first = sleeper;
    return first;
  }

  #passTo(elapsed: Milliseconds): void {
    this.#now += elapsed - this.#elapsed;
    this.#elapsed = elapsed;
  }
}
