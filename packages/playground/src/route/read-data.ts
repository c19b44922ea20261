/** Reads data of unknown origin; null where it has another shape. */
export type Reading<T> = (data: unknown) => T | null;

export function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

export function listOf<T>(data: unknown, item: Reading<T>): readonly T[] | null {
  if (!Array.isArray(data) || data.length > 1_000) return null;
  const read = (data as readonly unknown[]).map(item);
  return read.every((each) => each !== null) ? read : null;
}

export const asText: Reading<string> = (data) => (typeof data === 'string' ? data : null);
export const asPercent: Reading<number> = (data) =>
  typeof data === 'number' && data >= 0 && data <= 100 ? data : null;

/** The texts of these names; null unless all are there. */
export function textsIn<Name extends string>(
  data: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Readonly<Record<Name, string>> | null {
  if (names.some((name) => typeof data[name] !== 'string')) return null;
  // Every name was found to have a text.
  return Object.fromEntries(names.map((name) => [name, data[name]])) as Record<Name, string>;
}
