import type { Milliseconds } from '../config/duration.js';

/** Does something again and again without keeping the process alive, never twice at once. */
export class Repeating {
  readonly #longest: Milliseconds;
  #timer: NodeJS.Timeout | null = null;
  #ending = new AbortController();

  /** @param longest that one time may take */
  constructor(longest: Milliseconds) {
    this.#longest = longest;
  }

  /** From now on in place of what was done before; nothing with null for an interval. The task must not reject. */
  begin(interval: Milliseconds | null, task: (signal: AbortSignal) => Promise<void>): void {
    this.end();
    if (interval === null) return;
    const ending = new AbortController();
    this.#ending = ending;
    const next = (): void => {
      this.#timer = setTimeout(() => {
        void task(AbortSignal.any([ending.signal, AbortSignal.timeout(this.#longest)])).then(() => {
          if (!ending.signal.aborted) next();
        });
      }, interval).unref();
    };
    next();
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#ending.abort();
  }
}
