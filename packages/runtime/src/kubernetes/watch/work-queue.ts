import type { Milliseconds } from '../../config/duration.js';
import type { Clock } from '../../release/ports.js';
import { Backoff, type BackoffBounds } from './backoff.js';

export interface WorkQueueOptions {
  /** Brings what a key names to where it shall be; where it rejects it is done again later. */
  readonly work: (key: string, signal: AbortSignal) => Promise<void>;
  /** So many keys are worked on at once. */
  readonly atOnce: number;
  readonly pauses: BackoffBounds;
  readonly clock: Pick<Clock, 'sleep'>;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** Is told of each failure, and when it is tried again. */
  readonly failed: (key: string, error: unknown, again: Milliseconds) => void;
}

/**
 * Keys that wait to be worked on: first come, first served, each at most once however often it is added, never twice at once. What
 * is added while it is worked on is worked on once more.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #again = new Set<string>();
  readonly #failures = new Map<string, Backoff>();
  /** What is to be added later, and how to take that back. */
  readonly #later = new Map<string, AbortController>();
  readonly #ending = new AbortController();

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  /** Keys that could be worked on if anybody had the time. */
  get length(): number {
    return this.#waiting.size;
  }

  /** To be worked on as soon as possible, also where it was to be done again later. */
  add(key: string): void {
    if (this.#ending.signal.aborted) return;
    this.#later.get(key)?.abort();
    this.#later.delete(key);
    if (this.#underWay.has(key)) this.#again.add(key);
    else this.#waiting.add(key);
    this.#begin();
  }

  /** After a while, in place of what was asked for before. */
  addAfter(key: string, delay: Milliseconds): void {
    if (this.#ending.signal.aborted) return;
    this.#later.get(key)?.abort();
    const taken = new AbortController();
    this.#later.set(key, taken);
    const signal = AbortSignal.any([taken.signal, this.#ending.signal]);
    void this.#options.clock.sleep(delay, signal).then(() => {
      if (!signal.aborted) this.add(key);
    });
  }

  /** What the key names is no more. */
  forget(key: string): void {
    this.#later.get(key)?.abort();
    this.#later.delete(key);
    this.#waiting.delete(key);
    this.#again.delete(key);
    this.#failures.delete(key);
  }

  /** Begins nothing more; what is under way has its signal ended, and the promise resolves once it is done. */
  async stop(): Promise<void> {
    this.#ending.abort();
    this.#waiting.clear();
    this.#again.clear();
    this.#later.clear();
    await Promise.all(this.#underWay.values());
  }

  #begin(): void {
    for (const key of this.#waiting) {
      if (this.#underWay.size >= this.#options.atOnce) return;
      this.#waiting.delete(key);
      this.#underWay.set(key, this.#work(key));
    }
  }

  async #work(key: string): Promise<void> {
    // Whoever adds a key is not kept by the work on it.
    await Promise.resolve();
    const error = await this.#failure(key);
    this.#underWay.delete(key);
    const isAgain = this.#again.delete(key);
    if (this.#ending.signal.aborted) return;
    if (error !== null) {
      this.#failed(key, error.thrown, isAgain);
    } else {
      this.#failures.delete(key);
      if (isAgain) this.#waiting.add(key);
    }
    this.#begin();
  }

  async #failure(key: string): Promise<{ readonly thrown: unknown } | null> {
    try {
      await this.#options.work(key, this.#ending.signal);
      return null;
    } catch (thrown) {
      return { thrown };
    }
  }

  #failed(key: string, error: unknown, isAgain: boolean): void {
    const { pauses, random, failed } = this.#options;
    const backoff = this.#failures.get(key) ?? new Backoff(pauses, random);
    this.#failures.set(key, backoff);
    const pause = backoff.next();
    // There is news of it since, though it may come of the work itself.
    const again = isAgain ? Math.min(pause, pauses.first) : pause;
    failed(key, error, again);
    this.addAfter(key, again);
  }
}
