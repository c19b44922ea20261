import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { errorCode } from '../../errors/error-code.js';
import { readFailureText } from '../../errors/read-failure.js';
import { ApiError } from '../api-error.js';

const LENGTH = 32;

/**
 * The key that the secret paths of hooks are made of: that of a file, which is made where there is none, so that paths which were
 * given out stay the same. Only its owner may read it.
 * @throws ApiError where it can neither be read nor made
 */
export async function hookKey(path: string): Promise<Uint8Array> {
  try {
    await writeFile(path, `${randomBytes(LENGTH).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw unusable(path, error);
  }
  try {
    const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
    if (key.length === LENGTH) return key;
  } catch (error) {
    throw unusable(path, error);
  }
  throw new ApiError(
    `the key of the hooks \`${path}\` is not ${LENGTH} bytes in hexadecimal; delete the file for a new one`,
  );
}

function unusable(path: string, error: unknown): unknown {
  const code = errorCode(error);
  return code === null
    ? error
    : new ApiError(`the key of the hooks \`${path}\` cannot be used: ${readFailureText(code)}`);
}

/** For a runtime that leaves nothing behind. */
export function passingKey(): Uint8Array {
  return randomBytes(LENGTH);
}
