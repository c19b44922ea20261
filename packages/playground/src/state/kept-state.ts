import type { StateForm } from './state-form.js';

/** Where texts outlive the page; the browser's `localStorage` is one. Both may throw where a browser forbids storage. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
}

/** What a view needs to know; a new object with each change. */
export interface KeptSnapshot<T> {
  readonly state: T;
  /** What undoing would take back, such as `the expression`; null for nothing. */
  readonly undoes: string | null;
  readonly redoes: string | null;
}

interface Step<T> {
  readonly what: string;
  readonly state: T;
}

/** How many steps can be taken back. */
const LONGEST_HISTORY = 200;

/**
 * A section's state with a history to undo, which is found again at the next visit. Changes of the same thing in a row, such as the
 * letters of a word, are one step.
 */
export class KeptState<T> {
  readonly #form: StateForm<T>;
  readonly #storage: TextStorage;
  readonly #listeners = new Set<() => void>();
  #past: readonly Step<T>[] = [];
  #future: readonly Step<T>[] = [];
  #lastChange: string | null = null;
  #snapshot: KeptSnapshot<T>;

  constructor(form: StateForm<T>, storage: TextStorage) {
    this.#form = form;
    this.#storage = storage;
    this.#snapshot = { state: stored(form, storage) ?? form.initial, undoes: null, redoes: null };
  }

  get snapshot(): KeptSnapshot<T> {
    return this.#snapshot;
  }

  /** Returns how to stop listening. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `what` names the thing that changes, for the reader: `the expression`. */
  change(what: string, next: T | ((state: T) => T)): void {
    const state = typeof next === 'function' ? (next as (state: T) => T)(this.#snapshot.state) : next;
    if (state === this.#snapshot.state) return;
    if (what !== this.#lastChange) {
      this.#past = [...this.#past, { what, state: this.#snapshot.state }].slice(-LONGEST_HISTORY);
    }
    this.#future = [];
    this.#show(state, what);
  }

  /** Ends a row of changes: the next one is a step of its own. */
  endStep(): void {
    this.#lastChange = null;
  }

  undo(): void {
    const step = this.#past.at(-1);
    if (step === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, { what: step.what, state: this.#snapshot.state }];
    this.#show(step.state, null);
  }

  redo(): void {
    const step = this.#future.at(-1);
    if (step === undefined) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, { what: step.what, state: this.#snapshot.state }];
    this.#show(step.state, null);
  }

  /** A stranger's data in place of the state, as one step; false where it is none of this section. */
  take(what: string, data: unknown): boolean {
    const state = this.#form.read(data);
    if (state === null) return false;
    this.endStep();
    this.change(what, state);
    this.endStep();
    return true;
  }

  #show(state: T, change: string | null): void {
    this.#lastChange = change;
    this.#snapshot = {
      state,
      undoes: this.#past.at(-1)?.what ?? null,
      redoes: this.#future.at(-1)?.what ?? null,
    };
    try {
      this.#storage.setItem(keyOf(this.#form), JSON.stringify(state));
    } catch {
      // Full or forbidden storage costs the reader the state at the next visit, and nothing now.
    }
    for (const listener of this.#listeners) listener();
  }
}

function stored<T>(form: StateForm<T>, storage: TextStorage): T | null {
  try {
    const text = storage.getItem(keyOf(form));
    return text === null ? null : form.read(JSON.parse(text));
  } catch {
    return null; // unreadable is the same to a reader as never stored
  }
}

function keyOf({ name }: Pick<StateForm<unknown>, 'name'>): string {
  return `lamia.${name}`;
}
