import { existsSync } from 'node:fs';
import Database from 'libsql';
import type { GatewayState } from '../release/state.js';
import { documentsIn } from '../store/libsql/document-table.js';
import { onFile } from '../store/libsql/failure.js';
import { refuseFolder } from '../store/libsql/state-path.js';
import type { StoredDocument } from '../store/store.js';
import { statesOf, type StoredRow } from '../store/stored-state.js';

/**
 * The last stored state of every gateway, read beside a runtime that may be at work on the same file; none without a file.
 * @throws StoreError
 */
export function readStates(file: string): readonly GatewayState[] {
  return reading(file, (database) => {
    const rows = database.prepare('SELECT name, state FROM gateway ORDER BY name').all([]);
    return statesOf(file, rows as readonly StoredRow[]); // the query's columns
  });
}

/**
 * The gateways that were made through the API, read likewise.
 * @throws StoreError
 */
export function readDocuments(file: string): readonly StoredDocument[] {
  return reading(file, (database) => {
    // A file of an earlier generation, which a runtime would bring up to date, has none.
    const table = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'document'");
    return table.get([]) === undefined ? [] : documentsIn(database);
  });
}

function reading<Item>(
  file: string,
  read: (database: Database.Database) => readonly Item[],
): readonly Item[] {
  refuseFolder(file);
  if (!existsSync(file)) return [];
  return onFile(file, () => {
    const database = new Database(file, { readonly: true });
    try {
      return read(database);
    } finally {
      database.close();
    }
  });
}
