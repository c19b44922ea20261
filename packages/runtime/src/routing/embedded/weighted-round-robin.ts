import { sameWeights, type Weights } from '../../config/weights.js';

/** Whose turn it is, request by request. */
export interface WeightedRoundRobin {
  /** The version of the next request; null when none has a share. */
  next(): string | null;
  change(weights: Weights): void;
}

interface Turn {
  readonly label: string;
  readonly share: number;
  /** How far the version is behind what its share promises, times the sum of the shares. */
  credit: number;
}

/**
 * Smooth weighted round robin: deterministic, interleaved, and exact. Each pick credits every version with its share and
 * takes the whole sum from the one with most credit (ties go by label), so that no version is ever a full request away
 * from its due and 90/10 gives 9 and 1 in every ten. A version without a share is never picked.
 *
 * Credits live on through a change of weights, or frequent small changes would always favour the largest share; when a
 * version joins or leaves, what is due from before has no meaning any more and a new round begins.
 */
export function weightedRoundRobin(initial: Weights): WeightedRoundRobin {
  let weights = initial;
  let turns = turnsOf(initial);
  let sum = sumOf(turns);

  return {
    next() {
      let best: Turn | null = null;
      for (const turn of turns) {
        turn.credit += turn.share;
        if (best === null || turn.credit > best.credit) best = turn;
      }
      if (best === null) return null;
      best.credit -= sum;
      return best.label;
    },
    change(next) {
      if (sameWeights(weights, next)) return;
      const credits = new Map(turns.map((turn) => [turn.label, turn.credit]));
      const changed = turnsOf(next);
      if (changed.length === credits.size && changed.every((turn) => credits.has(turn.label))) {
        for (const turn of changed) turn.credit = credits.get(turn.label) ?? 0;
      }
      weights = next;
      turns = changed;
      sum = sumOf(changed);
    },
  };
}

function turnsOf(weights: Weights): readonly Turn[] {
  return [...weights]
    .filter(([, share]) => share > 0)
    .map(([label, share]) => ({ label, share, credit: 0 }))
    .sort((left, right) => (left.label < right.label ? -1 : 1));
}

function sumOf(turns: readonly Turn[]): number {
  return turns.reduce((sum, turn) => sum + turn.share, 0);
}
