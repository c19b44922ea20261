import {
  ALL_CHARACTERS,
  NO_CHARACTERS,
  partition,
  type Characters,
} from '../../../condition/automata/alphabet.js';
import type { Positions } from './positions.js';

/** How many runs may have read the same beginning of a value. */
export const MOST_RUNS = 64;

/** More sets of runs than that are not looked through. */
const MOST_SETS = 2_048;

/**
 * Whether a matcher that tries one way after the other takes time linear in the value, whatever the value, and with a small
 * factor: `(a?){30}` is free of loops and takes a thousand million steps.
 *
 * Until it succeeds the matcher goes through beginnings of runs, each once. So all sets of runs that some text leads to are
 * looked through, each position with the number of ways to it: none may have more than `MOST_RUNS`. Where two ways round a
 * loop have one text, or one leads from a loop to another, numbers grow with the text and the bound is passed.
 *
 * A position from which every rest matches ends the search, so that it is gone through once: only what can be tried and given
 * up on the way from it counts, which must have an end for it to be bounded at each place.
 *
 * @returns false also where it is not known
 */
export function isLinear(positions: Positions): boolean {
  const search = new RunSearch(positions);
  if (!search.isBounded(positions.first)) return false;
  return [...search.universal].every(
    (position) => search.most(positions.follow[position] ?? []) <= MOST_RUNS,
  );
}

/** Positions that can be read next, by the number of ways to them. */
type Ways = ReadonlyMap<number, number>;

class RunSearch {
  /** Positions after which any text may follow: those before a last `.*`, and it. A few more may exist. */
  readonly universal: ReadonlySet<number>;
  private readonly positions: Positions;
  private readonly parts: readonly Characters[];
  private readonly known = new Map<string, number>();

  constructor(positions: Positions) {
    const { reads, follow, last } = positions;
    const all = new Set(
      [...last].filter(
        (position) => reads[position] === ALL_CHARACTERS && follow[position]?.includes(position),
      ),
    );
    this.universal = new Set([...last].filter((position) => follow[position]?.some((next) => all.has(next))));
    this.positions = positions;
    this.parts = partition(reads);
  }

  /** Whether no text leads to more runs than may be. */
  isBounded(first: readonly number[]): boolean {
    const start = counted(first);
    const seen = new Set([keyOf(start)]);
    const pending = [start];
    for (let ways = pending.pop(); ways !== undefined; ways = pending.pop()) {
      for (const { runs, next } of this.steps(ways)) {
        if (runs > MOST_RUNS) return false;
        const key = keyOf(next);
        if (seen.has(key)) continue;
        if (seen.size > MOST_SETS) return false;
        seen.add(key);
        pending.push(next);
      }
    }
    return true;
  }

  /** The most steps that a text takes from here until no run is left; infinite where it can go on. */
  most(first: readonly number[]): number {
    return this.mostFrom(counted(first));
  }

  private mostFrom(ways: Ways): number {
    const key = keyOf(ways);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // Whoever comes back to it while it is being looked at has found a loop.
    this.known.set(key, Infinity);
    let most = 0;
    for (const { runs, next } of this.steps(ways)) {
      if (this.known.size > MOST_SETS) return Infinity;
      most = Math.max(most, runs + this.mostFrom(next));
    }
    this.known.set(key, most);
    return most;
  }

  /** What each kind of character leads to, apart from positions that end the search. */
  private steps(ways: Ways): readonly { readonly runs: number; readonly next: Ways }[] {
    const { reads, follow } = this.positions;
    return this.parts.flatMap((part) => {
      const next = new Map<number, number>();
      let runs = 0;
      for (const [position, count] of ways) {
        if (this.universal.has(position)) continue;
        if (((reads[position] ?? NO_CHARACTERS) & part) === NO_CHARACTERS) continue;
        runs += count;
        for (const after of follow[position] ?? []) next.set(after, (next.get(after) ?? 0) + count);
      }
      return runs === 0 ? [] : [{ runs, next }];
    });
  }
}

function counted(positions: readonly number[]): Ways {
  const ways = new Map<number, number>();
  for (const position of positions) ways.set(position, (ways.get(position) ?? 0) + 1);
  return ways;
}

function keyOf(ways: Ways): string {
  return [...ways]
    .sort(([one], [two]) => one - two)
    .map(([position, count]) => `${position}*${count}`)
    .join(' ');
}
