import type Database from 'libsql';
import type { TickRecord } from '../../release/events.js';
import type { Inputs } from '../../release/replay/inputs.js';
import {
  keepingOf,
  keptRecord,
  remember,
  RING_LENGTH,
  ringSpacing,
  type Keeping,
  type LastKept,
} from '../retention.js';
import { plainJson } from '../plain.js';
import type { LoggedDecision } from '../store.js';
import { DescriptionTable } from './description-table.js';

const INSERT = `
  INSERT INTO decision (gateway, at, keeping, size, record, description, grounds) VALUES (?, ?, ?, ?, ?, ?, ?)`;
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
  readonly #descriptions: DescriptionTable;
  /** What the file says, kept at hand. */
  readonly #lastKept = new Map<string, LastKept>();
  /** When each gateway's newest entry was written. */
  readonly #newestAt = new Map<string, number>();
  readonly #statements = new Map<string, Database.Statement>();
  #size: number | null = null;

  /** `capacity`: characters of JSON after which the oldest entries go. */
  constructor(database: Database.Database, capacity: number) {
    this.#database = database;
    this.#capacity = capacity;
    this.#descriptions = new DescriptionTable(database);
  }

  /**
   * How the next entry would be kept; null where it would not, since it says nothing new and its gateway has had its turn in the
   * ring.
   */
  keepingOf(record: TickRecord): Keeping | null {
    const keeping = keepingOf(this.#lastKeptOf(record.gateway), record);
    if (keeping !== 'ring') return keeping;
    const since = record.at - (this.#newestAt.get(record.gateway) ?? Number.NEGATIVE_INFINITY);
    return since >= 0 && since < ringSpacing(this.#newestAt.size) ? null : keeping;
  }

  /** Writes an entry, or nothing, and says how it is kept. To be called within a transaction. */
  append(record: TickRecord, inputs: Inputs | null): Keeping | null {
    const keeping = this.keepingOf(record);
    if (keeping === null) return null;
    const { gateway, at } = record;
    const last = this.#lastKeptOf(gateway);
    const json = JSON.stringify(keptRecord(record, keeping));
    const before = this.#size ?? this.#sum(SIZES, []);
    // What says the same as an entry before it is not decided again.
    const kept = keeping === 'ring' ? null : inputs;
    const description = kept === null ? null : this.#descriptions.put(kept.gateway);
    const grounds = kept === null ? null : plainJson(kept.grounds);
    const written = json.length + (grounds?.length ?? 0);
    this.#statement(INSERT).run([gateway, at, keeping, written, json, description, grounds]);
    this.#newestAt.set(gateway, at);
    if (keeping !== 'ring') this.#lastKept.set(gateway, remember(last, record));
    const size = before + written - this.#sum(LEAVE_RING, [gateway, RING_LENGTH]);
    this.#size = size - this.#leaveOldest(size - this.#capacity);
    return keeping;
  }

  /** To be called when a transaction that appended was rolled back. */
  forget(): void {
    this.#lastKept.clear();
    this.#newestAt.clear();
    this.#descriptions.forget();
    this.#size = null;
  }

  /** The newest entries of a gateway, newest first. */
  newest(gateway: string, limit: number): readonly LoggedDecision[] {
    const rows = this.#statement(NEWEST).all([gateway, limit]);
    // The columns are those of the query, and only `append` writes them.
    return (rows as readonly { readonly keeping: Keeping; readonly record: string }[]).map(
      ({ keeping, record }) => ({ keeping, record: recordOf(record) }),
    );
  }

  /** Prepared once: to prepare a statement takes longer than to run it. */
  #statement(text: string): Database.Statement {
    const known = this.#statements.get(text) ?? this.#database.prepare(text);
    this.#statements.set(text, known);
    return known;
  }

  #lastKeptOf(gateway: string): LastKept | null {
    const known = this.#lastKept.get(gateway);
    if (known !== undefined) return known;
    const row = this.#statement(LAST_KEPT).get([gateway]);
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
    const rows = this.#statement(statement).all([...parameters]);
    return (rows as readonly { readonly size: number }[]).reduce((sum, row) => sum + row.size, 0);
  }
}

function recordOf(json: string): TickRecord {
  // Only `append` writes this column, at the schema version that was checked when the file was opened. Earlier versions knew no
  // operators.
  return { operation: null, ...(JSON.parse(json) as Omit<TickRecord, 'operation'>) };
}
