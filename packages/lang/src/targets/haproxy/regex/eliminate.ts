import type { Deterministic } from '../../../condition/automata/deterministic.js';
import { choice, EMPTY, printRegex, sequence, type Regex } from './syntax.js';

/** More states than that give no text of a usable length. */
const MANY_STATES = 64;

/** What is outside the automaton: before its start, and behind its end. */
const BEFORE = -1;
const BEHIND = -2;

/**
 * An expression for an automaton's language, made by taking out its states one by one. Each of its loops goes from a state to
 * its next visit, so that a turn has no beginning that is one, and nothing that leaves a loop begins like a turn; no value is
 * matched in two ways.
 * @param limit the most characters of its text
 * @returns null where it would be longer
 */
export function eliminateStates({ parts, states, start }: Deterministic, limit: number): Regex | null {
  if (start === null || states.length > MANY_STATES) return null;
  const graph = new Graph(limit);
  graph.add(BEFORE, start, EMPTY);
  states.forEach(({ accepts, next }, from) => {
    next.forEach((to, part) => {
      if (to !== null) graph.add(from, to, { kind: 'characters', characters: parts[part] ?? 0n });
    });
    if (accepts) graph.add(from, BEHIND, EMPTY);
  });
  const left = new Set(states.keys());
  while (left.size > 0 && !graph.isTooLong) {
    const cheapest = [...left].reduce((best, state) => (graph.cost(state) < graph.cost(best) ? state : best));
    graph.takeOut(cheapest);
    left.delete(cheapest);
  }
  return graph.isTooLong ? null : graph.between(BEFORE, BEHIND);
}

class Graph {
  isTooLong = false;
  private readonly limit: number;
  private readonly out = new Map<number, Map<number, Regex>>();
  private readonly into = new Map<number, Set<number>>();

  constructor(limit: number) {
    this.limit = limit;
  }

  between(from: number, to: number): Regex | null {
    return this.out.get(from)?.get(to) ?? null;
  }

  add(from: number, to: number, regex: Regex): void {
    const before = this.between(from, to);
    const both = before === null ? regex : either(before, regex);
    if (printRegex(both).length > this.limit) this.isTooLong = true;
    const ways = this.out.get(from) ?? new Map<number, Regex>();
    this.out.set(from, ways.set(to, both));
    this.into.set(to, (this.into.get(to) ?? new Set<number>()).add(from));
  }

  /** About how much longer all becomes when a state is taken out. */
  cost(state: number): number {
    const entries = this.entries(state);
    const exits = this.exits(state);
    const sum = (ways: readonly (readonly [number, Regex])[]): number =>
      ways.reduce((total, [, regex]) => total + printRegex(regex).length, 0);
    const loop = this.between(state, state);
    return (
      sum(entries) * (exits.length - 1) +
      sum(exits) * (entries.length - 1) +
      (loop === null ? 0 : printRegex(loop).length) * (entries.length * exits.length - 1)
    );
  }

  takeOut(state: number): void {
    const turn = this.between(state, state);
    const loop: Regex = turn === null ? EMPTY : { kind: 'repeat', body: turn, least: 0, most: null };
    const entries = this.entries(state);
    const exits = this.exits(state);
    this.out.delete(state);
    this.into.delete(state);
    for (const [from] of entries) this.out.get(from)?.delete(state);
    for (const [to] of exits) this.into.get(to)?.delete(state);
    for (const [from, entry] of entries) {
      for (const [to, exit] of exits) {
        if (!this.isTooLong) this.add(from, to, sequence([entry, loop, exit]));
      }
    }
  }

  private entries(state: number): readonly (readonly [number, Regex])[] {
    return [...(this.into.get(state) ?? [])].flatMap((from) => {
      const regex = from === state ? null : this.between(from, state);
      return regex === null ? [] : [[from, regex] as const];
    });
  }

  private exits(state: number): readonly (readonly [number, Regex])[] {
    return [...(this.out.get(state) ?? [])].filter(([to]) => to !== state);
  }
}

/** One or the other; nothing or something is an option. */
function either(one: Regex, two: Regex): Regex {
  if (isEmpty(one)) return optional(two);
  return isEmpty(two) ? optional(one) : choice([one, two]);
}

function optional(body: Regex): Regex {
  return isEmpty(body) ? body : { kind: 'repeat', body, least: 0, most: 1 };
}

function isEmpty(regex: Regex): boolean {
  return regex.kind === 'sequence' && regex.items.length === 0;
}
