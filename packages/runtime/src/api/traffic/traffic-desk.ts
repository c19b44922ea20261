import type { Milliseconds } from '../../config/duration.js';
import type { Traffic } from '../../metrics/traffic.js';

/** Port: the traffic of a gateway now; null for one without metrics, or that does not run. */
export type ReadTraffic = (gateway: string, signal: AbortSignal) => Promise<Traffic | null>;

/** Samples are at least so far from each other, however many ask. */
const EVERY: Milliseconds = 5_000;
/** An hour of somebody's looking. */
const MOST = 720;
const MOST_GATEWAYS = 50;
const PATIENCE: Milliseconds = 5_000;

interface Kept {
  readonly samples: Traffic[];
  reading: Promise<void> | null;
  askedAt: number;
}

/**
 * The traffic of gateways for as long as somebody looks at it: it is read when it is asked for, so that a metric source has no work for
 * charts that nobody sees.
 */
export class TrafficDesk {
  readonly #read: ReadTraffic;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();

  constructor(read: ReadTraffic, now: () => number) {
    this.#read = read;
    this.#now = now;
  }

  /** What is known by now, oldest first, the present among it. */
  async of(gateway: string): Promise<readonly Traffic[]> {
    const kept = this.#kept.get(gateway) ?? { samples: [], reading: null, askedAt: 0 };
    // The one that was asked last is the last to be forgotten.
    this.#kept.delete(gateway);
    this.#kept.set(gateway, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_GATEWAYS && oldest !== undefined) this.#kept.delete(oldest);
    if (kept.reading === null && this.#now() - kept.askedAt >= EVERY) {
      kept.askedAt = this.#now();
      kept.reading = this.#add(gateway, kept).finally(() => {
        kept.reading = null;
      });
    }
    await kept.reading;
    return kept.samples;
  }

  async #add(gateway: string, { samples }: Kept): Promise<void> {
    const sample = await this.#read(gateway, AbortSignal.timeout(PATIENCE));
    if (sample === null) return;
    samples.push(sample);
    if (samples.length > MOST) samples.shift();
  }
}
