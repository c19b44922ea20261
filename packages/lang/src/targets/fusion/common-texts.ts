import { MOST_PATTERNS, withoutCovered, type Word, type WordPattern } from './word-patterns.js';

/** How many ways to lay two patterns over each other are tried at most. */
const MOST_STEPS = 20_000;

/**
 * The texts that both of two unions of patterns stand for: `.*ab.*` and `.*bc.*` have `.*ab.*bc.*`, `.*bc.*ab.*` and `.*abc.*` in
 * common. Null where there are too many ways for the words to overlap.
 */
export function commonPatterns(
  left: readonly WordPattern[],
  right: readonly WordPattern[],
): readonly WordPattern[] | null {
  const search = new Search();
  for (const first of left) {
    for (const second of right) search.overlay(first, second);
  }
  const found = search.isExhausted ? null : withoutCovered(search.found);
  return found === null || found.length > MOST_PATTERNS ? null : found;
}

/** A pattern of which some words are already placed. */
interface Side {
  readonly words: readonly Word[];
  /** The index of the next word. */
  readonly next: number;
  /** Where its last word ended within the current block; 0 where it ended before. */
  readonly end: number;
}

/**
 * Words of two patterns are placed by their starts, each either over the block of words that is the last so far or behind it,
 * with anything between: every text that has all words has them in one of these arrangements.
 */
class Search {
  readonly found: WordPattern[] = [];
  isExhausted = false;
  private steps = 0;

  overlay(left: WordPattern, right: WordPattern): void {
    const [first = []] = left;
    const [second = []] = right;
    const block = laidOver(laidOver([], first, 0), second, 0);
    if (block === null) return;
    this.place(
      [],
      block,
      0,
      { words: left, next: 1, end: first.length },
      { words: right, next: 1, end: second.length },
    );
  }

  private place(before: WordPattern, block: Word, lastStart: number, left: Side, right: Side): void {
    this.steps += 1;
    if (this.steps > MOST_STEPS || this.isExhausted) {
      this.isExhausted = true;
      return;
    }
    if (isDone(left) && isDone(right)) {
      this.finish(before, block, left, right);
      return;
    }
    this.placeNext(before, block, lastStart, left, (side, rest, from, placed) =>
      this.place(rest, placed, from, side, rest === before ? right : { ...right, end: 0 }),
    );
    this.placeNext(before, block, lastStart, right, (side, rest, from, placed) =>
      this.place(rest, placed, from, rest === before ? left : { ...left, end: 0 }, side),
    );
  }

  private placeNext(
    before: WordPattern,
    block: Word,
    lastStart: number,
    side: Side,
    go: (side: Side, before: WordPattern, start: number, block: Word) => void,
  ): void {
    if (isDone(side)) return;
    const word = side.words[side.next] ?? [];
    const next = side.next + 1;
    for (let start = Math.max(lastStart, side.end); start < block.length; start += 1) {
      const placed = laidOver(block, word, start);
      if (placed !== null) go({ ...side, next, end: start + word.length }, before, start, placed);
    }
    go({ ...side, next, end: word.length }, [...before, block], 0, word);
  }

  private finish(before: WordPattern, block: Word, left: Side, right: Side): void {
    const closed = [left, right].filter(endsClosed);
    if (closed.some(({ end }) => end !== block.length)) return;
    this.found.push(closed.length > 0 ? [...before, block] : [...before, block, []]);
  }
}

/** True when all its words are placed; an empty last word, which leaves the end open, needs no place. */
function isDone({ words, next }: Side): boolean {
  return next >= words.length || (next === words.length - 1 && words[next]?.length === 0);
}

function endsClosed({ words }: Side): boolean {
  return words.length === 1 || (words.at(-1) ?? []).length > 0;
}

/** A word laid over a block, which becomes longer where the word reaches beyond; null where they have no text in common. */
function laidOver(block: Word | null, word: Word, start: number): Word | null {
  if (block === null) return null;
  const both = Array.from({ length: Math.max(block.length, start + word.length) }, (_, index) => {
    const own = block[index];
    const other = index >= start ? word[index - start] : undefined;
    return common(own, other);
  });
  return both.some((characters) => characters.size === 0) ? null : both;
}

function common(
  own: ReadonlySet<string> | undefined,
  other: ReadonlySet<string> | undefined,
): ReadonlySet<string> {
  if (own === undefined || other === undefined) return own ?? other ?? new Set();
  return new Set([...own].filter((character) => other.has(character)));
}
