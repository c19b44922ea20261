import Database from 'libsql';

/** Something that one process at a time has. */
export interface ExclusiveLock {
  release(): void;
}

/**
 * Takes the lock of a file, made for nothing else: an exclusive SQLite transaction on it, held until it is released. Node has no
 * locks of its own; this one is the operating system's, which ends it with the process, however that ends, so that it is never
 * stale. Null when another process, or this one, has it already.
 * @throws the database's error where the file cannot be made or used
 */
export function takeExclusiveLock(path: string): ExclusiveLock | null {
  const database = new Database(path);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    const isBusy =
      typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY';
    if (isBusy) return null;
    throw error;
  }
  return {
    release: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}
