import Database from 'libsql';
import type { LogLine } from '../../log/log-line.js';
import type { Keeping } from '../retention.js';
import { StoreError } from '../store.js';
import { onFile } from './failure.js';

/** From this schema on the log keeps what decisions were made from. */
const WITH_GROUNDS = 4;

interface DescriptionRow {
  readonly fingerprint: string;
  readonly gateway: string;
}

interface DecisionRow {
  readonly keeping: Keeping;
  readonly record: string;
  readonly description: string | null;
  readonly grounds: string | null;
}

/**
 * The decision log of a state file, oldest entry first, each description before the first decision that names it. It is read as
 * it stood at one instant, beside a runtime that may be at work on the file.
 * @param gateway its entries only; null for those of all
 * @throws StoreError
 */
export function readLog(file: string, gateway: string | null): readonly LogLine[] {
  return onFile(file, () => {
    const database = new Database(file, { readonly: true });
    try {
      database.exec('BEGIN');
      const row = database.prepare('SELECT max(version) AS version FROM schema_version').get([]);
      const { version } = row as { readonly version: number | null }; // the query's one column
      if (version === null || version < WITH_GROUNDS) {
        throw new StoreError(
          `the state file \`${file}\` was written by an older lamia; open it once with \`lamia run\`, which brings it up to date`,
        );
      }
      return linesOf(database, gateway);
    } finally {
      database.close();
    }
  });
}

function linesOf(database: Database.Database, gateway: string | null): readonly LogLine[] {
  const decisions = database
    .prepare(
      'SELECT keeping, record, description, grounds FROM decision WHERE ?1 IS NULL OR gateway = ?1 ORDER BY id',
    )
    .all([gateway]) as readonly DecisionRow[]; // the query's columns
  const descriptions = new Map(
    (
      database.prepare('SELECT fingerprint, gateway FROM description').all([]) as readonly DescriptionRow[]
    ).map((row) => [row.fingerprint, row]),
  );
  const lines: LogLine[] = [];
  for (const { keeping, record, description, grounds } of decisions) {
    const named = description === null ? undefined : descriptions.get(description);
    if (named !== undefined) {
      descriptions.delete(named.fingerprint);
      const { fingerprint } = named;
      lines.push({ kind: 'description', fingerprint, gateway: JSON.parse(named.gateway) as unknown });
    }
    lines.push({
      kind: 'decision',
      keeping,
      record: JSON.parse(record) as unknown, // only the store writes these columns
      description,
      grounds: grounds === null ? null : (JSON.parse(grounds) as unknown),
    });
  }
  return lines;
}
