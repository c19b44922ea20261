import { randomUUID } from 'node:crypto';
import type { ReleaseEvent } from '../../release/events.js';

/** One event with its place in the log. */
export interface LoggedEvent {
  readonly place: number;
  readonly gateway: string;
  readonly kind: string;
  /** The event as JSON; written out once, and only where somebody listens. */
  readonly json: () => string;
}

/** Where a listener goes on; `missed` says that events before it are gone. */
export interface ResumePoint {
  readonly place: number;
  readonly missed: boolean;
}

/** So many events are kept for listeners that come back. */
const CAPACITY = 1000;

/** The newest events of this runtime's life, for streams that each read it at their own pace. */
export class EventLog {
  /** Another one in each life, so that ids of an earlier one are not mistaken for places in this. */
  readonly #life: string;
  readonly #capacity: number;
  readonly #kept: LoggedEvent[] = [];
  readonly #listeners = new Set<() => void>();
  #next = 1;

  constructor(capacity: number = CAPACITY, life: string = randomUUID().slice(0, 8)) {
    this.#capacity = capacity;
    this.#life = life;
  }

  /** How many listen. */
  get listeners(): number {
    return this.#listeners.size;
  }

  append(event: ReleaseEvent): void {
    let written: string | null = null;
    this.#kept.push({
      place: this.#next,
      gateway: event.gateway,
      kind: event.kind,
      json: () => (written ??= JSON.stringify(event)),
    });
    this.#next += 1;
    if (this.#kept.length > this.#capacity) this.#kept.shift();
    for (const listener of this.#listeners) listener();
  }

  /** The id that a stream gives an event. */
  id(place: number): string {
    return `${this.#life}-${place}`;
  }

  /** Where to go on after the event with this id; without one, from now. */
  resume(id: string | null): ResumePoint {
    const now = this.#next;
    if (id === null) return { place: now, missed: false };
    const [life, after] = [id.slice(0, id.lastIndexOf('-')), id.slice(id.lastIndexOf('-') + 1)];
    if (life !== this.#life || !/^\d{1,15}$/.test(after) || Number(after) >= now) {
      return { place: now, missed: true };
    }
    const place = Number(after) + 1;
    const oldest = now - this.#kept.length;
    return place < oldest ? { place: oldest, missed: true } : { place, missed: false };
  }

  /** The event at a place; null where it has not happened yet; `gone` where it was too long ago. */
  at(place: number): LoggedEvent | 'gone' | null {
    if (place >= this.#next) return null;
    return this.#kept[place - (this.#next - this.#kept.length)] ?? 'gone';
  }

  /** Calls `listener` after each event from now on; the function that is returned ends that. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
