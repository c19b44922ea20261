import { ALL_CHARACTERS, NO_CHARACTERS } from '../../../condition/automata/alphabet.js';
import type { Positions } from './positions.js';
import { Steps } from './steps.js';
import { components } from './components.js';

/**
 * Whether a matcher that tries one way after the other takes time linear in the value, whatever the value.
 *
 * Until it succeeds it goes through beginnings of runs, each once, so that its time is their number. That is bounded for each
 * place in the value when no position can be gone from and come back to in two ways with one text (exponential otherwise), and
 * no two positions on different loops such that one text leads from the first to itself, from the first to the second, and
 * from the second to itself (polynomial otherwise): Weber and Seidl, On the degree of ambiguity of finite automata, 1991.
 *
 * A position from which every rest matches ends the search, so that it is gone through once: only what can be tried and given
 * up on the way from it counts, which must be free of loops to be bounded at each place.
 *
 * @returns false also where it is not known
 */
export function isLinear(positions: Positions): boolean {
  const universal = universalPositions(positions);
  const follow = positions.follow.map((ways, from) =>
    isRead(positions, from) && !universal.has(from)
      ? ways.filter((to) => isRead(positions, to) && !universal.has(to))
      : [],
  );
  const component = components(follow);
  const steps = new Steps();
  return (
    !leadsToLoop(positions, universal, follow, component) &&
    !isExponential(positions, follow, component, steps) &&
    !isPolynomial(positions, follow, component, steps) &&
    !steps.areExhausted
  );
}

function isRead({ reads }: Positions, position: number): boolean {
  return (reads[position] ?? NO_CHARACTERS) !== NO_CHARACTERS;
}

/** Positions after which any text may follow: those before a last `.*`, and it. A few more may exist. */
function universalPositions({ reads, follow, last }: Positions): ReadonlySet<number> {
  const all = new Set(
    [...last].filter(
      (position) => reads[position] === ALL_CHARACTERS && follow[position]?.includes(position),
    ),
  );
  return new Set([...last].filter((position) => follow[position]?.some((next) => all.has(next))));
}

type Follow = readonly (readonly number[])[];

/** Whether a loop can be tried and given up on the way from a universal position. */
function leadsToLoop(
  positions: Positions,
  universal: ReadonlySet<number>,
  follow: Follow,
  component: readonly (number | null)[],
): boolean {
  const seen = new Set<number>();
  const pending = [...universal].flatMap((position) =>
    (positions.follow[position] ?? []).filter((to) => isRead(positions, to) && !universal.has(to)),
  );
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (component[at] !== null) return true;
    pending.push(...(follow[at] ?? []));
  }
  return false;
}

/** Whether two ways part within one component and meet again, with one text. */
function isExponential(
  { reads }: Positions,
  follow: Follow,
  component: readonly (number | null)[],
  steps: Steps,
): boolean {
  const size = reads.length;
  const inside = follow.map((ways, from) =>
    ways.filter((to) => component[from] !== null && component[to] === component[from]),
  );
  if (inside.some((ways) => new Set(ways).size < ways.length)) return true;
  // A pair of positions is one number. Pairs that were met, by those they can come from.
  const before = new Map<number, number[]>();
  const pending = inside.flatMap((ways, position) => (ways.length > 0 ? [position * size + position] : []));
  const met = new Set(pending);
  const diagonal = [...pending];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    for (const one of inside[Math.floor(pair / size)] ?? []) {
      for (const two of inside[pair % size] ?? []) {
        if (!steps.take()) return true;
        if (((reads[one] ?? 0n) & (reads[two] ?? 0n)) === NO_CHARACTERS) continue;
        const next = one * size + two;
        const sources = before.get(next) ?? [];
        before.set(next, [...sources, pair]);
        if (met.has(next)) continue;
        met.add(next);
        pending.push(next);
      }
    }
  }
  // Back from where both are at one position: every pair met there parted before and meets again.
  const back = new Set(diagonal);
  const waiting = [...diagonal];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    if (Math.floor(pair / size) !== pair % size) return true;
    for (const source of before.get(pair) ?? []) {
      if (back.has(source)) continue;
      back.add(source);
      waiting.push(source);
    }
  }
  return false;
}

/** Whether one text leads from a position to itself, from it to another component's, and from that to itself. */
function isPolynomial(
  positions: Positions,
  follow: Follow,
  component: readonly (number | null)[],
  steps: Steps,
): boolean {
  const looping = follow.flatMap((_, position) => (component[position] === null ? [] : [position]));
  return looping.some((from) =>
    looping.some(
      (to) => component[to] !== component[from] && movesOver(positions, follow, component, from, to, steps),
    ),
  );
}

function movesOver(
  { reads }: Positions,
  follow: Follow,
  component: readonly (number | null)[],
  from: number,
  to: number,
  steps: Steps,
): boolean {
  const size = reads.length;
  const stays = (at: number): readonly number[] =>
    (follow[at] ?? []).filter((next) => component[next] === component[at]);
  const seen = new Set<number>();
  const pending: (readonly [number, number, number])[] = [[from, from, to]];
  for (let triple = pending.pop(); triple !== undefined; triple = pending.pop()) {
    const [first, middle, second] = triple;
    for (const one of stays(first)) {
      for (const two of stays(second)) {
        const common = (reads[one] ?? 0n) & (reads[two] ?? 0n);
        if (!steps.take()) return true;
        if (common === NO_CHARACTERS) continue;
        for (const between of follow[middle] ?? []) {
          if (!steps.take()) return true;
          if ((common & (reads[between] ?? 0n)) === NO_CHARACTERS) continue;
          if (one === from && between === to && two === to) return true;
          const key = (one * size + between) * size + two;
          if (seen.has(key)) continue;
          seen.add(key);
          pending.push([one, between, two]);
        }
      }
    }
  }
  return false;
}
