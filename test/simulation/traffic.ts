import type { Milliseconds } from '../../packages/runtime/src/config/duration.js';
import type { Weights } from '../../packages/runtime/src/config/weights.js';
import type { FakeClock } from '../../packages/runtime/src/release/testing/clock.js';

/** How a version behaves. */
export interface Behaviour {
  /** Eighths of its requests that fail. */
  readonly failingEighths: number;
}

/** What a version has had since the world began. */
export interface Counts {
  readonly requests: number;
  readonly errors: number;
}

/** What the counters said at one scrape. */
interface Scrape {
  /** The clock's time then. */
  readonly stamp: number;
  readonly elapsed: Milliseconds;
  readonly counts: ReadonlyMap<string, Counts>;
}

/** What the counters say of one span of time. */
export interface Increase {
  readonly counts: ReadonlyMap<string, Counts>;
  /**
   * True when the data plane had other weights within the span. A span over which the clock was set back is none that anybody
   * could tell from its times, and never is.
   */
  readonly isMixed: boolean;
}

/**
 * Requests of full traffic on one route in a second. A request is counted in such pieces that all sums and shares of failures are
 * exact: versions that behave alike have exactly the same ratios.
 */
const PER_SECOND = 64;
const PIECE = 2 ** -20;

/**
 * The requests of one gateway, as they follow from the weights that its data plane really has, and as something that scrapes
 * counters would have seen them. A scrape at a time that was scraped before is refused, as Prometheus does it.
 */
export class Traffic {
  readonly #clock: FakeClock;
  readonly #every: Milliseconds;
  readonly #behaviours: ReadonlyMap<string, Behaviour>;
  readonly #totals: Map<string, Counts>;
  readonly #scrapes: Scrape[] = [];
  /** When the data plane was given other weights, by elapsed time. */
  readonly #changes: Milliseconds[] = [];
  #flownTo: Milliseconds;

  constructor(clock: FakeClock, every: Milliseconds, behaviours: ReadonlyMap<string, Behaviour>) {
    this.#clock = clock;
    this.#every = every;
    this.#behaviours = behaviours;
    this.#totals = new Map([...behaviours.keys()].map((version) => [version, { requests: 0, errors: 0 }]));
    this.#flownTo = clock.elapsed();
  }

  /** Lets the requests flow that came since, split by the weights that the routes have had since. */
  flow(routes: Iterable<Weights>): void {
    const now = this.#clock.elapsed();
    const split = [...routes];
    while (this.#flownTo < now) {
      const next = (Math.floor(this.#flownTo / this.#every) + 1) * this.#every;
      const until = Math.min(next, now);
      this.#count(split, until - this.#flownTo);
      this.#flownTo = until;
      if (until === next) this.#scrape(until);
    }
  }

  /** From now on the data plane has other weights. */
  noteChange(): void {
    this.#changes.push(this.#clock.elapsed());
  }

  /** What came in the window that ends at `at`; null where there are too few scrapes, or none of late. */
  increase(at: number, window: Milliseconds): Increase | null {
    const last = this.#scrapes.findLast(({ stamp }) => stamp <= at);
    if (last === undefined || last.stamp <= at - 2 * this.#every) return null;
    const first = this.#scrapes.findLast(({ stamp }) => stamp <= at - window);
    if (first === undefined || first.stamp <= at - window - 2 * this.#every) return null;
    const counts = new Map(
      [...last.counts].map(([version, { requests, errors }]) => {
        const before = first.counts.get(version) ?? { requests: 0, errors: 0 };
        return [version, { requests: requests - before.requests, errors: errors - before.errors }];
      }),
    );
    const isTold = last.elapsed - first.elapsed <= last.stamp - first.stamp;
    const isOther = this.#changes.some((change) => change > first.elapsed && change < last.elapsed);
    return { counts, isMixed: isTold && isOther };
  }

  #count(split: readonly Weights[], duration: Milliseconds): void {
    for (const weights of split) {
      for (const [version, share] of weights) {
        const { requests, errors } = this.#totals.get(version) ?? { requests: 0, errors: 0 };
        const more = share * duration * PER_SECOND * PIECE;
        const failing = (this.#behaviours.get(version)?.failingEighths ?? 0) / 8;
        this.#totals.set(version, { requests: requests + more, errors: errors + more * failing });
      }
    }
  }

  #scrape(elapsed: Milliseconds): void {
    const stamp = this.#clock.now() - (this.#clock.elapsed() - elapsed);
    const last = this.#scrapes.at(-1);
    if (last !== undefined && stamp <= last.stamp) return;
    this.#scrapes.push({ stamp, elapsed, counts: new Map(this.#totals) });
  }
}
