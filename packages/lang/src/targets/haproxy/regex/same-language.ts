import { NO_CHARACTERS, partition, type Characters } from '../../../condition/automata/alphabet.js';
import type { Deterministic } from '../../../condition/automata/deterministic.js';
import type { Positions } from './positions.js';

/** More pairs of states than that are not compared. */
const MANY_PAIRS = 4096;

/** What both are at after one beginning of a value. */
interface Pair {
  readonly next: readonly number[];
  readonly accepts: boolean;
  readonly state: number | null;
}

/** Whether an expression matches just what an automaton accepts; false also where it is not known. */
export function isSameLanguage(positions: Positions, automaton: Deterministic): boolean {
  const { reads, follow, first, last } = positions;
  const parts = partition([...reads, ...automaton.parts]);
  const partOf = parts.map((part) => automaton.parts.findIndex((wide) => (wide & part) !== NO_CHARACTERS));
  const stepped = (from: readonly number[], part: Characters): readonly number[] =>
    [...new Set(from)]
      .filter((to) => ((reads[to] ?? NO_CHARACTERS) & part) !== NO_CHARACTERS)
      .sort((one, two) => one - two);
  const seen = new Set<string>();
  const pending: Pair[] = [{ next: first, accepts: positions.matchesEmpty, state: automaton.start }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const { next, accepts, state } = pair;
    const known = state === null ? undefined : automaton.states[state];
    if (accepts !== (known?.accepts ?? false)) return false;
    for (const [index, part] of parts.entries()) {
      const at = stepped(next, part);
      const after = known?.next[partOf[index] ?? 0] ?? null;
      const key = `${at.join(' ')}:${after ?? ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MANY_PAIRS) return false;
      if (at.length === 0 && after === null) continue;
      pending.push({
        next: at.flatMap((position) => follow[position] ?? []),
        accepts: at.some((position) => last.has(position)),
        state: after,
      });
    }
  }
  return true;
}
