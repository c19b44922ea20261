import type { Milliseconds } from '../../config/duration.js';
import { RateLimit } from '../../metrics/guard/rate-limit.js';
import { ClusterError } from './cluster-objects.js';

/** What the rate needs of the world. */
interface RatePorts {
  /** Milliseconds since whenever, never set back. */
  now(): Milliseconds;
  /** Resolves after the time, or as soon as the signal has ended. */
  sleep(time: Milliseconds, signal: AbortSignal): Promise<void>;
}

/** So many calls a second: thousands of gateways in one pass take seconds, and a server that others use as well stays usable. */
const CALLS_PER_SECOND = 500;

/** Keeps one replica from asking an API server too much; whoever asks beyond that waits. */
export class CallRate {
  readonly #limit: RateLimit;
  readonly #ports: RatePorts;

  constructor(ports: RatePorts, perSecond = CALLS_PER_SECOND) {
    this.#ports = ports;
    this.#limit = new RateLimit(perSecond, () => ports.now());
  }

  /** Resolves when it is one's turn. @throws ClusterError as `busy` where that is too late; the reason of an aborted signal */
  async turn(patience: Milliseconds, signal: AbortSignal): Promise<void> {
    const wait = this.#limit.take(patience);
    if (wait === null) {
      throw new ClusterError('busy', 'more is asked of the API server than this replica may ask', patience);
    }
    if (wait > 0) await this.#ports.sleep(wait, signal);
    signal.throwIfAborted();
  }
}
