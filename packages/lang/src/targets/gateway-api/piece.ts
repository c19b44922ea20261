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

/** True where some text begins with one of each. */
export function startsMeet(first: Piece, second: Piece): boolean {
  return first.every((allowed, index) => {
    const other = second[index];
    return other === undefined || Array.from(allowed).some((one) => other.includes(one));
  });
}
