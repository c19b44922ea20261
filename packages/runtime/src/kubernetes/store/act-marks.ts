import type { TickRecord } from '../../release/events.js';

interface Mark {
  readonly request: string;
  readonly isStored: boolean;
}

/**
 * Which request of an operator the state of each gateway comes from: one that is done is told in the same write as the state that it
 * made, so that who takes the gateway over after any moment has both or neither. What counts is the state in memory: of a write
 * whose answer was lost nobody knows, and the next one takes it back.
 */
export class ActMarks {
  readonly #marks = new Map<string, Mark>();

  /** A request is about to be done: the next act that is stored is that one. */
  begin(gateway: string, request: string): void {
    this.#marks.set(gateway, { request, isStored: false });
  }

  /** @param done what the state that is taken over comes from, where that is still asked for */
  takeOver(gateway: string, done: string | null): void {
    if (done === null) this.#marks.delete(gateway);
    else this.#marks.set(gateway, { request: done, isStored: true });
  }

  isDone(gateway: string, request: string): boolean {
    const mark = this.#marks.get(gateway);
    return mark?.request === request && mark.isStored;
  }

  /** What is done, and still asked for, once a state is stored that comes with a record; null for nothing. */
  of(gateway: string, record: TickRecord | null): string | null {
    const mark = this.#marks.get(gateway);
    const isAct = record !== null && record.operation !== null;
    return mark !== undefined && (mark.isStored || isAct) ? mark.request : null;
  }

  /**
   * A state was stored with what `of` said of it. Before anything else is: the next tick may follow at once. What was taken away
   * while the write was under way is not asked for any more.
   */
  stored(gateway: string, request: string | null): void {
    if (request === null || this.#marks.get(gateway)?.request !== request) return;
    this.#marks.set(gateway, { request, isStored: true });
  }

  /** Nothing is asked for any more. */
  forget(gateway: string): void {
    this.#marks.delete(gateway);
  }
}
