import type { GiveWay } from './give-way.js';

/** Long work in pieces: it yields wherever it may be interrupted, and returns what it comes to. */
export type InPieces<T> = Generator<undefined, T>;

/** Does the work, giving way between its pieces. */
export async function inTurns<T>(work: InPieces<T>, giveWay: GiveWay): Promise<T> {
  for (;;) {
    const piece = work.next();
    if (piece.done === true) return piece.value;
    const turn = giveWay();
    if (turn !== null) await turn;
  }
}

/** Does the work in one go. */
export function atOnce<T>(work: InPieces<T>): T {
  for (;;) {
    const piece = work.next();
    if (piece.done === true) return piece.value;
  }
}
