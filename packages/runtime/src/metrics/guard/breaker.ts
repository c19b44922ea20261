import type { BreakerSpec } from '../../config/gateway.js';
import { measuredText, type Milliseconds } from '../../config/duration.js';

/** Whether a source may be asked now: as always, with one question to try it, or not at all, and why. */
export type Admission = 'open' | 'trial' | { readonly refused: string };

/**
 * A circuit breaker. A source that fails several times in a row is left alone for a while, longer each time up to a limit; then
 * one question tries it, and only its answer lets the others through again.
 */
export class Breaker {
  readonly #spec: BreakerSpec;
  readonly #now: () => number;
  /** Failures in a row. */
  #failures = 0;
  #pause: Milliseconds;
  /** Until when it is left alone; null while it is asked as always. */
  #until: number | null = null;
  #isTried = false;

  constructor(spec: BreakerSpec, now: () => number) {
    this.#spec = spec;
    this.#now = now;
    this.#pause = spec.pause;
  }

  /** Asks to ask. Whoever is let through says how it went, or that it never came to it. */
  admit(): Admission {
    if (this.#until === null) return 'open';
    const left = this.#until - this.#now();
    if (left <= 0 && !this.#isTried) {
      this.#isTried = true;
      return 'trial';
    }
    const when = left <= 0 ? 'is being tried' : `is not asked for another ${measuredText(left)}`;
    return { refused: `the source has failed ${this.#failures} times in a row and ${when}` };
  }

  succeeded(): void {
    this.#failures = 0;
    this.#pause = this.#spec.pause;
    this.#until = null;
    this.#isTried = false;
  }

  failed(): void {
    this.#failures += 1;
    // Of several that were asked at one time only the first counts on towards a longer pause.
    const isLeftAlone = this.#until !== null && !this.#isTried;
    if (isLeftAlone || this.#failures < this.#spec.failures) return;
    this.#until = this.#now() + this.#pause;
    this.#pause = Math.min(this.#pause * 2, this.#spec.longestPause);
    this.#isTried = false;
  }

  /** The trial was given up before there was an answer: the next one who asks tries. */
  abandoned(): void {
    this.#isTried = false;
  }
}
