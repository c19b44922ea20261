import { errorMessage } from '../../errors/error-message.js';
import { StoreError } from '../store.js';

/** Runs a piece of work on the state file; what the database throws becomes a `StoreError` that names the file. */
export function onFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(failureText(file, error), { cause: error });
  }
}

/** SQLite's own code, `SQLITE_FULL`; null for what is no failure of the database's. */
export function codeOf(error: unknown): string | null {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : null;
}

function failureText(file: string, error: unknown): string {
  const said = errorMessage(error);
  const code = codeOf(error);
  if (code === 'SQLITE_NOTADB' || (code?.startsWith('SQLITE_CORRUPT') ?? false))
    return damagedText(file, said);
  return `the state file \`${file}\` could not be used: ${said}`;
}

/** What there is to say of a file whose content makes no sense. */
export function damagedText(file: string, said: string): string {
  return `\`${file}\` is no state file or is damaged (${said}); restore a copy, or move it away to start anew`;
}
