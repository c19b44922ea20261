import {
  accessSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from '../../errors/error-code.js';
import { StoreError } from '../store.js';

/** A state file that is there and may be written. */
export interface StatePath {
  /** As the user named it, for messages. */
  readonly named: string;
  /** The path itself, links resolved. */
  readonly real: string;
  /** Device and inode: the file, whatever it is called. */
  readonly identity: string;
  /** It was made just now and is empty. */
  readonly isNew: boolean;
}

const WAY_OUT = 'name another file with `--state FILE`';

/**
 * Finds a state file, or makes an empty one in a folder that exists, before anything is written beside it.
 * @throws StoreError that says what is wrong with the path
 */
export function findStateFile(named: string): StatePath {
  if (named === '') throw new StoreError(`the path of the state file is empty; ${WAY_OUT}`);
  const folder = dirname(resolve(named));
  if (statOf(folder) === null) {
    throw new StoreError(
      `the folder \`${folder}\` of the state file does not exist; create it or choose another file with \`--state\``,
    );
  }
  const found = statOf(named);
  refuseFolder(named);
  return onPath(named, () => {
    if (found === null) closeSync(openSync(named, constants.O_CREAT | constants.O_RDWR, 0o644));
    const real = realpathSync(named);
    accessSync(real, constants.R_OK | constants.W_OK);
    // What is not in the file yet stands beside it.
    accessSync(dirname(real), constants.W_OK | constants.X_OK);
    return { named, real, identity: identityOf(statSync(real, { bigint: true })), isNew: found === null };
  });
}

/** @throws StoreError for a folder in place of a state file */
export function refuseFolder(named: string): void {
  if (statOf(named)?.isDirectory() !== true) return;
  throw new StoreError(
    `\`${named}\` is a folder, not a state file; name a file in it, such as \`--state ${join(named, 'state.db')}\``,
  );
}

/**
 * Refuses to write to a file that its path no longer leads to: the database would take everything, and nobody would find it.
 * @throws StoreError
 */
export function requireStillThere({ named, real, identity }: StatePath): void {
  const now = onPath(named, () => statSync(real, { bigint: true, throwIfNoEntry: false }));
  if (now !== undefined && identityOf(now) === identity) return;
  const what = now === undefined ? 'moved or deleted' : 'replaced by another';
  throw new StoreError(
    `the state file \`${named}\` was ${what} while it was in use, so that no traffic is moved any more; ` +
      'put it back, or start lamia again if it is gone for good',
  );
}

/**
 * Refuses a file with a second name: until the database is closed, what is written under one name stands in a file beside that
 * name, so that under the other it is missing.
 * @throws StoreError
 */
export function refuseOtherNames({ named, real }: StatePath): void {
  const names = statSync(real).nlink;
  if (names === 1) return;
  throw new StoreError(
    `the state file \`${named}\` has ${names} names (hard links), and what is written under one is not seen under another; ` +
      `remove the other names, or copy it and name the copy with \`--state FILE\``,
  );
}

function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}-${ino}`;
}

function statOf(path: string): ReturnType<typeof statSync> | null {
  return onPath(path, () => statSync(path, { throwIfNoEntry: false }) ?? null);
}

function onPath<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    throw new StoreError(`the state file \`${path}\` cannot be used: ${failureWords(code)}; ${WAY_OUT}`, {
      cause: error,
    });
  }
}

/** What keeps a file from being made or written, by the system's code. */
function failureWords(code: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'the permissions of it or its folder forbid to write it';
    case 'EROFS':
      return 'it is on a file system that is read-only';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'ENOTDIR':
      return 'a part of its path is a file, not a folder';
    case 'ENOENT':
      return 'its folder takes no files';
    case 'ELOOP':
      return 'its links lead to each other';
    default:
      return code;
  }
}
