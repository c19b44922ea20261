import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { takeExclusiveLock, type ExclusiveLock } from '../../files/exclusive-lock.js';
import { StoreError } from '../store.js';
import { onFile } from './failure.js';
import type { StatePath } from './state-path.js';

/** The right to write a state file. */
export interface StateLock extends ExclusiveLock {
  /** Gives it up for a file that turned out to be none, and leaves nothing beside it that was not there. */
  discard(): void;
}

/**
 * Takes the lock that stands beside a state file for as long as this process writes; the state file itself stays open to
 * readers. It is called after the device and inode, so that a file under several names has one lock.
 * @throws StoreError when another process, or this one, has it already; `owner` says who that is
 */
export function takeLock({ named, real, identity, isNew }: StatePath, owner: () => string): StateLock {
  const path = join(dirname(real), `.lamia-${identity}.lock`);
  const isFirst = !existsSync(path);
  const lock = onFile(named, () => takeExclusiveLock(path));
  if (lock === null) {
    throw new StoreError(
      `the state file \`${named}\` is in use by ${owner()}; stop that one or choose another file with \`--state\``,
    );
  }
  return {
    release: () => {
      lock.release();
    },
    discard: () => {
      // While it is held: nobody else can have taken it for theirs.
      if (isFirst) rmSync(path, { force: true });
      if (isNew) rmSync(real, { force: true });
      lock.release();
    },
  };
}
