/** A text, or the place (from 0) of the first byte that does not belong to one. */
export type DecodedText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly offset: number };

/** Reads bytes as UTF-8 and replaces none; a byte order mark stays part of the text. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { ok: false, offset: firstReplaced(bytes) };
  }
}

const REPLACEMENT = '\uFFFD';

/** Up to the first replaced sequence every character stands for its own bytes; U+FFFD itself may be among them. */
function firstReplaced(bytes: Uint8Array): number {
  const written = Buffer.from(REPLACEMENT);
  let offset = 0;
  for (const character of new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)) {
    if (character === REPLACEMENT && !written.equals(bytes.subarray(offset, offset + written.length))) break;
    offset += Buffer.byteLength(character);
  }
  return offset;
}
