/** Half of a pair, which no UTF-8 stands for; the `u` flag keeps whole pairs together. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The UTF-8 of a text, a character for each byte; null for a text that has none. */
export function utf8(text: string): string | null {
  if (LONE_SURROGATE.test(text)) return null;
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
}

/**
 * Bytes as a regular expression of letters, digits and escapes alone, which is safe within any quotes.
 * @param ignoreCase whether ASCII letters match in either case
 */
export function bytesRegex(bytes: string, ignoreCase = false): string {
  return bytes.replace(/[^]/g, (byte) => {
    if (/[0-9]/.test(byte)) return byte;
    if (/[A-Za-z]/.test(byte)) return ignoreCase ? `[${byte.toLowerCase()}${byte.toUpperCase()}]` : byte;
    return String.raw`\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
