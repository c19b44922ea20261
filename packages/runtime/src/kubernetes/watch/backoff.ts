import type { Milliseconds } from '../../config/duration.js';

export interface BackoffBounds {
  readonly first: Milliseconds;
  readonly longest: Milliseconds;
}

/** Pauses between attempts that fail: they double, each shortened by up to half at random, so that many do not come back at once. */
export class Backoff {
  readonly #bounds: BackoffBounds;
  readonly #random: () => number;
  #failures = 0;

  /** @param random at least 0 and below 1 */
  constructor(bounds: BackoffBounds, random: () => number) {
    this.#bounds = bounds;
    this.#random = random;
  }

  /** How often in a row it has failed. */
  get failures(): number {
    return this.#failures;
  }

  /** Notes a failure. */
  next(): Milliseconds {
    const pause = Math.min(this.#bounds.longest, this.#bounds.first * 2 ** this.#failures);
    this.#failures += 1;
    return pause * (1 - this.#random() / 2);
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
