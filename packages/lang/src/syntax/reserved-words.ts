/** Words that are never names; those of conditions and reads are soft and may be. */
const RESERVED = new Set(['if', 'else', 'let', 'result', 'nil', 'true', 'false', 'metric', 'promql']);
const RESERVED_IN_ANY_CASE = new Set(['and', 'or', 'not']);
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** True when the text, written bare, is read as a name. */
export function isPlainName(text: string): boolean {
  return NAME.test(text) && !RESERVED.has(text) && !RESERVED_IN_ANY_CASE.has(text.toLowerCase());
}
