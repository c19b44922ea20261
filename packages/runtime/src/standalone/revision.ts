import { createHash } from 'node:crypto';

/** A short text that is the same for equal documents, which are plain data, whatever the order of their keys. */
export function revisionOf(document: unknown): string {
  const text = JSON.stringify(document, (_key, value: unknown) => sortedEntries(value));
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** A map as its entries, in the order of their keys. */
function sortedEntries(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
