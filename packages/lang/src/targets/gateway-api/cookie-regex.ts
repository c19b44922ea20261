import { RE2JS } from 're2js';
import { quoteRegex } from '../../condition/regex-text.js';
import { arrangementRegex } from './arrangement.js';
import { regexParts, withoutAnchors, type RegexPart } from './regex-parts.js';
import { shapesOf, type ValueSet } from './value-set.js';

/** One named cookie and what its value may be. */
export interface CookieDemand {
  readonly name: string;
  readonly values: ValueSet;
}

/** What stands between two cookies; white space before a name and after a value belongs to neither. */
const BLANKS = '[ \\t]*';
/** One of no characters. */
const NOTHING = '[^\\x00-\\x{10FFFF}]';

/**
 * A regular expression for a whole Cookie line that has all these cookies, each once: one in either order for two, one in six
 * for three. Null where a value cannot be told from what follows its `;`.
 */
export function cookieLineRegex(cookies: readonly CookieDemand[]): string | null {
  const texts: string[] = [];
  for (const { name, values } of cookies) {
    const value = cookieValueRegex(values);
    if (value === null) return null;
    texts.push(`${BLANKS}${quoteRegex(name)}=${value}${BLANKS}`);
  }
  const orders = permutations(texts).map((order) => `(?:.*;)?${order.join(';(?:.*;)?')}(?:;.*)?`);
  return orders.length === 1 ? `^${orders.join('')}$` : `^(?:${orders.join('|')})$`;
}

function cookieValueRegex(set: ValueSet): string | null {
  if (set.values !== null) return anyOf(set.values.map(quoteRegex));
  const [only] = set.tests;
  if (only?.op === 'regex') return set.tests.length > 1 ? null : withoutSemicolons(only.pattern);
  if (only === undefined) return '[^;]*';
  const shapes = shapesOf(set.tests);
  if (shapes === null) return null;
  const arranged = shapes.arranged.map((arrangement) => {
    // Blanks at the end are no part of the value, so that one that is asked for needs something after it.
    const isBlankAtEnd = /[ \t]$/.test(arrangement.blocks.at(-1)?.at(-1) ?? '');
    return arrangementRegex(arrangement, '[^;]*', isBlankAtEnd ? '[^;]*[^; \\t]' : '[^;]*');
  });
  return anyOf([...shapes.exact.map(quoteRegex), ...arranged]);
}

function anyOf(regexes: readonly string[]): string {
  return regexes.length === 1 ? regexes.join('') : `(?:${regexes.join('|')})`;
}

/** The same regular expression, in which no character may be a semicolon; null where that is not found. */
function withoutSemicolons(pattern: string): string | null {
  let text = '';
  for (const part of withoutAnchors(regexParts(pattern))) {
    const replaced = withoutSemicolon(part);
    if (replaced === null) return null;
    text += replaced;
  }
  return `(?:${text})`;
}

function withoutSemicolon({ kind, text }: RegexPart): string | null {
  switch (kind) {
    case 'dot':
      return '[^;]';
    case 'character':
      return RE2JS.compile(text === ' ' ? text : escapedAlone(text)).matches(';') ? NOTHING : text;
    case 'class':
      return classWithoutSemicolon(text);
    case 'open':
    case 'close':
    case 'or':
    case 'repeat':
      return text;
    // Where the value begins in the line is none of its business.
    case 'start':
    case 'end':
    case 'other':
      return null;
  }
}

/** A character as it may stand alone: `{` and `]` are parts of nothing there either. */
function escapedAlone(text: string): string {
  return text.startsWith('\\') ? text : quoteRegex(text);
}

function classWithoutSemicolon(text: string): string | null {
  const opposites: Readonly<Record<string, string>> = {
    '\\D': '[^\\d;]',
    '\\W': '[^\\w;]',
    '\\S': '[^\\s;]',
  };
  const opposite = opposites[text];
  if (opposite !== undefined) return opposite;
  if (text === '\\C') return null;
  if (text.startsWith('[^')) return `[^;${text.slice(2).replace(/^[\]-](?=.)/, '\\$&')}`;
  return RE2JS.compile(text).matches(';') ? null : text;
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}
