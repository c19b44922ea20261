import { existsSync } from 'node:fs';
import { refuseFolder } from '../store/libsql/state-path.js';
import { StoreError } from '../store/store.js';
import { inputError } from './exit.js';

/**
 * A command that reads a state file makes none.
 * @throws CommandError where there is no such file
 */
export function requireStateFile(file: string): void {
  try {
    refuseFolder(file);
  } catch (error) {
    throw error instanceof StoreError ? inputError(error.message) : error;
  }
  if (!existsSync(file)) {
    throw inputError(
      `there is no state file \`${file}\`; name the one that \`lamia run\` has, with \`--state\` there`,
    );
  }
}
