import type Database from 'libsql';
import type { GatewayState } from '../../release/state.js';
import { sameMemory } from '../same-memory.js';
import { statesOf, type StoredRow } from '../stored-state.js';

const WRITE = `
  INSERT INTO gateway (name, state) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET state = excluded.state`;
const REMOVE = 'DELETE FROM gateway WHERE name = ?';
const ALL = 'SELECT name, state FROM gateway ORDER BY name';

/**
 * How every gateway of a state file stands. Of most ticks there is nothing to remember but when the policies were asked, and
 * what is only that is not written at every tick.
 */
export class GatewayTable {
  readonly #database: Database.Database;
  readonly #file: string;
  readonly #write: Database.Statement;
  /** What the file has, as far as this process wrote it. */
  #written = new Map<string, GatewayState>();
  /** What it shall have once it is closed. */
  readonly #newest = new Map<string, GatewayState>();

  /** `file`: its name in messages. */
  constructor(database: Database.Database, file: string) {
    this.#database = database;
    this.#file = file;
    this.#write = database.prepare(WRITE);
  }

  /** @throws StoreError for a state that cannot be read */
  load(): readonly GatewayState[] {
    const rows = this.#database.prepare(ALL).all([]);
    const states = statesOf(this.#file, rows as readonly StoredRow[]); // the query's columns
    return states.map((state) => this.#newest.get(state.gateway) ?? state);
  }

  /** True where a crash would lose more of this state than when its policies were asked. */
  hasNews(state: GatewayState): boolean {
    const written = this.#written.get(state.gateway);
    return written === undefined || !sameMemory(written, state);
  }

  /** To be called within a transaction. */
  write(state: GatewayState): void {
    this.#write.run([state.gateway, JSON.stringify(state)]);
    this.#written.set(state.gateway, state);
  }

  /** Forgets a gateway. To be called within a transaction. */
  remove(gateway: string): void {
    this.#database.prepare(REMOVE).run([gateway]);
    this.#written.delete(gateway);
    this.#newest.delete(gateway);
  }

  /** To be called with all states of a transaction that was committed, the ones without news among them. */
  note(states: readonly GatewayState[]): void {
    for (const state of states) this.#newest.set(state.gateway, state);
  }

  /** The states that the file does not have as they are. */
  *unwritten(): Iterable<GatewayState> {
    for (const [gateway, state] of this.#newest) {
      if (this.#written.get(gateway) !== state) yield state;
    }
  }

  /** To be called when a transaction that wrote was rolled back. */
  forget(): void {
    this.#written = new Map();
  }
}
