/** Half of a pair, which no UTF-8 stands for; the `u` flag keeps whole pairs together. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export function hasLoneSurrogate(text: string): boolean {
  return LONE_SURROGATE.test(text);
}

/** The UTF-8 of a text, a character (U+0000 to U+00FF) for each byte; an unpaired surrogate takes three. */
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
