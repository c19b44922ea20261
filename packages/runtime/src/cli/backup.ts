import { backUp } from '../store/libsql/backup.js';
import { StoreError } from '../store/store.js';
import { EXIT, outsideError } from './exit.js';
import type { CommandIo } from './io.js';
import { requireStateFile } from './state-files.js';

export interface BackupFlags {
  readonly state: string;
  readonly to: string;
  readonly json?: boolean;
}

/** `lamia backup`: a copy of a state file, also of one that a runtime has. */
export function runBackup({ state, to, json }: BackupFlags, { stdout }: CommandIo): number {
  requireStateFile(state);
  try {
    backUp(state, to);
  } catch (error) {
    throw error instanceof StoreError ? outsideError(error.message) : error;
  }
  stdout.write(
    json === true ? `${JSON.stringify({ ok: true, state, to })}\n` : `copied \`${state}\` to \`${to}\`\n`,
  );
  return EXIT.done;
}
