/** Under this key a map stands as a list of its entries. No other plain data of the engine has it. */
const ENTRIES = '$entries';

/** Plain data with maps in it as JSON, from which it can be read back exactly. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Map ? { [ENTRIES]: [...part] } : part,
  );
}

/** What was written by `plainJson`, parsed, with its maps. Parts without any, which are most of them, are given back as they are. */
export function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return listFrom(value);
  const entries = ENTRIES in value ? value[ENTRIES] : undefined;
  if (Array.isArray(entries)) {
    return new Map(
      (entries as readonly (readonly [unknown, unknown])[]).map(([key, part]) => [key, fromPlain(part)]),
    );
  }
  return fieldsFrom(value as Readonly<Record<string, unknown>>); // an object that is no list, as JSON has them
}

function listFrom(list: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (const [place, part] of list.entries()) {
    const read = fromPlain(part);
    if (read !== part) (copy ??= [...list])[place] = read;
  }
  return copy ?? list;
}

function fieldsFrom(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(fields)) {
    const part = fields[key];
    const read = fromPlain(part);
    // A copy has every key for its own, also one that is called `__proto__`.
    if (read !== part) (copy ??= { ...fields })[key] = read;
  }
  return copy ?? fields;
}
