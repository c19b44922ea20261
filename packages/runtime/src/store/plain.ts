/** Under this key a map stands as a list of its entries. No other plain data of the engine has it. */
const ENTRIES = '$entries';

/** Plain data with maps in it as JSON, from which it can be read back exactly. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Map ? { [ENTRIES]: [...part] } : part,
  );
}

/** What was written by `plainJson`, parsed, with its maps. */
export function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const entries = ENTRIES in value ? value[ENTRIES] : undefined;
  if (Array.isArray(entries)) {
    return new Map(
      (entries as readonly (readonly [unknown, unknown])[]).map(([key, part]) => [key, fromPlain(part)]),
    );
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fromPlain(part)]));
}
