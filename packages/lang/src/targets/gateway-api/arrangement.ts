import { overlay, pieceRegex, type Piece } from './piece.js';

/** Texts in this order, with anything or nothing between them. */
export interface Arrangement {
  readonly blocks: readonly Piece[];
  /** True where nothing precedes the first. */
  readonly fromStart: boolean;
  /** True where nothing follows the last. */
  readonly toEnd: boolean;
}

/** What a value is to begin with, to end with, to contain; it is to be no longer than `whole` where there is one. */
export interface Demands {
  readonly whole: Piece | null;
  readonly prefix: Piece | null;
  readonly suffix: Piece | null;
  readonly contains: readonly Piece[];
}

/** Their orders are as many as there are permutations. */
const MOST_CONTAINED = 3;

interface Item {
  readonly piece: Piece;
  readonly isSuffix: boolean;
}

interface State {
  readonly closed: readonly Piece[];
  /** Null before the first. */
  readonly last: Piece | null;
  /** Where in the last block the latest piece begins: the next begins no earlier. */
  readonly from: number;
  readonly toEnd: boolean;
}

/**
 * All the ways in which one value meets all demands: the pieces in every order, apart or overlapping. `abc` contains both `ab`
 * and `bc`, which `ab`, then `bc` alone would miss. Empty where none does; null where they are too many to be written down.
 */
export function arrangements({ whole, prefix, suffix, contains }: Demands): readonly Arrangement[] | null {
  if (contains.length > MOST_CONTAINED) return null;
  const start = whole ?? prefix;
  const items: Item[] = contains.map((piece) => ({ piece, isSuffix: false }));
  if (suffix !== null) items.push({ piece: suffix, isSuffix: true });
  const found = new Map<string, Arrangement>();
  const finish = (state: State): void => {
    const blocks = state.last === null ? state.closed : [...state.closed, state.last];
    const arrangement = { blocks, fromStart: start !== null, toEnd: state.toEnd };
    found.set(JSON.stringify(arrangement), arrangement);
  };
  const go = (state: State, rest: readonly Item[]): void => {
    if (rest.length === 0) finish(state);
    for (const item of rest) {
      const others = rest.filter((other) => other !== item);
      for (const next of placed(state, item)) go(next, others);
    }
  };
  go({ closed: [], last: start, from: 0, toEnd: whole !== null }, items);
  return [...found.values()];
}

function placed(state: State, { piece, isSuffix }: Item): readonly State[] {
  const { closed, last, from, toEnd } = state;
  const states: State[] = [];
  if (!toEnd) {
    const before = last === null ? closed : [...closed, last];
    states.push({ closed: before, last: piece, from: 0, toEnd: isSuffix });
  }
  if (last === null) return states;
  for (let offset = from; offset < last.length; offset++) {
    const end = offset + piece.length;
    if ((toEnd && end > last.length) || (isSuffix && end < last.length)) continue;
    const merged = overlay(last, piece, offset);
    if (merged !== null) states.push({ closed, last: merged, from: offset, toEnd: toEnd || isSuffix });
  }
  return states;
}

/**
 * @param gap what stands for anything between
 * @param end the same at the end
 */
export function arrangementRegex(
  { blocks, fromStart, toEnd }: Arrangement,
  gap: string,
  end: string,
): string {
  return `${fromStart ? '' : gap}${blocks.map(pieceRegex).join(gap)}${toEnd ? '' : end}`;
}
