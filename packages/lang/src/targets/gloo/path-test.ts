import { charactersOf } from '../../condition/regex-characters.js';
import { matchesEmpty } from '../../condition/regex-ends.js';
import {
  choice,
  EMPTY,
  isNever,
  NEVER,
  repeat,
  sequence,
  type RegexTree,
} from '../../condition/regex-tree.js';
import { printRegex } from '../../condition/print-regex.js';
import type { ValueMatch } from '../fusion/value-match.js';
import type { PathTest } from './objects.js';

/** What Gloo takes in an exact path or a prefix; it looks at no regular expression. */
const ACCEPTED = /^(?:[A-Za-z0-9/:@._~!$&'()*+,=;-]|%[0-9a-fA-F]{2})*$/;
const REFUSED = /\/\/|\/\.{1,2}(?:\/|$)|%2f|#/i;

/** True for a text that Gloo takes as a path or the beginning of one. */
export function isPathText(text: string): boolean {
  return text.startsWith('/') && ACCEPTED.test(text) && !REFUSED.test(text);
}

/** A test of the path by itself; the language is what a regular expression is made of where Gloo refuses the text. */
export function pathTest(match: ValueMatch, language: RegexTree): PathTest {
  switch (match.kind) {
    case 'present':
      return { prefix: '/' };
    case 'exact':
      return isPathText(match.value) ? { exact: match.value } : { regex: printRegex(language) };
    case 'prefix':
      return isPathText(match.value) ? { prefix: match.value } : { regex: printRegex(language) };
    case 'regex':
      return { regex: match.regex === '' ? '^$' : match.regex };
  }
}

/**
 * An expression for those of a language's texts that begin with a slash, which is its first character too: the route of a table is
 * refused where its expression does not begin like the prefix under which the table is. Its `regex` is null where no text does; null
 * itself where a word boundary stands in the way.
 */
export function slashedRegex(language: RegexTree): { readonly regex: string | null } | null {
  const rest = afterSlash(language);
  if (rest === null) return null;
  if (isNever(rest)) return { regex: null };
  // Printed as a whole, all of it might stand in one group.
  return { regex: rest.kind === 'choice' ? `/(?:${printRegex(rest)})` : `/${printRegex(rest)}` };
}

/** What follows a slash; null where a word boundary stands before it. */
function afterSlash(tree: RegexTree): RegexTree | null {
  switch (tree.kind) {
    case 'character':
      return charactersOf(tree).has('/') ? EMPTY : NEVER;
    case 'assertion':
      return null;
    case 'sequence': {
      const found: RegexTree[] = [];
      for (const [index, part] of tree.parts.entries()) {
        const rest = afterSlash(part);
        const isOptional = matchesEmpty(part);
        if (rest === null || isOptional === null) return null;
        found.push(sequence(rest, ...tree.parts.slice(index + 1)));
        if (!isOptional) break;
      }
      return choice(...found.filter((each) => !isNever(each)));
    }
    case 'choice': {
      const rests = tree.of.map(afterSlash);
      const known = rests.filter((rest) => rest !== null);
      return known.length < rests.length ? null : choice(...known.filter((rest) => !isNever(rest)));
    }
    case 'repeat': {
      const rest = afterSlash(tree.of);
      const others = repeat(tree.of, Math.max(0, tree.min - 1), tree.max === null ? null : tree.max - 1);
      return rest && sequence(rest, others);
    }
  }
}
