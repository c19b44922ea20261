import type { Milliseconds } from '../../config/duration.js';
import type { ToldEvent } from './told-event.js';

/** How often the same was told. Times are milliseconds since the epoch. */
export interface Series {
  /** Tells it from the others of its gateway. */
  readonly number: number;
  readonly told: ToldEvent;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** API servers forget events after an hour: what comes again later is a new one. */
const FORGOTTEN: Milliseconds = 3_600_000;
/** What one gateway may tell at once, and how long until it may tell one more. */
const BURST = 20;
const REFILL: Milliseconds = 30_000;
/** Kinds of news of one gateway that are remembered. */
const MOST_SERIES = 30;

/** What one gateway has told: the same again counts up, and too much in a short time is counted alone. */
export class EventSeries {
  readonly #series = new Map<string, Series>();
  #numbers = 0;
  #lastOnce: string | null = null;
  #allowance = BURST;
  #refilledAt: number | null = null;

  /** What is to be written of an event; null where nothing is. */
  note(told: ToldEvent, at: number): Series | null {
    if (told.once) {
      if (this.#lastOnce === told.likeness) return null;
      this.#lastOnce = told.likeness;
    }
    const before = this.#series.get(told.likeness);
    const goesOn = before !== undefined && at - before.last < FORGOTTEN;
    const series = goesOn
      ? { ...before, told, count: before.count + 1, last: at }
      : { number: (this.#numbers += 1), told, count: 1, first: at, last: at };
    // The one that was told last is the last to be forgotten.
    this.#series.delete(told.likeness);
    this.#series.set(told.likeness, series);
    const [oldest] = this.#series.keys();
    if (this.#series.size > MOST_SERIES && oldest !== undefined) this.#series.delete(oldest);
    return this.#mayTell(at) ? series : null;
  }

  #mayTell(at: number): boolean {
    const passed = Math.max(0, at - (this.#refilledAt ?? at));
    this.#allowance = Math.min(BURST, this.#allowance + passed / REFILL);
    this.#refilledAt = at;
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }
}
