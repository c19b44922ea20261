import { hasLoneSurrogate, utf8Bytes } from '../../source/utf8-bytes.js';

/** The UTF-8 of a text, a character for each byte; null for a text that has none. */
export function utf8(text: string): string | null {
  return hasLoneSurrogate(text) ? null : utf8Bytes(text);
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
