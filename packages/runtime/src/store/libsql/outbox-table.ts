import type Database from 'libsql';
import { rankOf } from '../../notify/address.js';
import type { Notification } from '../../notify/notification.js';
import { OUTBOX_CAPACITY, type Letter, type WaitingLetter } from '../../notify/outbox.js';

const INSERT =
  'INSERT INTO outbox (notifier, key, rank, notification) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
const WAITING =
  'SELECT id, notifier, key, attempts, due, notification FROM outbox WHERE notifier = ? ORDER BY id LIMIT ?';
const REMOVE = 'DELETE FROM outbox WHERE id = ?';
const POSTPONE = 'UPDATE outbox SET attempts = ?, due = ? WHERE id = ?';
const DEPTHS = 'SELECT notifier, count(*) AS depth FROM outbox GROUP BY notifier';
const DEPTH = 'SELECT count(*) AS depth FROM outbox WHERE notifier = ?';
const GIVE_UP = `
  DELETE FROM outbox
  WHERE id IN (SELECT id FROM outbox WHERE notifier = ? ORDER BY rank, id LIMIT ?)`;

/** Keys of letters that were put last: delivered meanwhile, they are not put again. */
const REMEMBERED = 10_000;

type Row = Omit<WaitingLetter, 'notification'> & { readonly notification: string };
interface DepthRow {
  readonly notifier: string;
  readonly depth: number;
}

/** The letters of a state file that are not delivered yet. */
export class OutboxTable {
  readonly #database: Database.Database;
  readonly #capacity: number;
  readonly #known = new Set<string>();
  readonly #givenUp = new Map<string, number>();

  /** `capacity`: letters that wait for each notifier at most. */
  constructor(database: Database.Database, capacity = OUTBOX_CAPACITY) {
    this.#database = database;
    this.#capacity = capacity;
  }

  /** To be called within a transaction. */
  put(letters: readonly Letter[]): void {
    const notifiers = new Set<string>();
    for (const { notifier, key, notification } of letters) {
      const known = `${notifier} ${key}`;
      if (this.#known.has(known)) continue;
      this.#remember(known);
      notifiers.add(notifier);
      const rank = rankOf(notification.level);
      this.#database.prepare(INSERT).run([notifier, key, rank, JSON.stringify(notification)]);
    }
    for (const notifier of notifiers) this.#makeRoom(notifier);
  }

  /** To be called when a transaction that put something was rolled back. */
  forget(): void {
    this.#known.clear();
  }

  waiting(notifier: string, limit: number): readonly WaitingLetter[] {
    const rows = this.#database.prepare(WAITING).all([notifier, limit]);
    // The columns are those of the query, and only `put` writes the notification.
    return (rows as readonly Row[]).map((row) => ({
      ...row,
      notification: JSON.parse(row.notification) as Notification,
    }));
  }

  /** To be called within a transaction. */
  remove(ids: readonly number[]): void {
    for (const id of ids) this.#database.prepare(REMOVE).run([id]);
  }

  /** To be called within a transaction. */
  postpone(ids: readonly number[], attempts: number, due: number): void {
    for (const id of ids) this.#database.prepare(POSTPONE).run([attempts, due, id]);
  }

  depths(): ReadonlyMap<string, number> {
    const rows = this.#database.prepare(DEPTHS).all([]);
    return new Map((rows as readonly DepthRow[]).map(({ notifier, depth }) => [notifier, depth])); // the query's columns
  }

  givenUp(): ReadonlyMap<string, number> {
    return this.#givenUp;
  }

  #makeRoom(notifier: string): void {
    const row = this.#database.prepare(DEPTH).get([notifier]) as Pick<DepthRow, 'depth'>; // the query's one column
    const excess = row.depth - this.#capacity;
    if (excess <= 0) return;
    this.#database.prepare(GIVE_UP).run([notifier, excess]);
    this.#givenUp.set(notifier, (this.#givenUp.get(notifier) ?? 0) + excess);
  }

  #remember(known: string): void {
    this.#known.add(known);
    if (this.#known.size <= REMEMBERED) return;
    const [oldest] = this.#known;
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
