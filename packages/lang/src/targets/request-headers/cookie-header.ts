import { textTree } from '../fusion/atom-language.js';
import { ANY_CHARACTER, BLANKS, charactersOf } from '../fusion/char-set.js';
import { anyOf, choice, oneOf, optional, sequence, type Tree } from '../fusion/regex-tree.js';
import { endingOutside } from '../fusion/text-ends.js';
import { free, terminated } from './terminated.js';

/** A cookie and the values it may have. */
export interface CookieValues {
  readonly name: string;
  readonly values: Tree;
}

/** So many cookies can be in so many orders that one expression gets too long. */
export const MOST_COOKIES = 3;

/**
 * The cookie headers in which each of these cookies has one of its values. Each name is there once, as in every plain request,
 * so that a cookie of that name is the first one.
 */
export function cookieHeader(cookies: readonly CookieValues[]): Tree {
  return choice(...orders(cookies).map(inOrder));
}

function inOrder(cookies: readonly CookieValues[]): Tree {
  const [first, ...others] = cookies;
  if (first === undefined) return anyOf(ANY_CHARACTER);
  return sequence(
    optional(sequence(anyOf(ANY_CHARACTER), SEMICOLON, anyOf(BLANKS))),
    cookieThen(first, others),
  );
}

const SEMICOLON = oneOf(charactersOf(';'));

function cookieThen(cookie: CookieValues, [next, ...others]: readonly CookieValues[]): Tree {
  const name = textTree(`${cookie.name}=`, false);
  // Blanks at the end are no part of the value.
  const values = endingOutside(free(cookie.values, ';'), BLANKS);
  if (next === undefined) return sequence(name, terminated(values, ';', BLANKS));
  const between = [
    anyOf(BLANKS),
    SEMICOLON,
    optional(sequence(anyOf(ANY_CHARACTER), SEMICOLON)),
    anyOf(BLANKS),
  ];
  return sequence(name, values, ...between, cookieThen(next, others));
}

function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) =>
    orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
