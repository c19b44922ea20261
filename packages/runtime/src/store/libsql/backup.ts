import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'libsql';
import { StoreError } from '../store.js';
import { onFile } from './failure.js';

/**
 * Copies a state file as it stands at one instant, while a runtime may be at work on it. The copy is whole or it is not there.
 * @throws StoreError where the file cannot be read, or the copy is there already or cannot be written
 */
export function backUp(file: string, to: string): void {
  if (existsSync(to)) {
    throw new StoreError(`\`${to}\` is there already; name a file that is not, or move it away`);
  }
  const part = `${to}.part`;
  onFile(file, () => {
    const database = new Database(file, { readonly: true });
    try {
      rmSync(part, { force: true });
      database.prepare('VACUUM INTO ?').run([part]);
      renameSync(part, to);
    } catch (error) {
      rmSync(part, { force: true });
      throw error;
    } finally {
      database.close();
    }
  });
}
