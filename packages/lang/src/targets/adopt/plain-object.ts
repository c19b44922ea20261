/** An object, or a part of one, as it is read: nobody knows yet what it holds. */
export type PlainObject = Readonly<Record<string, unknown>>;

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that is an object; an empty one where it is none. */
export function objectIn(value: unknown, field: string): PlainObject {
  const part = isPlainObject(value) ? value[field] : undefined;
  return isPlainObject(part) ? part : {};
}

/** A field that is a list; an empty one where it is none. */
export function listIn(value: unknown, field: string): readonly unknown[] {
  const part: unknown = isPlainObject(value) ? value[field] : undefined;
  return Array.isArray(part) ? part : [];
}

/** A field that is a text; null where it is none. */
export function textIn(value: unknown, field: string): string | null {
  const part = isPlainObject(value) ? value[field] : undefined;
  return typeof part === 'string' ? part : null;
}

/** Equal for values that differ in the order of their fields alone. */
export function valueKey(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown): unknown => {
    if (!isPlainObject(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
