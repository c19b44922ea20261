import { rankOf } from './address.js';
import { OUTBOX_CAPACITY, type Letter, type Outbox, type WaitingLetter } from './outbox.js';

/** Keys of letters that were put last: delivered meanwhile, they are not put again. */
const REMEMBERED = 10_000;

/**
 * Keeps letters for as long as the process lives: where there is no disk that outlives it. What waits is lost with the process; what
 * happens to a gateway stands in its resource all the same.
 */
export class MemoryOutbox implements Outbox {
  readonly #capacity: number;
  /** In the order in which they were put. */
  readonly #waiting = new Map<number, WaitingLetter>();
  readonly #known = new Set<string>();
  readonly #givenUp = new Map<string, number>();
  #next = 1;

  /** `capacity`: letters that wait for each notifier at most. */
  constructor(capacity = OUTBOX_CAPACITY) {
    this.#capacity = capacity;
  }

  put(letters: readonly Letter[]): Promise<void> {
    for (const letter of letters) {
      const known = `${letter.notifier} ${letter.key}`;
      if (this.#known.has(known)) continue;
      this.#remember(known);
      this.#waiting.set(this.#next, { ...letter, id: this.#next, attempts: 0, due: 0 });
      this.#next += 1;
    }
    for (const notifier of new Set(letters.map((letter) => letter.notifier))) this.#makeRoom(notifier);
    return Promise.resolve();
  }

  waiting(notifier: string, limit: number): Promise<readonly WaitingLetter[]> {
    return Promise.resolve(this.#of(notifier).slice(0, limit));
  }

  remove(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.#waiting.delete(id);
    return Promise.resolve();
  }

  postpone(ids: readonly number[], attempts: number, due: number): Promise<void> {
    for (const id of ids) {
      const letter = this.#waiting.get(id);
      if (letter !== undefined) this.#waiting.set(id, { ...letter, attempts, due });
    }
    return Promise.resolve();
  }

  depths(): Promise<ReadonlyMap<string, number>> {
    const depths = new Map<string, number>();
    for (const { notifier } of this.#waiting.values()) depths.set(notifier, (depths.get(notifier) ?? 0) + 1);
    return Promise.resolve(depths);
  }

  givenUp(): ReadonlyMap<string, number> {
    return this.#givenUp;
  }

  #of(notifier: string): readonly WaitingLetter[] {
    return [...this.#waiting.values()].filter((letter) => letter.notifier === notifier);
  }

  #remember(known: string): void {
    this.#known.add(known);
    const [oldest] = this.#known;
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }

  /** The oldest of those that matter least make way. */
  #makeRoom(notifier: string): void {
    const waiting = this.#of(notifier);
    const excess = waiting.length - this.#capacity;
    if (excess <= 0) return;
    const rank = ({ notification }: WaitingLetter): number => rankOf(notification.level);
    const least = waiting.toSorted((left, right) => rank(left) - rank(right) || left.id - right.id);
    for (const { id } of least.slice(0, excess)) this.#waiting.delete(id);
    this.#givenUp.set(notifier, (this.#givenUp.get(notifier) ?? 0) + excess);
  }
}
