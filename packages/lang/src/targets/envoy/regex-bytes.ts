import { RE2JS } from 're2js';

/**
 * A text as its UTF-8 bytes, one character (U+0000 to U+00FF) a byte: Envoy compiles regular expressions for Latin-1, so that an
 * `é` of two bytes is two characters to it, in the expression and in the value.
 */
export function utf8Bytes(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => encoded(character.codePointAt(0) ?? 0));
}

function encoded(codePoint: number): string {
  if (codePoint < 0x800) return String.fromCharCode(0xc0 | (codePoint >> 6), continued(codePoint));
  if (codePoint < 0x1_0000)
    return String.fromCharCode(0xe0 | (codePoint >> 12), continued(codePoint >> 6), continued(codePoint));
  return String.fromCharCode(
    0xf0 | (codePoint >> 18),
    continued(codePoint >> 12),
    continued(codePoint >> 6),
    continued(codePoint),
  );
}

function continued(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** Whether a value matches as a whole, as Envoy sees both. */
export function byteRegex(regex: string): (value: string) => boolean {
  const compiled = RE2JS.compile(utf8Bytes(regex));
  return (value) => compiled.matches(utf8Bytes(value));
}
