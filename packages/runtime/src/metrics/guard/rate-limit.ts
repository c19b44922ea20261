import type { Milliseconds } from '../../config/duration.js';

/**
 * A token bucket: so many questions a second on average, and as many at once. Who comes when it is empty gets a later turn, in
 * order.
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #now: () => number;
  /** May be negative: turns that were given away already. */
  #tokens: number;
  #filledAt: number;

  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#tokens = this.#most;
    this.#filledAt = now();
  }

  /** Takes a turn and says how long to wait for it; null, and none is taken, where that would be longer than `patience`. */
  take(patience: Milliseconds): Milliseconds | null {
    const now = this.#now();
    const filled = (Math.max(0, now - this.#filledAt) * this.#perSecond) / 1000;
    this.#tokens = Math.min(this.#most, this.#tokens + filled);
    this.#filledAt = now;
    const wait = this.#tokens >= 1 ? 0 : ((1 - this.#tokens) * 1000) / this.#perSecond;
    if (wait > patience) return null;
    this.#tokens -= 1;
    return wait;
  }

  /** At least one, or nothing could ever be asked. */
  get #most(): number {
    return Math.max(1, this.#perSecond);
  }
}
