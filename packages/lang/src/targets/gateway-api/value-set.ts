import type { Literal } from '../../condition/atom.js';
import { arrangements, type Arrangement } from './arrangement.js';
import { overlay, pieceOf, type Piece } from './piece.js';
import {
  passes,
  testImplies,
  testKey,
  testsExclude,
  type PieceOperator,
  type ValueTest,
} from './value-test.js';

/** What a field's value may be for some conjunction of positive tests; the field is there. */
export interface ValueSet {
  /** All of them, in order and each once, where they are few; null otherwise. */
  readonly values: readonly string[] | null;
  /** What others must pass, all of it; none for any value. */
  readonly tests: readonly ValueTest[];
  /** The tests of the source that it comes from, for messages. */
  readonly literals: readonly Literal[];
  /** Equal for sets that are written alike. */
  readonly key: string;
}

/** Values that are no regular expression's: listed, or by their parts. */
export interface Shapes {
  readonly exact: readonly string[];
  readonly arranged: readonly Arrangement[];
}

export function anyValue(literals: readonly Literal[]): ValueSet {
  return { values: null, tests: [], literals, key: 'any' };
}

/** Null for none. */
export function valuesOf(values: Iterable<string>, literals: readonly Literal[]): ValueSet | null {
  const sorted = [...new Set(values)].sort();
  return sorted.length === 0
    ? null
    : { values: sorted, tests: [], literals, key: `values ${JSON.stringify(sorted)}` };
}

export function valuesPassing(tests: readonly ValueTest[], literals: readonly Literal[]): ValueSet {
  const needed = tests.filter((test, index) =>
    tests.every(
      (other, at) => at === index || !testImplies(other, test) || (testImplies(test, other) && at > index),
    ),
  );
  const key = needed.map(testKey).sort().join(' & ');
  return { values: null, tests: needed, literals, key: key === '' ? 'any' : key };
}

export function holds(set: ValueSet, value: string): boolean {
  return set.values === null ? set.tests.every((test) => passes(value, test)) : set.values.includes(value);
}

/** True where each value of the one is one of the other. False may also mean that it cannot be told. */
export function isWithin(narrow: ValueSet, wide: ValueSet): boolean {
  if (narrow.key === wide.key) return true;
  if (narrow.values !== null) return narrow.values.every((value) => holds(wide, value));
  return (
    wide.values === null &&
    wide.tests.every((test) => narrow.tests.some((stronger) => testImplies(stronger, test)))
  );
}

/** The values of both; null for none. Some that is empty is not found to be so. */
export function meet(first: ValueSet, second: ValueSet): ValueSet | null {
  if (isWithin(first, second)) return first;
  if (isWithin(second, first)) return second;
  const literals = [...new Set([...first.literals, ...second.literals])];
  if (first.values !== null) {
    return valuesOf(
      first.values.filter((value) => holds(second, value)),
      literals,
    );
  }
  if (second.values !== null) {
    return valuesOf(
      second.values.filter((value) => holds(first, value)),
      literals,
    );
  }
  if (first.tests.some((test) => second.tests.some((other) => testsExclude(test, other)))) return null;
  const both = valuesPassing([...first.tests, ...second.tests], literals);
  const shapes = shapesOf(both.tests);
  return shapes !== null && shapes.exact.length + shapes.arranged.length === 0 ? null : both;
}

/** How the values that pass all tests look; null where that cannot be written down. */
export function shapesOf(tests: readonly ValueTest[]): Shapes | null {
  const pieces = { whole: [], prefix: [], suffix: [], contains: [] } as Record<PieceOperator, Piece[]>;
  let folder: string | null = null;
  for (const test of tests) {
    if (test.op === 'regex') return null;
    if (test.op !== 'under') pieces[test.op].push(test.piece);
    else if (folder === null) folder = test.value;
    // Of two folders that were both kept none lies in the other.
    else return { exact: [], arranged: [] };
  }
  if (folder === null) {
    const arranged = arrangementsOf(pieces);
    return arranged === null ? null : { exact: [], arranged };
  }
  const path = folder;
  const exact = tests.every((test) => passes(path, test)) ? [path] : [];
  const below = arrangementsOf({ ...pieces, prefix: [...pieces.prefix, pieceOf(`${path}/`, false)] });
  return below === null ? null : { exact, arranged: below };
}

function arrangementsOf(
  pieces: Readonly<Record<PieceOperator, readonly Piece[]>>,
): readonly Arrangement[] | null {
  const wholes = pieces.whole;
  if (wholes.some((piece) => piece.length !== wholes[0]?.length)) return [];
  const whole = allAtOnce(wholes, 'start');
  const prefix = allAtOnce(pieces.prefix, 'start');
  const suffix = allAtOnce(pieces.suffix, 'end');
  if (whole === null || prefix === null || suffix === null) return [];
  if (whole === 'none') {
    return arrangements({
      whole: null,
      prefix: orNull(prefix),
      suffix: orNull(suffix),
      contains: pieces.contains,
    });
  }
  if (prefix !== 'none' && prefix.length > whole.length) return [];
  const begun = prefix === 'none' ? whole : overlay(whole, prefix, 0);
  if (begun === null) return [];
  return arrangements({ whole: begun, prefix: null, suffix: orNull(suffix), contains: pieces.contains });
}

/** The pieces laid over each other from one end; null where they contradict each other. */
function allAtOnce(pieces: readonly Piece[], end: 'start' | 'end'): Piece | 'none' | null {
  let merged: Piece | null = null;
  for (const piece of pieces) {
    const before: Piece = merged ?? [];
    const [longer, shorter] = before.length > piece.length ? [before, piece] : [piece, before];
    merged = overlay(longer, shorter, end === 'start' ? 0 : longer.length - shorter.length);
    if (merged === null) return null;
  }
  return merged ?? 'none';
}

function orNull(piece: Piece | 'none'): Piece | null {
  return piece === 'none' ? null : piece;
}
