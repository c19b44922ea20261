export interface Rate {
  /** Requests a second, on average. */
  readonly perSecond: number;
  /** So many at once after a pause. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Beyond so many callers those that have asked for nothing lately are forgotten. */
const MOST_CALLERS = 10_000;

/** Bounds what each caller may ask in a time: a bucket of tokens for each, filled as time goes by. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param now milliseconds that never go back */
  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Null where the caller may go on; otherwise the seconds after which to ask again. */
  take(caller: string): number | null {
    const now = this.#now();
    const { perSecond, burst } = this.#rate;
    const before = this.#buckets.get(caller) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) / 1000) * perSecond);
    // Put behind all others, so that the first is always the one that has asked least lately.
    this.#buckets.delete(caller);
    const isAllowed = tokens >= 1;
    this.#buckets.set(caller, { tokens: isAllowed ? tokens - 1 : tokens, at: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_CALLERS && oldest !== undefined) this.#buckets.delete(oldest);
    return isAllowed ? null : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }
}
