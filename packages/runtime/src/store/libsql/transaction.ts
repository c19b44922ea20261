import type Database from 'libsql';

/**
 * All of the work or nothing of it. (The library's own `transaction` rolls back unasked: after a full disk SQLite has done so
 * itself, and the second time hides the first error.)
 */
export function inTransaction(database: Database.Database, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
