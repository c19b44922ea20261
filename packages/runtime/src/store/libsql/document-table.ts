import type Database from 'libsql';
import type { StoredDocument } from '../store.js';

const ALL = 'SELECT gateway, document, author, at FROM document ORDER BY gateway';
const PUT = `
  INSERT INTO document (gateway, document, author, at) VALUES (?, ?, ?, ?)
  ON CONFLICT (gateway) DO UPDATE SET document = excluded.document, author = excluded.author, at = excluded.at`;
const REMOVE = 'DELETE FROM document WHERE gateway = ?';

interface Row {
  readonly gateway: string;
  readonly document: string;
  readonly author: string;
  readonly at: number;
}

/** The gateways that were made through the API. */
export function documentsIn(database: Database.Database): readonly StoredDocument[] {
  const rows = database.prepare(ALL).all([]) as readonly Row[]; // the query's columns
  return rows.map(({ gateway, document, author, at }) => ({
    gateway,
    document: JSON.parse(document) as unknown, // the table takes nothing but JSON
    by: author,
    at,
  }));
}

/** To be called within a transaction. */
export function putDocument(
  database: Database.Database,
  { gateway, document, by, at }: StoredDocument,
): void {
  database.prepare(PUT).run([gateway, JSON.stringify(document), by, at]);
}

/** To be called within a transaction. */
export function removeDocument(database: Database.Database, gateway: string): void {
  database.prepare(REMOVE).run([gateway]);
}
