import { codePoints, cutsOf, type Acceptor } from './acceptor.js';

/** What stands for characters whose case is ignored. */
const CASE_OFFSET = 32;

function isUpperCase(codePoint: number): boolean {
  return codePoint >= 65 && codePoint <= 90;
}

/** A literal as the automaton compares it, and the cuts that its characters make. */
interface Word {
  readonly letters: readonly number[];
  readonly cuts: readonly number[];
  readonly fold: (codePoint: number) => number;
}

function word(text: string, ignoreCase: boolean): Word {
  const fold = (codePoint: number): number =>
    ignoreCase && isUpperCase(codePoint) ? codePoint + CASE_OFFSET : codePoint;
  const letters = codePoints(text).map(fold);
  const cuts = letters.flatMap((letter) => [
    ...cutsOf(letter, letter),
    ...(ignoreCase && isUpperCase(letter - CASE_OFFSET)
      ? cutsOf(letter - CASE_OFFSET, letter - CASE_OFFSET)
      : []),
  ]);
  return { letters, cuts, fold };
}

/** A state that nothing leads out of. */
const DEAD = -1;

/** Just these texts, as a trie. */
export function oneOf(texts: readonly string[], ignoreCase: boolean): Acceptor {
  const successors = [new Map<number, number>()];
  const ends = new Set<number>();
  const words = texts.map((text) => word(text, ignoreCase));
  for (const { letters } of words) {
    let state = 0;
    for (const letter of letters) {
      const known = successors[state]?.get(letter);
      const next = known ?? successors.push(new Map()) - 1;
      successors[state]?.set(letter, next);
      state = next;
    }
    ends.add(state);
  }
  const { fold } = word('', ignoreCase);
  return {
    start: 0,
    next: (state, codePoint) => successors[state]?.get(fold(codePoint)) ?? DEAD,
    accepts: (state) => ends.has(state),
    isDead: (state) => state === DEAD,
    cuts: words.flatMap(({ cuts }) => cuts),
  };
}

/** Texts that begin so; `delimiter`, where given, must follow unless nothing does. */
export function beginning(text: string, ignoreCase: boolean, delimiter: string | null = null): Acceptor {
  const { letters, cuts, fold } = word(text, ignoreCase);
  const end = delimiter?.codePointAt(0) ?? null;
  const whole = letters.length;
  /** Beyond the delimiter everything goes. */
  const free = whole + 1;
  return {
    start: 0,
    next: (state, codePoint) => {
      if (state === DEAD || state === free) return state;
      if (state < whole) return fold(codePoint) === letters[state] ? state + 1 : DEAD;
      return end === null || codePoint === end ? free : DEAD;
    },
    accepts: (state) => state >= whole,
    isDead: (state) => state === DEAD,
    cuts: end === null ? cuts : [...cuts, ...cutsOf(end, end)],
  };
}

/** Texts that hold this one somewhere, or at their end (Knuth, Morris and Pratt's automaton). */
export function holding(text: string, ignoreCase: boolean, where: 'anywhere' | 'at the end'): Acceptor {
  const { letters, cuts, fold } = word(text, ignoreCase);
  const whole = letters.length;
  const borders = bordersOf(letters);
  return {
    start: 0,
    next: (state, codePoint) => {
      if (state === whole && where === 'anywhere') return whole;
      const letter = fold(codePoint);
      let matched = state === whole ? (borders[whole] ?? 0) : state;
      while (matched > 0 && letters[matched] !== letter) matched = borders[matched] ?? 0;
      return letters[matched] === letter ? matched + 1 : 0;
    },
    accepts: (state) => state === whole,
    isDead: () => false,
    cuts,
  };
}

/** For each length the longest proper beginning of that much of the word which is also its end. */
function bordersOf(letters: readonly number[]): readonly number[] {
  const borders = [0, 0];
  for (let length = 1; length < letters.length; length += 1) {
    let border = borders[length] ?? 0;
    while (border > 0 && letters[border] !== letters[length]) border = borders[border] ?? 0;
    borders.push(letters[border] === letters[length] ? border + 1 : 0);
  }
  return borders;
}

/** Every text. */
export const anything: Acceptor = {
  start: 0,
  next: () => 0,
  accepts: () => true,
  isDead: () => false,
  cuts: [],
};
