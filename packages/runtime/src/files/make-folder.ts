import { mkdir } from 'node:fs/promises';
import { errorCode } from '../errors/error-code.js';

/**
 * Makes a folder that only its owner can enter, unless there is one. Those above it must exist: a mistyped path makes no tree of
 * folders, and Node's own `recursive` never returns where a file system takes no folders at all, such as `/proc`.
 * @throws the system's error
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
