import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where Debian puts servers; an ordinary user's PATH lacks them. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/usr/bin'];

/** The absolute path of the first executable of this name on `path` (as in `PATH`) or in the system's folders, or null. */
export function findBinary(name: string, path: string): string | null {
  const folders = [...path.split(delimiter), ...SYSTEM_FOLDERS].filter((folder) => isAbsolute(folder));
  const candidates = folders.map((folder) => join(folder, name));
  return candidates.find(isExecutable) ?? null;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Missing, or not for us: either way it cannot be run.
    return false;
  }
}
