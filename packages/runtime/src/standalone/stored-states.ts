import { existsSync } from 'node:fs';
import Database from 'libsql';
import type { GatewayState } from '../release/state.js';
import { onFile } from '../store/libsql/failure.js';

/**
 * The last stored state of every gateway, read beside a runtime that may be at work on the same file; none without a file.
 * @throws StoreError
 */
export function readStates(file: string): readonly GatewayState[] {
  if (!existsSync(file)) return [];
  return onFile(file, () => {
    const database = new Database(file, { readonly: true });
    try {
      const rows = database.prepare('SELECT state FROM gateway ORDER BY name').all([]);
      // The store alone writes this column.
      return (rows as readonly { readonly state: string }[]).map(
        ({ state }) => JSON.parse(state) as GatewayState,
      );
    } finally {
      database.close();
    }
  });
}
