import { quoteRegex } from '../../condition/regex-text.js';

/**
 * A text whose letters may be of either case: one entry a character, which holds those that may stand there (`a`, or `aA` where
 * the case is ignored).
 */
export type Piece = readonly string[];

export function pieceOf(text: string, ignoreCase: boolean): Piece {
  return Array.from(text).map((character) =>
    ignoreCase && /[A-Za-z]/.test(character) ? character.toLowerCase() + character.toUpperCase() : character,
  );
}

/** True where every text of the one, laid from a place of its own on, is one that the other allows there. */
export function fitsAt(whole: Piece, offset: number, part: Piece): boolean {
  return (
    offset >= 0 &&
    offset + part.length <= whole.length &&
    part.every((allowed, index) =>
      Array.from(whole[offset + index] ?? '').every((one) => allowed.includes(one)),
    )
  );
}

export function fitsSomewhere(whole: Piece, part: Piece): boolean {
  return whole.some((_, offset) => fitsAt(whole, offset, part)) || part.length === 0;
}

/**
 * Both at once, the second from a place of the first on; null where no text is both.
 * @param offset at most the length of the first
 */
export function overlay(first: Piece, second: Piece, offset: number): Piece | null {
  const merged = [...first];
  for (const [index, allowed] of second.entries()) {
    const before = merged[offset + index];
    const both =
      before === undefined
        ? allowed
        : Array.from(before)
            .filter((one) => allowed.includes(one))
            .join('');
    if (both === '') return null;
    merged[offset + index] = both;
  }
  return merged;
}

export function pieceRegex(piece: Piece): string {
  return piece
    .map((allowed) =>
      allowed.length > 1 && /^[A-Za-z]{2}$/.test(allowed) ? `[${allowed}]` : quoteRegex(allowed),
    )
    .join('');
}
