import type { Milliseconds } from '../../config/duration.js';

/** What retrying needs of the world. */
export interface RetryPorts {
  /** At least 0 and below 1. */
  random(): number;
  /** Resolves after the time, or as soon as the signal has ended. */
  sleep(time: Milliseconds, signal: AbortSignal): Promise<void>;
}

const ATTEMPTS = 3;
const FIRST_PAUSE: Milliseconds = 100;

/**
 * Attempts something idempotent until its outcome is final, three times at most. Pauses double, each shortened by up to half
 * at random, so that many clients of a recovering server do not come back at once. Ends early with the signal.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  mayPass: (outcome: T) => boolean,
  signal: AbortSignal,
  ports: RetryPorts,
): Promise<T> {
  for (let done = 1; ; done += 1) {
    const outcome = await attempt();
    if (done === ATTEMPTS || !mayPass(outcome)) return outcome;
    await ports.sleep(FIRST_PAUSE * 2 ** (done - 1) * (1 - ports.random() / 2), signal);
    if (signal.aborted) return outcome;
  }
}
