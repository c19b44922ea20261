import type { CodePointRange } from './regex-program.js';

/**
 * A set of the characters that values tested by regular expressions consist of, the tab and printable ASCII: bit 0 is the tab,
 * bit n the character of code 31 + n.
 */
export type Characters = bigint;

const FIRST_PRINTABLE = 32;
const LAST_PRINTABLE = 126;
const TAB = 9;

/** How many characters there are. */
const ALPHABET_SIZE = LAST_PRINTABLE - FIRST_PRINTABLE + 2;

export const NO_CHARACTERS: Characters = 0n;

export const ALL_CHARACTERS: Characters = (1n << BigInt(ALPHABET_SIZE)) - 1n;

/** The code of the character that a bit stands for. */
function codeOfBit(bit: number): number {
  return bit === 0 ? TAB : bit + FIRST_PRINTABLE - 1;
}

/** Those of the alphabet's characters that lie in one of the ranges. */
export function charactersIn(ranges: readonly CodePointRange[]): Characters {
  let characters = NO_CHARACTERS;
  for (const [first, last] of ranges) {
    if (first <= TAB && TAB <= last) characters |= 1n;
    const from = Math.max(first, FIRST_PRINTABLE) - FIRST_PRINTABLE + 1;
    const to = Math.min(last, LAST_PRINTABLE) - FIRST_PRINTABLE + 1;
    if (from <= to) characters |= ((1n << BigInt(to - from + 1)) - 1n) << BigInt(from);
  }
  return characters;
}

/** The codes of the set's characters, ascending. */
export function codesOf(characters: Characters): readonly number[] {
  const codes: number[] = [];
  for (let bit = 0; bit < ALPHABET_SIZE; bit += 1) {
    if (((characters >> BigInt(bit)) & 1n) === 1n) codes.push(codeOfBit(bit));
  }
  return codes;
}

/** The coarsest division of the alphabet in which each of the sets is a union of parts; in the order of their first characters. */
export function partition(sets: Iterable<Characters>): readonly Characters[] {
  let parts = [ALL_CHARACTERS];
  for (const set of new Set(sets)) {
    parts = parts.flatMap((part) => [part & set, part & ~set]).filter((part) => part !== NO_CHARACTERS);
  }
  return parts.sort((left, right) => Number((left & -left) > (right & -right)) * 2 - 1);
}
