import type Database from 'libsql';
import { StoreError } from '../store.js';
import { inTransaction } from './transaction.js';

/**
 * How the schema came to be, one entry a version. An entry that was ever released is never changed: what comes later is a
 * further entry.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE writer (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    pid INTEGER NOT NULL,
    since INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE gateway (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (json_valid(state))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    gateway TEXT NOT NULL,
    at INTEGER NOT NULL,
    keeping TEXT NOT NULL CHECK (keeping IN ('change', 'heartbeat', 'ring')),
    size INTEGER NOT NULL,
    record TEXT NOT NULL CHECK (json_valid(record))
  ) STRICT;
  CREATE INDEX decision_by_gateway ON decision (gateway, id);
  CREATE INDEX decision_in_ring ON decision (gateway, id) WHERE keeping = 'ring';
  CREATE INDEX decision_kept ON decision (gateway, id) WHERE keeping <> 'ring';
  `,
  `
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    notifier TEXT NOT NULL,
    key TEXT NOT NULL,
    rank INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due INTEGER NOT NULL DEFAULT 0,
    notification TEXT NOT NULL CHECK (json_valid(notification)),
    UNIQUE (notifier, key)
  ) STRICT;
  CREATE INDEX outbox_by_notifier ON outbox (notifier, id);
  `,
  // Gateways that are made through the API.
  `
  CREATE TABLE document (
    gateway TEXT PRIMARY KEY,
    document TEXT NOT NULL CHECK (json_valid(document)),
    author TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // What decisions rest on, so that they can be decided again. Many rest on one description of their gateway.
  `
  CREATE TABLE description (
    fingerprint TEXT PRIMARY KEY,
    gateway TEXT NOT NULL CHECK (json_valid(gateway))
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE decision ADD COLUMN description TEXT;
  ALTER TABLE decision ADD COLUMN grounds TEXT CHECK (json_valid(grounds));
  `,
];

/**
 * Brings a state file to the newest schema, one transaction a version.
 * @throws StoreError for a file of a newer Lamia
 */
export function migrate(database: Database.Database, file: string, now: number): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied INTEGER NOT NULL) STRICT',
  );
  const current = versionOf(database);
  if (current > MIGRATIONS.length) {
    throw new StoreError(
      `the state file \`${file}\` has schema ${current} of a newer lamia, this one knows ${MIGRATIONS.length}; use the newer one`,
    );
  }
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < current) continue;
    inTransaction(database, () => {
      database.exec(migration);
      database.prepare('INSERT INTO schema_version (version, applied) VALUES (?, ?)').run([index + 1, now]);
    });
  }
}

function versionOf(database: Database.Database): number {
  const row = database.prepare('SELECT max(version) AS version FROM schema_version').get([]);
  // The query gives one row of just this shape, with null for an empty table.
  return (row as { readonly version: number | null }).version ?? 0;
}
