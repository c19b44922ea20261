export type ParsedBody = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/**
 * The JSON of a body; an empty one is undefined. Keys such as `__proto__` become own properties and mean nothing but themselves.
 */
export function parseBody(text: string): ParsedBody {
  if (text.trim() === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}
