/**
 * A deterministic automaton over code points whose states are made as they are reached. States are numbers of its own; asking
 * for the successor of a state that it never gave out is a bug of the caller.
 */
export interface Acceptor {
  readonly start: number;
  next(state: number, codePoint: number): number;
  accepts(state: number): boolean;
  /** True where it is known that nothing that follows will be accepted; false does not mean that something will. */
  isDead(state: number): boolean;
  /**
   * Where characters that it treats alike begin: between one of these code points and the next, any character leads to the same
   * states. In no order, 0 left out.
   */
  readonly cuts: readonly number[];
  /** What its steps have cost so far beyond one look-up each; absent where that is all. */
  readonly cost?: () => number;
}

/** Whether a text leads to a state that accepts. */
export function acceptsText(acceptor: Acceptor, text: string): boolean {
  let state = acceptor.start;
  for (const character of text) state = acceptor.next(state, character.codePointAt(0) ?? 0);
  return acceptor.accepts(state);
}

export function codePoints(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

/** Code points from `first` to `last` as cuts: where they begin, and where what follows them does. */
export function cutsOf(first: number, last: number): readonly number[] {
  return [first, last + 1];
}
