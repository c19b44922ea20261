import { ANY_CHARACTER, charactersOf, complementOf, sameSet, type CharSet } from '../fusion/char-set.js';
import { anyOf, choice, madeOf, oneOf, optional, sequence, type Tree } from '../fusion/regex-tree.js';

/** Those of a language's texts in which a certain character does not occur. */
export function free(language: Tree, character: string): Tree {
  return madeOf(language, complementOf(charactersOf(character)));
}

/**
 * A part of a longer text: one of a language's texts, which do not hold the terminator, then perhaps padding, then the end or the
 * terminator and anything.
 */
export function terminated(part: Tree, terminator: string, padding: CharSet = []): Tree {
  const inside = complementOf(charactersOf(terminator));
  const open = openings(part, inside);
  // Any further characters up to the terminator, and anything from there on, are simply anything.
  if (open !== null) return sequence(open, anyOf(ANY_CHARACTER));
  const rest = sequence(oneOf(charactersOf(terminator)), anyOf(ANY_CHARACTER));
  return sequence(part, anyOf(padding), optional(rest));
}

/** A language without the characters of a set that may follow in any number; null where not all of its texts may have them. */
function openings(tree: Tree, inside: CharSet): Tree | null {
  if (tree.kind === 'choice') {
    const all = tree.options.map((option) => openings(option, inside));
    const found = all.filter((option) => option !== null);
    return found.length === all.length ? choice(...found) : null;
  }
  const parts = tree.kind === 'sequence' ? tree.parts : [tree];
  const last = parts.at(-1);
  if (last?.kind !== 'repeat' || last.min > 0 || last.max !== null || last.body.kind !== 'set') return null;
  return sameSet(last.body.set, inside) ? sequence(...parts.slice(0, -1)) : null;
}
