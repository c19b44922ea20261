import type Database from 'libsql';
import type { TickRecord } from '../../release/events.js';
import { keepingOf, keptRecord, remember, RING_LENGTH, type Keeping, type LastKept } from '../retention.js';
import type { LoggedDecision } from '../store.js';

const INSERT = 'INSERT INTO decision (gateway, at, keeping, size, record) VALUES (?, ?, ?, ?, ?)';
const LAST_KEPT = `SELECT record FROM decision WHERE gateway = ? AND keeping <> 'ring' ORDER BY id DESC LIMIT 1`;
const NEWEST = 'SELECT keeping, record FROM decision WHERE gateway = ? ORDER BY id DESC LIMIT ?';
const SIZES = 'SELECT size FROM decision';
const LEAVE_RING = `
  DELETE FROM decision WHERE gateway = ?1 AND keeping = 'ring'
  AND id <= (SELECT id FROM decision WHERE gateway = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2) RETURNING size`;
const LEAVE_OLDEST = `
  DELETE FROM decision
  WHERE id = (SELECT min(id) FROM decision) AND id < (SELECT max(id) FROM decision) RETURNING size`;

/** The decision log of a state file. */
export class DecisionTable {
  readonly #database: Database.Database;
  readonly #capacity: number;
  /** What the file says, kept at hand. */
  readonly #lastKept = new Map<string, LastKept>();
  #size: number | null = null;

  /** `capacity`: characters of JSON after which the oldest entries go. */
  constructor(database: Database.Database, capacity: number) {
    this.#database = database;
    this.#capacity = capacity;
  }

  /** To be called within a transaction. */
  append(record: TickRecord): void {
    const { gateway, at } = record;
    const last = this.#lastKeptOf(gateway);
    const keeping = keepingOf(last, record);
    const json = JSON.stringify(keptRecord(record, keeping));
    const before = this.#size ?? this.#sum(SIZES, []);
    this.#database.prepare(INSERT).run([gateway, at, keeping, json.length, json]);
    if (keeping !== 'ring') this.#lastKept.set(gateway, remember(last, record));
    const size = before + json.length - this.#sum(LEAVE_RING, [gateway, RING_LENGTH]);
    this.#size = size - this.#leaveOldest(size - this.#capacity);
  }

  /** To be called when a transaction that appended was rolled back. */
  forget(): void {
    this.#lastKept.clear();
    this.#size = null;
  }

  /** The newest entries of a gateway, newest first. */
  newest(gateway: string, limit: number): readonly LoggedDecision[] {
    const rows = this.#database.prepare(NEWEST).all([gateway, limit]);
    // The columns are those of the query, and only `append` writes them.
    return (rows as readonly { readonly keeping: Keeping; readonly record: string }[]).map(
      ({ keeping, record }) => ({ keeping, record: recordOf(record) }),
    );
  }

  #lastKeptOf(gateway: string): LastKept | null {
    const known = this.#lastKept.get(gateway);
    if (known !== undefined) return known;
    const row = this.#database.prepare(LAST_KEPT).get([gateway]);
    if (row === undefined) return null;
    return remember(null, recordOf((row as { readonly record: string }).record)); // the query's one column
  }

  /** Gives up the oldest entries, but never the newest, until they make up `excess`; returns what they had. */
  #leaveOldest(excess: number): number {
    let left = 0;
    while (left < excess) {
      const size = this.#sum(LEAVE_OLDEST, []);
      if (size === 0) break;
      left += size;
    }
    return left;
  }

  /** The sum of the one column, `size`, that a statement gives. */
  #sum(statement: string, parameters: readonly (string | number)[]): number {
    const rows = this.#database.prepare(statement).all([...parameters]);
    return (rows as readonly { readonly size: number }[]).reduce((sum, row) => sum + row.size, 0);
  }
}

function recordOf(json: string): TickRecord {
  // Only `append` writes this column, at the schema version that was checked when the file was opened.
  return JSON.parse(json) as TickRecord;
}
