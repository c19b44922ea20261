import { isAlwaysPresent, type Atom } from '../atom.js';
import type { Acceptor } from './acceptor.js';
import { partsOf, type Part } from './parts.js';
import { plainValues } from './plain-values.js';

/** The plain values of one field for which the same of its atoms hold. */
export interface Region {
  /** Which atoms hold, in the order given. */
  readonly signs: readonly boolean[];
  /** Values of this region, the shortest first; undefined stands for a request without the field. */
  readonly values: readonly (string | undefined)[];
}

export interface Regions {
  readonly regions: readonly Region[];
  /** False where the search was given up: there may be more regions. */
  readonly isComplete: boolean;
}

/** How many values of a region are kept as witnesses. */
const WITNESSES = 3;

/**
 * How much work several searches may do together, in steps of automata: the time that a few small texts can take is bounded by
 * it, not by the number of states alone.
 */
export class Allowance {
  constructor(private left = 2_000_000) {}

  get isSpent(): boolean {
    return this.left < 0;
  }

  /** @returns false once nothing is left */
  spend(steps: number): boolean {
    this.left -= steps;
    return !this.isSpent;
  }
}

/** A state of all automata together, and how it was reached. */
interface Node {
  readonly states: readonly number[];
  readonly before: Node | null;
  readonly codePoint: number;
}

/**
 * Which combinations of atoms of one field can hold together, found by walking all their automata at once over the values of plain
 * requests, shortest values first. An atom implies, excludes or decides another wherever no region says otherwise.
 * @param atoms of one field
 * @param budget how many states may be looked at
 */
export function regionsOf(atoms: readonly Atom[], budget: number, allowance: Allowance): Regions {
  const [first] = atoms;
  if (first === undefined) return { regions: [], isComplete: true };
  const asciiOnly = atoms.some(({ op, ignoreCase }) => op === 'regex' || ignoreCase);
  const plain = plainValues(first, asciiOnly);
  const parts = partsOf(atoms);
  const found: Found = new Map();
  if (!isAlwaysPresent(first)) note(found, new Set(), atoms, () => undefined);
  const isComplete = walk(
    plain,
    parts,
    { states: budget, allowance },
    ({ states: [state = 0, ...others] }, text) => {
      if (!plain.accepts(state)) return;
      note(found, new Set(parts.flatMap((part, place) => part.holding(others[place] ?? 0))), atoms, text);
    },
  );
  return { regions: [...found.values()], isComplete };
}

type Found = Map<string, { readonly signs: readonly boolean[]; readonly values: (string | undefined)[] }>;

function note(
  found: Found,
  holding: ReadonlySet<number>,
  atoms: readonly Atom[],
  value: () => string | undefined,
): void {
  const key = [...holding].sort((left, right) => left - right).join(' ');
  const region = found.get(key);
  if (region === undefined)
    found.set(key, { signs: atoms.map((_, place) => holding.has(place)), values: [value()] });
  else if (region.values.length < WITNESSES) region.values.push(value());
}

/** Visits every reachable state of the automata together, breadth first; false where the budget did not last. */
function walk(
  plain: Acceptor,
  parts: readonly Part[],
  budget: { readonly states: number; readonly allowance: Allowance },
  visit: (node: Node, text: () => string) => void,
): boolean {
  const automata = [plain, ...parts];
  const letters = lettersOf(automata.flatMap(({ cuts }) => cuts));
  const costOf = (): number => automata.reduce((sum, { cost }) => sum + (cost?.() ?? 0), 0);
  const start: Node = { states: automata.map((automaton) => automaton.start), before: null, codePoint: 0 };
  const seen = new Set([start.states.join(' ')]);
  const open = [start];
  let cost = costOf();
  // The list grows while it is walked.
  for (const node of open) {
    visit(node, () => textOf(node));
    for (const codePoint of letters) {
      const state = plain.next(node.states[0] ?? 0, codePoint);
      if (plain.isDead(state)) continue;
      const states = automata.map((automaton, place) =>
        place === 0 ? state : automaton.next(node.states[place] ?? 0, codePoint),
      );
      const key = states.join(' ');
      if (seen.has(key)) continue;
      if (seen.size >= budget.states) return false;
      seen.add(key);
      open.push({ states, before: node, codePoint });
    }
    const before = cost;
    cost = costOf();
    if (!budget.allowance.spend(letters.length * automata.length + cost - before)) return false;
  }
  return true;
}

function textOf(node: Node): string {
  const letters: string[] = [];
  for (let at: Node = node; at.before !== null; at = at.before)
    letters.push(String.fromCodePoint(at.codePoint));
  return letters.reverse().join('');
}

/** One code point for each class of characters that all automata treat alike, those that read well first. */
function lettersOf(all: readonly number[]): readonly number[] {
  const cuts = [...new Set([0, ...all])].sort((left, right) => left - right);
  return cuts
    .map((first, index) => readable(first, (cuts[index + 1] ?? 0x110000) - 1))
    .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
    .sort((left, right) => rank(left) - rank(right) || left - right);
}

/** Ranges of characters, those that read well first. */
const READABLE = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x21, 0x7e],
  [0x20, 0x7e],
] as const;

function readable(first: number, last: number): number {
  for (const [from, to] of READABLE) {
    const codePoint = Math.max(first, from);
    if (codePoint <= Math.min(last, to)) return codePoint;
  }
  return first;
}

function rank(codePoint: number): number {
  const place = READABLE.findIndex(([from, to]) => from <= codePoint && codePoint <= to);
  return place === -1 ? READABLE.length : place;
}
