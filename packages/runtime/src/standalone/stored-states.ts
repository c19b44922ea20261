import { existsSync } from 'node:fs';
import Database from 'libsql';
import type { GatewayState } from '../release/state.js';
import { onFile } from '../store/libsql/failure.js';
import { refuseFolder } from '../store/libsql/state-path.js';
import { statesOf, type StoredRow } from '../store/stored-state.js';

/**
 * The last stored state of every gateway, read beside a runtime that may be at work on the same file; none without a file.
 * @throws StoreError
 */
export function readStates(file: string): readonly GatewayState[] {
  refuseFolder(file);
  if (!existsSync(file)) return [];
  return onFile(file, () => {
    const database = new Database(file, { readonly: true });
    try {
      const rows = database.prepare('SELECT name, state FROM gateway ORDER BY name').all([]);
      return statesOf(file, rows as readonly StoredRow[]); // the query's columns
    } finally {
      database.close();
    }
  });
}
