import { charactersOf, characterTree, PLAIN_CHARACTERS } from '../../condition/regex-characters.js';
import {
  ANYTHING,
  choice,
  literalTree,
  sequence,
  type RegexCharacter,
  type RegexTree,
} from '../../condition/regex-tree.js';

/** Characters in a row, each out of a set. */
export type Word = readonly ReadonlySet<string>[];

/**
 * The texts that consist of words in order with anything between them: `[ab, c]` is `ab.*c`. The first word stands at the start,
 * the last at the end; an empty one there leaves that end open.
 */
export type WordPattern = readonly Word[];

/** No language is written out into more patterns. */
export const MOST_PATTERNS = 64;
/** No word is repeated more often. */
const MOST_REPEATS = 64;

/** A language as the union of word patterns; null where it is none, as for `[0-9]+`, or one of too many. */
export function wordPatterns(tree: RegexTree): readonly WordPattern[] | null {
  switch (tree.kind) {
    case 'character':
      return [[[wordCharacters(tree)]]];
    case 'assertion':
      return null;
    case 'sequence':
      return joined(tree.parts.map(wordPatterns));
    case 'choice': {
      const all: WordPattern[] = [];
      for (const option of tree.of) {
        const patterns = wordPatterns(option);
        if (patterns === null || all.length + patterns.length > MOST_PATTERNS) return null;
        all.push(...patterns);
      }
      return all;
    }
    case 'repeat': {
      const { of, min, max } = tree;
      if (min > MOST_REPEATS || (max !== null && max > MOST_REPEATS)) return null;
      const once = wordPatterns(of);
      const fewest = Array.from({ length: min }, () => once);
      if (max === null) {
        const isGap = of.kind === 'character' && charactersOf(of).size === PLAIN_CHARACTERS.size;
        return isGap ? joined([...fewest, [[[], []]]]) : null;
      }
      const all: WordPattern[] = [];
      for (let times = min; times <= max; times += 1) {
        const patterns = joined([...fewest, ...Array.from({ length: times - min }, () => once)]);
        if (patterns === null || all.length + patterns.length > MOST_PATTERNS) return null;
        all.push(...patterns);
      }
      return all;
    }
  }
}

/** One after the other, in every combination. */
function joined(parts: readonly (readonly WordPattern[] | null)[]): readonly WordPattern[] | null {
  let all: readonly WordPattern[] = [[[]]];
  for (const patterns of parts) {
    if (patterns === null || all.length * patterns.length > MOST_PATTERNS) return null;
    all = all.flatMap((left) => patterns.map((right) => joinedPair(left, right)));
  }
  return all;
}

function joinedPair(left: WordPattern, right: WordPattern): WordPattern {
  const [first = [], ...rest] = right;
  const words = [...left.slice(0, -1), [...(left.at(-1) ?? []), ...first], ...rest];
  // Words between two others that are empty say nothing: `.*.*` is `.*`.
  return words.filter((word, index) => index === 0 || index === words.length - 1 || word.length > 0);
}

/** The texts that at least one of the patterns stands for. */
export function patternsTree(patterns: readonly WordPattern[]): RegexTree {
  return choice(...patterns.map(patternTree));
}

function patternTree(pattern: WordPattern): RegexTree {
  const parts = pattern.flatMap((word, index) => [...(index === 0 ? [] : [ANYTHING]), ...word.map(oneOf)]);
  return sequence(...parts);
}

function oneOf(characters: ReadonlySet<string>): RegexTree {
  const [only] = characters;
  return characters.size === 1 && only !== undefined ? literalTree(only) : characterTree(characters);
}

/** Characters beyond ASCII come from texts alone, each by itself: values that are tested by regular expressions have none. */
function wordCharacters(character: RegexCharacter): ReadonlySet<string> {
  return /^[^\0-\x7f]$/u.test(character.text) ? new Set([character.text]) : charactersOf(character);
}

/** The patterns without those that another one makes superfluous, shorter ones first. */
export function withoutCovered(patterns: readonly WordPattern[]): readonly WordPattern[] {
  const kept: WordPattern[] = [];
  for (const pattern of [...patterns].sort((left, right) => left.length - right.length)) {
    if (kept.some((other) => covers(other, pattern))) continue;
    const needed = kept.filter((other) => !covers(pattern, other));
    kept.splice(0, kept.length, ...needed, pattern);
  }
  return kept;
}

/** Whether each text of the inner pattern is certainly one of the outer: its words are found in order within the inner ones. */
function covers(outer: WordPattern, inner: WordPattern): boolean {
  if (outer.length === 1) return inner.length === 1 && wordWithin(outer[0], inner[0], 0, true);
  const [first = [], ...others] = outer;
  const last = others.pop() ?? [];
  const [start = []] = inner;
  if (!wordWithin(first, start, 0, false)) return false;
  let place = { word: 0, at: first.length };
  for (const word of others) {
    const found = findWord(word, inner, place);
    if (found === null) return false;
    place = found;
  }
  const end = inner.at(-1) ?? [];
  const from = end.length - last.length;
  const isFree = inner.length - 1 > place.word || from >= place.at;
  return from >= 0 && isFree && wordWithin(last, end, from, false);
}

/** The place behind the first occurrence of a word from a place on. */
function findWord(
  word: Word,
  inner: WordPattern,
  from: { readonly word: number; readonly at: number },
): { word: number; at: number } | null {
  for (let index = from.word; index < inner.length; index += 1) {
    const within = inner[index] ?? [];
    for (let at = index === from.word ? from.at : 0; at + word.length <= within.length; at += 1) {
      if (wordWithin(word, within, at, false)) return { word: index, at: at + word.length };
    }
  }
  return null;
}

function wordWithin(word: Word = [], within: Word = [], at: number, isWhole: boolean): boolean {
  if (isWhole ? word.length !== within.length : at + word.length > within.length) return false;
  return word.every((set, index) => isWithin(within[at + index], set));
}

function isWithin(inner: ReadonlySet<string> = new Set(), outer: ReadonlySet<string>): boolean {
  return [...inner].every((character) => outer.has(character));
}
