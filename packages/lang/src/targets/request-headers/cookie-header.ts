import { mayEndIn, notEndingIn } from '../../condition/regex-ends.js';
import {
  ANYTHING,
  choice,
  EMPTY,
  literalTree,
  sequence,
  type RegexTree,
} from '../../condition/regex-tree.js';
import { anyOf, free, openingOf, optional, terminated } from './terminated.js';

/** A cookie and the values it may have. */
export interface CookieValues {
  readonly name: string;
  readonly values: RegexTree;
}

/** So many cookies can be in so many orders that one expression gets too long. */
export const MOST_COOKIES = 3;

/** Blanks at the end are no part of a cookie's value. */
const BLANKS = '\t ';
const SEMICOLON = literalTree(';');
const BEFORE = optional(sequence(ANYTHING, SEMICOLON));

/**
 * The cookie headers in which each of these cookies has one of its values. Each name is there once, as in every plain request,
 * so that a cookie of that name is the first one. Null where a word boundary within a value is in the way.
 */
export function cookieHeader(cookies: readonly CookieValues[]): RegexTree | null {
  const pairs = cookies.map(pair);
  const found = pairs.filter((each) => each !== null);
  return found.length < pairs.length
    ? null
    : choice(...orders(found).map((order) => sequence(BEFORE, inOrder(order))));
}

interface Pair {
  readonly name: RegexTree;
  readonly values: RegexTree;
  /** The blanks behind them. */
  readonly blanks: RegexTree;
}

function pair({ name, values }: CookieValues): Pair | null {
  const own = free(values, ';');
  const opening = openingOf(own, ';');
  // Behind what does not end with a blank itself, blanks at the end may as well be taken for a part of the value.
  if (opening !== null && !mayEndIn(opening, BLANKS))
    return { name: literalTree(`${name}=`), values: own, blanks: EMPTY };
  const bare = notEndingIn(own, BLANKS);
  return bare && { name: literalTree(`${name}=`), values: bare, blanks: anyOf(BLANKS) };
}

function inOrder([first, ...others]: readonly Pair[]): RegexTree {
  if (first === undefined) return ANYTHING;
  const start = sequence(anyOf(BLANKS), first.name);
  if (others.length === 0) return sequence(start, terminated(first.values, ';', BLANKS));
  return sequence(start, first.values, first.blanks, SEMICOLON, BEFORE, inOrder(others));
}

function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) =>
    orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
