import { open, type FileHandle } from 'node:fs/promises';
import { errorCode } from '../errors/error-code.js';
import { inputError, outsideError } from './exit.js';
import type { ProcessIo } from './io.js';

/** Where the lines of a recording go; each is written at once with its end. */
export interface RecordingFile {
  /** Null for standard output. */
  readonly name: string | null;
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A new file, or standard output for null. A file that is there is left alone.
 * @throws CommandError where it cannot be written
 */
export async function openRecordingFile(path: string | null, { stdout }: ProcessIo): Promise<RecordingFile> {
  if (path === null) {
    return {
      name: null,
      write: (line) => {
        stdout.write(`${line}\n`);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
  }
  const handle = await opened(path);
  return {
    name: path,
    write: async (line) => {
      try {
        await handle.appendFile(`${line}\n`);
      } catch (error) {
        throw unwritable(path, error);
      }
    },
    close: () => handle.close(),
  };
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'ax', 0o600);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw unwritable(path, error);
    throw inputError(`there is a file \`${path}\` already; name another one, or take it away`);
  }
}

function unwritable(path: string, error: unknown): unknown {
  const code = errorCode(error);
  return code === null ? error : outsideError(`the recording \`${path}\` cannot be written (${code})`);
}
