import Database from 'libsql';
import type { Letter, Outbox } from '../../notify/outbox.js';
import type { ReleaseEvent } from '../../release/events.js';
import type { GatewayState } from '../../release/state.js';
import { LOG_CAPACITY } from '../retention.js';
import { StoreError, type LoggedDecision, type Progress, type Store, type StoredDocument } from '../store.js';
import { DecisionTable } from './decision-table.js';
import { documentsIn, putDocument, removeDocument } from './document-table.js';
import { GatewayTable } from './gateway-table.js';
import { damagedText, onFile } from './failure.js';
import { takeLock, type StateLock } from './lock.js';
import { OutboxTable } from './outbox-table.js';
import { migrate } from './schema.js';
import { findStateFile, refuseOtherNames, requireStillThere, type StatePath } from './state-path.js';
import { inTransaction } from './transaction.js';

/** How a state file is used. */
export interface LibsqlOptions {
  /** Characters of JSON after which the oldest log entries go; 64 Mi unless given. */
  readonly logCapacity?: number;
  /** Whom to tell of what happens: their letters are stored with the progress that they tell of. Nobody unless given. */
  readonly address?: (events: readonly ReleaseEvent[]) => readonly Letter[];
}

const SIGN = 'INSERT OR REPLACE INTO writer (one, pid, since) VALUES (1, ?, ?)';

/**
 * What a commit outlives once it has resolved: with `FULL` it is on the disk and outlives a power failure as well, with `NORMAL`
 * it outlives this process, and the file stays whole.
 */
type Survival = 'FULL' | 'NORMAL';

/**
 * A store in one file (SQLite's format, through libsql). An intent is on the disk before it resolves, since the data plane is touched
 * then; an outcome that a power failure takes away is found anew by the next tick. Only one process writes at a time; others may
 * read the file meanwhile.
 */
export class LibsqlStore implements Store {
  readonly #file: StatePath;
  readonly #database: Database.Database;
  readonly #lock: StateLock;
  readonly #gateways: GatewayTable;
  readonly #log: DecisionTable;
  #survival: Survival = 'FULL';
  readonly #letters: OutboxTable;
  readonly #address: (events: readonly ReleaseEvent[]) => readonly Letter[];
  /** What is to be told, in the same file. */
  readonly outbox: Outbox;

  private constructor(
    file: StatePath,
    database: Database.Database,
    lock: StateLock,
    { logCapacity = LOG_CAPACITY, address = () => [] }: LibsqlOptions,
  ) {
    this.#file = file;
    this.#database = database;
    this.#lock = lock;
    this.#gateways = new GatewayTable(database, file.named);
    this.#log = new DecisionTable(database, logCapacity);
    const letters = new OutboxTable(database);
    this.#letters = letters;
    this.#address = address;
    this.outbox = {
      put: (put) => this.#change(() => letters.put(put)),
      waiting: (notifier, limit) => this.#run(() => letters.waiting(notifier, limit)),
      remove: (ids) => this.#change(() => letters.remove(ids)),
      postpone: (ids, attempts, due) => this.#change(() => letters.postpone(ids, attempts, due)),
      depths: () => this.#run(() => letters.depths()),
      givenUp: () => letters.givenUp(),
    };
  }

  /**
   * Opens a state file, or makes one in a folder that exists. A file that is refused is left as it was, with nothing beside it.
   * @throws StoreError when another runtime has it, when it is damaged or no state file, or when it cannot be written
   */
  static open(path: string, options: LibsqlOptions = {}): LibsqlStore {
    const file = findStateFile(path);
    const lock = takeLock(file, () => ownerOf(file.real));
    try {
      refuseOtherNames(file);
      return new LibsqlStore(file, openForWriting(file), lock, options);
    } catch (error) {
      lock.discard();
      throw error;
    }
  }

  load(): Promise<readonly GatewayState[]> {
    return this.#run(() => this.#gateways.load());
  }

  saveIntents(intents: readonly Progress[]): Promise<void> {
    return this.#save(intents, 'FULL');
  }

  saveOutcomes(outcomes: readonly Progress[]): Promise<void> {
    return this.#save(outcomes, 'NORMAL');
  }

  documents(): Promise<readonly StoredDocument[]> {
    return this.#run(() => documentsIn(this.#database));
  }

  saveDocument(document: StoredDocument, progress: Progress): Promise<void> {
    return this.#run(() => {
      requireStillThere(this.#file);
      this.#transact('FULL', () => {
        putDocument(this.#database, document);
        this.#write([progress]);
      });
      this.#gateways.note([progress.state]);
    });
  }

  forget(gateway: string): Promise<void> {
    return this.#run(() => {
      requireStillThere(this.#file);
      this.#transact('FULL', () => {
        removeDocument(this.#database, gateway);
        this.#gateways.remove(gateway);
      });
    });
  }

  decisions(gateway: string, limit: number): Promise<readonly LoggedDecision[]> {
    return this.#run(() => this.#log.newest(gateway, limit));
  }

  close(): Promise<void> {
    return this.#run(() => {
      try {
        this.#transact('FULL', () => {
          for (const state of [...this.#gateways.unwritten()]) this.#gateways.write(state);
        });
        this.#database.pragma('wal_checkpoint(TRUNCATE)');
      } finally {
        // Also where there was no room: what is stored is safe beside the file.
        this.#database.close();
        this.#lock.release();
      }
    });
  }

  #save(entries: readonly Progress[], survival: Survival): Promise<void> {
    return this.#run(() => {
      requireStillThere(this.#file);
      if (entries.some((entry) => this.#isNews(entry))) {
        this.#transact(survival, () => {
          this.#write(entries);
        });
      }
      this.#gateways.note(entries.map(({ state }) => state));
    });
  }

  /** Most ticks bring nothing that would have to be on the disk. */
  #isNews({ state, record, told = [] }: Progress): boolean {
    if (record === null || this.#log.keepingOf(record) !== null) return true;
    return this.#gateways.hasNews(state) || this.#address(told).length > 0;
  }

  /** To be called within a transaction. */
  #write(entries: readonly Progress[]): void {
    for (const { state, record, told = [], inputs = null } of entries) {
      const keeping = record === null ? null : this.#log.append(record, inputs);
      const isNews = record === null || keeping === 'change' || keeping === 'heartbeat';
      if (isNews || this.#gateways.hasNews(state)) this.#gateways.write(state);
      this.#letters.put(this.#address(told));
    }
  }

  /** A letter that a power failure brings back is delivered twice, which its key tells. */
  #change(work: () => void): Promise<void> {
    return this.#run(() => {
      requireStillThere(this.#file);
      this.#transact('NORMAL', work);
    });
  }

  /** All of the work or nothing of it. */
  #transact(survival: Survival, work: () => void): void {
    if (this.#survival !== survival) {
      this.#database.pragma(`synchronous = ${survival}`);
      this.#survival = survival;
    }
    try {
      inTransaction(this.#database, work);
    } catch (error) {
      this.#gateways.forget();
      this.#log.forget();
      this.#letters.forget();
      throw error;
    }
  }

  /** The database answers at once; what it throws becomes a rejection. */
  #run<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      resolve(onFile(this.#file.named, work));
    });
  }
}

function openForWriting({ named, real }: StatePath): Database.Database {
  return onFile(named, () => {
    const database = new Database(real);
    try {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      checkIntegrity(database, named);
      migrate(database, named, Date.now());
      database.prepare(SIGN).run([process.pid, Date.now()]);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function checkIntegrity(database: Database.Database, file: string): void {
  const rows = database.pragma('quick_check(1)');
  // The pragma gives rows of just this shape: one `ok`, or what is wrong.
  const said = (rows as readonly { readonly quick_check: string }[]).map((row) => row.quick_check);
  if (said.join() !== 'ok') throw new StoreError(damagedText(file, said.join(', ')));
}

/** Who wrote to the file last: the one that has it now. */
function ownerOf(file: string): string {
  try {
    const database = new Database(file, { readonly: true });
    const row = database.prepare('SELECT pid FROM writer').get([]);
    database.close();
    return `the lamia with process id ${(row as { readonly pid: number }).pid}`; // the query's one column
  } catch {
    // It holds the lock and has not got as far as to write its name.
    return 'another process';
  }
}
