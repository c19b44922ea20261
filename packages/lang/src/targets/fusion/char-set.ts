/**
 * Characters, as ranges of code points in order that neither touch nor overlap. The line feed is in none of them: no part of a
 * request holds one.
 */
export type CharSet = readonly (readonly [first: number, last: number])[];

const LAST_CODE_POINT = 0x10ffff;
const LINE_FEED = 10;

export const NO_CHARACTER: CharSet = [];
export const ANY_CHARACTER: CharSet = [
  [0, LINE_FEED - 1],
  [LINE_FEED + 1, LAST_CODE_POINT],
];
/** What is trimmed from the ends of a cookie's value. */
export const BLANKS = charactersOf(' \t');

/** The characters of a text, as a set. */
export function charactersOf(text: string): CharSet {
  return unionOf(Array.from(text, (character) => codePointOf(character)).map((code) => [code, code]));
}

export function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Ranges in any order, brought to the form of a set. */
export function unionOf(ranges: CharSet): CharSet {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((left, right) => left[0] - right[0])) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return common(merged, ANY_CHARACTER);
}

/** What is in both. */
export function common(left: CharSet, right: CharSet): CharSet {
  const both: [number, number][] = [];
  for (const [first, last] of left) {
    for (const [from, to] of right) {
      if (from > last || to < first) continue;
      both.push([Math.max(first, from), Math.min(last, to)]);
    }
  }
  return both;
}

/** All that is not in it. */
export function complementOf(set: CharSet): CharSet {
  const outside: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) outside.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CODE_POINT) outside.push([next, LAST_CODE_POINT]);
  return common(outside, ANY_CHARACTER);
}

export function without(set: CharSet, taken: CharSet): CharSet {
  return common(set, complementOf(taken));
}

export function isWithin(inner: CharSet, outer: CharSet): boolean {
  return without(inner, outer).length === 0;
}

export function sameSet(left: CharSet, right: CharSet): boolean {
  return isWithin(left, right) && isWithin(right, left);
}

/** The one character of a set; null where it has none or several. */
export function onlyCharacter(set: CharSet): string | null {
  const [range] = set;
  return set.length === 1 && range !== undefined && range[0] === range[1]
    ? String.fromCodePoint(range[0])
    : null;
}

const UPPER: CharSet = [[65, 90]];
const LOWER: CharSet = [[97, 122]];
const CASE_DISTANCE = 32;

/** With every ASCII letter also the letter of the other case. */
export function ignoringCase(set: CharSet): CharSet {
  return unionOf([
    ...set,
    ...shifted(common(set, UPPER), CASE_DISTANCE),
    ...shifted(common(set, LOWER), -CASE_DISTANCE),
  ]);
}

/** The characters whose lower case is in the set. */
export function loweredInto(set: CharSet): CharSet {
  return ignoringCase(without(set, UPPER));
}

function shifted(set: CharSet, by: number): CharSet {
  return set.map(([first, last]) => [first + by, last + by]);
}
