import { NO_CHARACTERS, type Characters } from '../../../condition/automata/alphabet.js';
import type { GroupLoop, Positions } from './positions.js';
import { Steps } from './steps.js';

/**
 * Whether every group loop can be possessive without a value that no longer matches: what can be a turn has no beginning that
 * can be one, and where a turn can be taken, what comes after the loop cannot match. Then a loop has one way to go in every
 * run that succeeds, which is the way that a possessive one goes.
 * @returns false also where it is not known
 */
export function areLoopsDetermined(positions: Positions): boolean {
  const steps = new Steps();
  return positions.loops.every(
    (loop) => isPrefixFree(loop, positions, steps) && isLeft(loop, positions, steps),
  );
}

/** Whether no turn is the beginning of a longer one. */
function isPrefixFree(loop: GroupLoop, { reads }: Positions, steps: Steps): boolean {
  const within = (position: number): readonly number[] => loop.within.get(position) ?? [];
  return !canMeet(reads, loop.first, within, loop.first, within, steps, (one, two) => {
    return loop.last.has(one) && within(two).length > 0;
  });
}

/** Whether nothing that comes after the loop begins like a turn. */
function isLeft(loop: GroupLoop, { reads, follow }: Positions, steps: Steps): boolean {
  const within = (position: number): readonly number[] => loop.within.get(position) ?? [];
  const onwards = (position: number): readonly number[] => follow[position] ?? [];
  return !canMeet(reads, loop.first, within, loop.after, onwards, steps, (one) => loop.last.has(one));
}

/**
 * Whether every text that an expression matches ends where no other within it did: then the first one that is found by its
 * beginning is the first by its end.
 */
export function isFirstToEnd({ reads, first, follow, last }: Positions): boolean {
  const onwards = (position: number): readonly number[] => follow[position] ?? [];
  return !canMeet(reads, [...reads.keys()], onwards, first, onwards, new Steps(), (one, two) => {
    return last.has(two) && onwards(one).length > 0;
  });
}

/** Whether one text leads two walks to a pair that is looked for, or the steps end before that is known. */
function canMeet(
  reads: readonly Characters[],
  first: readonly number[],
  firstNext: (position: number) => readonly number[],
  second: readonly number[],
  secondNext: (position: number) => readonly number[],
  steps: Steps,
  isLookedFor: (one: number, two: number) => boolean,
): boolean {
  const seen = new Set<number>();
  const pending: (readonly [readonly number[], readonly number[]])[] = [[first, second]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    for (const one of pair[0]) {
      for (const two of pair[1]) {
        if (!steps.take()) return true;
        if (((reads[one] ?? 0n) & (reads[two] ?? 0n)) === NO_CHARACTERS) continue;
        if (isLookedFor(one, two)) return true;
        const key = one * reads.length + two;
        if (seen.has(key)) continue;
        seen.add(key);
        pending.push([firstNext(one), secondNext(two)]);
      }
    }
  }
  return false;
}
