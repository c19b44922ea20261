import { takeExclusiveLock, type ExclusiveLock } from '../../files/exclusive-lock.js';
import { StoreError } from '../store.js';
import { onFile } from './failure.js';

/**
 * Takes the lock that stands beside a state file, `FILE.lock`, for as long as this process writes; the state file itself stays
 * open to readers.
 * @throws StoreError when another process, or this one, has it already; `owner` says who that is
 */
export function takeLock(file: string, owner: () => string): ExclusiveLock {
  return onFile(`${file}.lock`, () => {
    const lock = takeExclusiveLock(`${file}.lock`);
    if (lock !== null) return lock;
    throw new StoreError(
      `the state file \`${file}\` is in use by ${owner()}; stop that one or choose another file with \`--state\``,
    );
  });
}
