import { charactersOf, mapCharacters } from './regex-characters.js';
import { choice, EMPTY, isNever, NEVER, repeat, sequence, type RegexTree } from './regex-tree.js';

type Characters = (characters: ReadonlySet<string>) => ReadonlySet<string>;

export function without(excluded: string): Characters {
  return (characters) => new Set([...characters].filter((character) => !excluded.includes(character)));
}

/** Whether it matches the empty text; null where that depends on what stands round it. */
export function matchesEmpty(tree: RegexTree): boolean | null {
  switch (tree.kind) {
    case 'character':
      return false;
    case 'assertion':
      return null;
    case 'sequence': {
      const parts = tree.parts.map(matchesEmpty);
      return parts.includes(false) ? false : parts.includes(null) ? null : true;
    }
    case 'choice': {
      const of = tree.of.map(matchesEmpty);
      return of.includes(true) ? true : of.includes(null) ? null : false;
    }
    case 'repeat':
      return tree.min === 0 ? true : matchesEmpty(tree.of);
  }
}

/** True where a matched text may end with one of these characters. */
export function mayEndIn(tree: RegexTree, ends: string): boolean {
  switch (tree.kind) {
    case 'character':
      return [...charactersOf(tree)].some((character) => ends.includes(character));
    case 'assertion':
      return false;
    case 'sequence': {
      for (const part of tree.parts.toReversed()) {
        if (mayEndIn(part, ends)) return true;
        if (matchesEmpty(part) === false) return false;
      }
      return false;
    }
    case 'choice':
      return tree.of.some((each) => mayEndIn(each, ends));
    case 'repeat':
      return mayEndIn(tree.of, ends);
  }
}

/**
 * What of a tree's texts has a last character, limited by `last`, and other characters, limited by `others`. Null where an
 * assertion of a word's boundary in the middle of something optional is in the way.
 */
export function endingIn(tree: RegexTree, last: Characters, others: Characters): RegexTree | null {
  switch (tree.kind) {
    case 'character':
      return mapCharacters(tree, last);
    case 'assertion':
      return NEVER;
    case 'sequence':
      return sequenceEndingIn(tree.parts, last, others);
    case 'choice': {
      const of = tree.of.map((each) => endingIn(each, last, others));
      return of.some((each) => each === null) ? null : choice(...of.filter((each) => each !== null));
    }
    case 'repeat': {
      const end = endingIn(tree.of, last, others);
      const empty = matchesEmpty(tree.of);
      if (end === null || empty === null) return null;
      const max = tree.max === null ? null : tree.max - 1;
      const min = empty ? 0 : Math.max(tree.min - 1, 0);
      return sequence(repeat(mapCharacters(tree.of, others), min, max), end);
    }
  }
}

function sequenceEndingIn(
  parts: readonly RegexTree[],
  last: Characters,
  others: Characters,
): RegexTree | null {
  const found: RegexTree[] = [];
  let behind: RegexTree[] = [];
  for (const [index, part] of [...parts.entries()].reverse()) {
    const end = endingIn(part, last, others);
    if (end === null) return null;
    const before = parts.slice(0, index).map((each) => mapCharacters(each, others));
    found.push(sequence(...before, end, ...behind));
    if (part.kind === 'assertion') {
      behind = [part, ...behind];
      continue;
    }
    const empty = matchesEmpty(part);
    if (empty === null) return null;
    if (!empty) break;
  }
  return choice(...found.filter((each) => !isNever(each)));
}

/** The same without the texts that end with one of these characters. */
export function notEndingIn(tree: RegexTree, ends: string): RegexTree | null {
  if (!mayEndIn(tree, ends)) return tree;
  const nonEmpty = endingIn(tree, without(ends), (characters) => characters);
  const empty = matchesEmpty(tree);
  if (nonEmpty === null || empty === null) return null;
  return empty ? repeat(nonEmpty, 0, 1) : nonEmpty;
}

/** What matches the same texts read from their end. */
export function reversed(tree: RegexTree): RegexTree {
  switch (tree.kind) {
    case 'character':
    case 'assertion':
      return tree;
    case 'sequence':
      return sequence(...tree.parts.map(reversed).reverse());
    case 'choice':
      return choice(...tree.of.map(reversed));
    case 'repeat':
      return repeat(reversed(tree.of), tree.min, tree.max);
  }
}

/**
 * The same for a text that is no longer the whole: `^` where nothing can stand before it and `$` where nothing can stand behind
 * it hold anyway and go. Null where one stands elsewhere.
 */
export function withoutAnchors(tree: RegexTree, atStart = true, atEnd = true): RegexTree | null {
  switch (tree.kind) {
    case 'character':
      return tree;
    case 'assertion':
      if (tree.at === 'word') return tree;
      return (tree.at === 'start' ? atStart : atEnd) ? EMPTY : null;
    case 'sequence': {
      const isWide = (part: RegexTree): boolean => part.kind !== 'assertion';
      const parts = tree.parts.map((part, index) =>
        withoutAnchors(
          part,
          atStart && !tree.parts.slice(0, index).some(isWide),
          atEnd && !tree.parts.slice(index + 1).some(isWide),
        ),
      );
      return parts.some((part) => part === null) ? null : sequence(...parts.filter((part) => part !== null));
    }
    case 'choice': {
      const of = tree.of.map((each) => withoutAnchors(each, atStart, atEnd));
      return of.some((each) => each === null) ? null : choice(...of.filter((each) => each !== null));
    }
    case 'repeat': {
      const once = tree.max === 1;
      const of = withoutAnchors(tree.of, atStart && once, atEnd && once);
      return of === null ? null : repeat(of, tree.min, tree.max);
    }
  }
}
