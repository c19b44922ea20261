import { StoreError } from '../store/store.js';
import { readLog } from '../store/libsql/read-log.js';
import { requireStateFile } from './state-files.js';
import { EXIT, outsideError } from './exit.js';
import type { CommandIo } from './io.js';

export interface LogFlags {
  readonly gateway?: string;
}

/** `lamia log`: the decision log of a state file, one JSON object a line. */
export function runLog(file: string, flags: LogFlags, { stdout }: CommandIo): number {
  requireStateFile(file);
  try {
    for (const line of readLog(file, flags.gateway ?? null)) stdout.write(`${JSON.stringify(line)}\n`);
    return EXIT.done;
  } catch (error) {
    throw error instanceof StoreError ? outsideError(error.message) : error;
  }
}
