import {
  characterTree,
  charactersOf,
  mapCharacters,
  PLAIN_CHARACTERS,
} from '../../condition/regex-characters.js';
import { without } from '../../condition/regex-ends.js';
import {
  ANYTHING,
  choice,
  literalTree,
  repeat,
  sequence,
  type RegexTree,
} from '../../condition/regex-tree.js';

/** Those of a language's texts in which a certain character does not occur. */
export function free(language: RegexTree, character: string): RegexTree {
  return mapCharacters(language, without(character));
}

/** Any number of these characters. */
export function anyOf(characters: string): RegexTree {
  return repeat(characterTree(new Set(characters)), 0, null);
}

/** Any number of other characters. */
export function noneOf(character: string): RegexTree {
  return repeat(characterTree(without(character)(PLAIN_CHARACTERS)), 0, null);
}

export function optional(language: RegexTree): RegexTree {
  return repeat(language, 0, 1);
}

/**
 * A part of a longer text: one of a language's texts, which do not hold the terminator, then perhaps padding, then the end or the
 * terminator and anything.
 */
export function terminated(part: RegexTree, terminator: string, padding = ''): RegexTree {
  const opening = openingOf(part, terminator);
  // Any further characters up to the terminator, and anything from there on, are simply anything.
  if (opening !== null) return sequence(opening, ANYTHING);
  const behind = optional(sequence(literalTree(terminator), ANYTHING));
  return padding === '' ? sequence(part, behind) : sequence(part, anyOf(padding), behind);
}

/**
 * A language without the characters at its end that may follow in any number: all but the terminator. Null where not all of its texts
 * may have them.
 */
export function openingOf(tree: RegexTree, terminator: string): RegexTree | null {
  if (tree.kind === 'choice') {
    const openings = tree.of.map((each) => openingOf(each, terminator));
    const found = openings.filter((opening) => opening !== null);
    return found.length === openings.length ? choice(...found) : null;
  }
  const parts = tree.kind === 'sequence' ? tree.parts : [tree];
  const last = parts.at(-1);
  if (last?.kind !== 'repeat' || last.min > 0 || last.max !== null || last.of.kind !== 'character')
    return null;
  const characters = charactersOf(last.of);
  const isOpen = characters.size === PLAIN_CHARACTERS.size - 1 && !characters.has(terminator);
  return isOpen ? sequence(...parts.slice(0, -1)) : null;
}
