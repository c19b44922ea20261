import { createHash } from 'node:crypto';
import type Database from 'libsql';
import type { Gateway } from '../../config/gateway.js';
import { plainJson } from '../plain.js';

const PUT = 'INSERT OR IGNORE INTO description (fingerprint, gateway) VALUES (?, ?)';
const DROP_UNUSED = `
  DELETE FROM description
  WHERE fingerprint NOT IN (SELECT description FROM decision WHERE description IS NOT NULL)`;

/** The descriptions of gateways that entries of the decision log rest on, each once. */
export class DescriptionTable {
  readonly #database: Database.Database;
  /** Fingerprints of the descriptions that the file has. */
  #written = new WeakMap<Gateway, string>();

  constructor(database: Database.Database) {
    this.#database = database;
    database.exec(DROP_UNUSED);
  }

  /** Writes a description where it is new, and gives its fingerprint. To be called within a transaction. */
  put(gateway: Gateway): string {
    const known = this.#written.get(gateway);
    if (known !== undefined) return known;
    const json = plainJson(gateway);
    const fingerprint = createHash('sha256').update(json).digest('hex').slice(0, 32);
    this.#database.prepare(PUT).run([fingerprint, json]);
    this.#written.set(gateway, fingerprint);
    return fingerprint;
  }

  /** To be called when a transaction that wrote was rolled back. */
  forget(): void {
    this.#written = new WeakMap();
  }
}
