import { fieldKey, type Atom, type Field } from './atom.js';
import { Allowance, regionsOf, type Region } from './automata/regions.js';
import { Diagrams, FALSE, TooLargeError, TRUE, type Bdd } from './cover/bdd.js';
import type { Formula } from './formula.js';
import { recentRegions } from './recent-regions.js';
import type { RequestInput } from './request.js';
import { witnessRequest } from './witness.js';

/** How many states the automata of one field may have together before only pairs of its atoms are compared. */
const STATES = 20_000;
const STATES_OF_PAIR = 2_000;
/** How many steps all automata of a space may take together; its fields share them alike. */
const STEPS = 2_000_000;
const NODES = 400_000;
/** How many branches a search for a possible combination may take. */
const BRANCHES = 200_000;

/** The atoms of one field: a run of variables, and what can hold together. */
interface FieldFacts {
  readonly field: Field;
  /** The first of its variables; the others follow. */
  readonly first: number;
  readonly count: number;
  /** All combinations that there are, or some where there are too many. */
  readonly regions: readonly Region[];
  /** The regions as bits: all of them, and those in which each atom holds. */
  readonly all: bigint;
  readonly holding: readonly bigint[];
  /** The regions of every pair of its atoms, by their places; null where the regions above are all. */
  readonly pairs: ReadonlyMap<string, readonly Region[]> | null;
}

/** What a search has left of the regions of the field that it is in; variables of one field follow each other. */
interface Left {
  readonly facts: FieldFacts;
  readonly regions: bigint;
}

/**
 * All combinations of some atoms, and which of them a plain request can have. Variables stand for atoms, those of one field side
 * by side.
 */
export class AtomSpace {
  readonly diagrams = new Diagrams(NODES);
  private readonly order: readonly number[];
  private readonly variables: readonly number[];
  private readonly fields: readonly FieldFacts[];
  private readonly fieldOfVariable: readonly FieldFacts[];

  constructor(readonly atoms: readonly Atom[]) {
    const groups = new Map<string, number[]>();
    for (const [index, atom] of atoms.entries()) {
      const key = fieldKey(atom);
      groups.set(key, [...(groups.get(key) ?? []), index]);
    }
    this.order = [...groups.values()].flat();
    const variables: number[] = [];
    for (const [variable, atom] of this.order.entries()) variables[atom] = variable;
    this.variables = variables;
    let first = 0;
    this.fields = [...groups.values()].map((indices) => {
      const facts = factsOf(
        indices.flatMap((index) => atoms[index] ?? []),
        first,
        STEPS / groups.size,
      );
      first += indices.length;
      return facts;
    });
    this.fieldOfVariable = this.fields.flatMap((facts) => Array.from({ length: facts.count }, () => facts));
  }

  /** The place in the list of atoms of the one that a variable stands for. */
  atomOf(variable: number): number {
    const atom = this.order[variable];
    if (atom === undefined) throw new RangeError(`no atom has the variable ${variable}`);
    return atom;
  }

  variableOf(atom: number): number {
    const variable = this.variables[atom];
    if (variable === undefined) throw new RangeError(`the space has no atom ${atom}`);
    return variable;
  }

  /**
   * A formula over this space's atoms.
   * @throws TooLargeError; RangeError for a raw ACL
   */
  diagram(formula: Formula, known = new Map<Formula, Bdd>()): Bdd {
    const before = known.get(formula);
    if (before !== undefined) return before;
    const made = this.diagramAnew(formula, known);
    known.set(formula, made);
    return made;
  }

  /** Whether two functions say the same of every plain request. @throws TooLargeError */
  areSame(left: Bdd, right: Bdd): boolean {
    return this.implies(left, right) && this.implies(right, left);
  }

  /** Whether every plain request for which the first holds has the second. @throws TooLargeError */
  implies(left: Bdd, right: Bdd): boolean {
    return !this.isPossible(this.diagrams.and(left, this.diagrams.not(right)));
  }

  /** Whether it holds of some plain request. @throws TooLargeError */
  isPossible(diagram: Bdd): boolean {
    return this.possibleValues(diagram) !== null;
  }

  /**
   * What some variables can be together, as a function of them: everything outside it cannot happen.
   * @throws TooLargeError
   */
  possible(variables: readonly number[]): Bdd {
    return this.fields.reduce((sum, facts) => {
      const own = variables.filter((variable) => this.fieldOfVariable[variable] === facts);
      return own.length === 0 ? sum : this.diagrams.and(sum, this.possibleOf(facts, own));
    }, TRUE);
  }

  /**
   * A plain request for which a function holds, and as few atoms beyond as can be; null where there is none, or none was found.
   * @throws TooLargeError
   */
  witness(diagram: Bdd): RequestInput | null {
    const regions = this.witnessRegions(diagram);
    if (regions === null) return null;
    return witnessRequest(
      this.fields.map(({ field }, place) => ({ field, value: regions[place]?.values[0] })),
    );
  }

  /**
   * Values of all variables for which a function holds, those of the witness; null as there.
   * @throws TooLargeError
   */
  example(diagram: Bdd): readonly boolean[] | null {
    return this.witnessRegions(diagram)?.flatMap(({ signs }) => signs) ?? null;
  }

  /** How many combinations of regions there are. */
  get size(): number {
    return this.fields.reduce((product, { regions }) => product * Math.max(1, regions.length), 1);
  }

  /** True where a field may be at odds with another, as a cookie and the header `Cookie` are. */
  get isEntangled(): boolean {
    const isCookie = ({ field }: FieldFacts): boolean => field.field === 'cookie';
    return (
      this.fields.some(isCookie) &&
      this.fields.some(({ field }) => field.name === 'cookie' && field.field === 'header')
    );
  }

  /** One plain request for each combination of regions, or for `most` of them, always the same. */
  *requests(most: number): Generator<RequestInput> {
    let place = 0;
    for (const chosen of this.combinations(most)) {
      const witnesses = this.fields.map(({ field }, index) => {
        const values = chosen[index]?.values ?? [];
        return { field, value: values[place % Math.max(1, values.length)] };
      });
      place += 1;
      yield witnessRequest(witnesses);
    }
  }

  /** Values of all variables in each combination of regions, or in `most` of them, always the same. */
  *values(most: number): Generator<readonly boolean[]> {
    for (const chosen of this.combinations(most)) {
      // Loops, since thousands of these are most of the time of a verification.
      const values: boolean[] = [];
      for (const { signs } of chosen) for (const sign of signs) values.push(sign);
      yield values;
    }
  }

  /** A region of each field: all combinations where there are no more than `most`, else so many at random. */
  private *combinations(most: number): Generator<readonly Region[]> {
    const { size } = this;
    const fields = this.fields.map(({ regions }) => regions);
    const random = randomNumbers(size);
    for (let index = 0; index < Math.min(size, most); index += 1) {
      let rest = index;
      const chosen: Region[] = [];
      for (const regions of fields) {
        const region = regions[size <= most ? rest % regions.length : random(regions.length)];
        rest = Math.floor(rest / regions.length);
        if (region !== undefined) chosen.push(region);
      }
      yield chosen;
    }
  }

  /** A region of each field in which a function holds. */
  private witnessRegions(diagram: Bdd): readonly Region[] | null {
    const values = this.possibleValues(diagram);
    if (values === null) return null;
    const chosen = this.fields.map(({ first, regions }) =>
      regions
        .filter(({ signs }) => signs.every((sign, place) => (values.get(first + place) ?? sign) === sign))
        .reduce<Region | null>(
          (fewest, other) => (fewest === null || atomsIn(other) < atomsIn(fewest) ? other : fewest),
          null,
        ),
    );
    return chosen.every((region) => region !== null) ? chosen : null;
  }

  private diagramAnew(formula: Formula, known: Map<Formula, Bdd>): Bdd {
    switch (formula.kind) {
      case 'test':
        return this.diagrams.literal(this.variableOf(formula.atom));
      case 'not':
        return this.diagrams.not(this.diagram(formula.operand, known));
      case 'and':
      case 'or': {
        const operands = formula.operands.map((operand) => this.diagram(operand, known));
        return operands.reduce((left, right) => this.diagrams[formula.kind](left, right));
      }
      case 'constant':
        return formula.value ? TRUE : FALSE;
      case 'raw':
        throw new RangeError('a raw ACL is no atom');
    }
  }

  /**
   * Values of a function's variables for which it holds and that a plain request can have; null where there are none. Found by
   * following the diagram, denied atoms first, and leaving every branch that no region allows.
   */
  private possibleValues(diagram: Bdd): ReadonlyMap<number, boolean> | null {
    let branches = 0;
    const values = new Map<number, boolean>();
    const search = (at: Bdd, before: Left | null): boolean => {
      if (at === FALSE) return false;
      if (at === TRUE) return true;
      branches += 1;
      if (branches > BRANCHES) throw new TooLargeError(`more than ${BRANCHES} branches`);
      const variable = this.diagrams.variableOf(at);
      for (const value of [false, true]) {
        const next = value ? this.diagrams.high(at) : this.diagrams.low(at);
        if (next === FALSE) continue;
        values.set(variable, value);
        const left = this.leftBy(values, variable, before);
        if (left !== null && search(next, left)) return true;
        values.delete(variable);
      }
      return false;
    };
    return search(diagram, null) ? values : null;
  }

  /** The regions that the values of the variable's field leave; null where they cannot go together. */
  private leftBy(values: ReadonlyMap<number, boolean>, variable: number, before: Left | null): Left | null {
    const facts = this.fieldOfVariable[variable];
    if (facts === undefined) throw new RangeError(`there is no variable ${variable}`);
    const { first, count, holding: masks, pairs } = facts;
    const known = before?.facts === facts ? before.regions : facts.all;
    if (pairs === null) {
      const mask = masks[variable - first] ?? 0n;
      const regions = values.get(variable) === true ? known & mask : known & ~mask;
      return regions === 0n ? null : { facts, regions };
    }
    const value = values.get(variable);
    for (let other = first; other < first + count; other += 1) {
      const otherValue = values.get(other);
      if (other === variable || otherValue === undefined) continue;
      const [low, high] = other < variable ? [otherValue, value] : [value, otherValue];
      const pair = pairs.get(pairKey(Math.min(other, variable) - first, Math.max(other, variable) - first));
      if (pair?.some(({ signs: [left, right] }) => left === low && right === high) === false) return null;
    }
    return { facts, regions: known };
  }

  /** What some variables of one field can be together. */
  private possibleOf({ first, regions, pairs }: FieldFacts, variables: readonly number[]): Bdd {
    if (pairs === null)
      return this.union(
        rowsOf(
          regions,
          variables.map((variable) => variable - first),
        ),
        variables,
        0,
      );
    return pairsOf(variables).reduce((sum, [left, right]) => {
      const pair = pairs.get(pairKey(left - first, right - first));
      if (pair === undefined) return sum;
      return this.diagrams.and(sum, this.union(rowsOf(pair, [0, 1]), [left, right], 0));
    }, TRUE);
  }

  /** Rows of signs, all of one length, as one function: split by the first sign, then by the next. */
  private union(rows: readonly (readonly boolean[])[], variables: readonly number[], place: number): Bdd {
    if (rows.length === 0) return FALSE;
    const variable = variables[place];
    if (variable === undefined) return TRUE;
    const [no, yes] = [false, true].map((value) =>
      this.union(
        rows.filter((signs) => signs[place] === value),
        variables,
        place + 1,
      ),
    );
    return this.diagrams.node(variable, no ?? FALSE, yes ?? FALSE);
  }
}

function factsOf(atoms: readonly Atom[], first: number, steps: number): FieldFacts {
  const [atom] = atoms;
  if (atom === undefined) throw new RangeError('a field has one atom at least');
  const field: Field = { field: atom.field, name: atom.name };
  const { regions, isComplete } = recentRegions(atoms, STATES, new Allowance(steps / 2));
  const count = atoms.length;
  const bits = (isIn: (region: Region) => boolean): bigint =>
    regions.reduce((mask, region, place) => (isIn(region) ? mask | (1n << BigInt(place)) : mask), 0n);
  return {
    field,
    first,
    count,
    regions,
    all: bits(() => true),
    holding: atoms.map((_, place) => bits(({ signs }) => signs[place] === true)),
    pairs: isComplete ? null : comparedInPairs(atoms, new Allowance(steps / 2)),
  };
}

/** What every two atoms of one field can be together; pairs that are too much to compare are left out. */
function comparedInPairs(
  atoms: readonly Atom[],
  allowance: Allowance,
): ReadonlyMap<string, readonly Region[]> {
  const places = atoms.map((_, place) => place);
  return new Map(
    pairsOf(places).flatMap(([left, right]) => {
      if (allowance.isSpent) return [];
      const pair = [left, right].flatMap((place) => atoms[place] ?? []);
      const { regions, isComplete } = regionsOf(pair, STATES_OF_PAIR, allowance);
      return isComplete ? [[pairKey(left, right), regions] as const] : [];
    }),
  );
}

/** The signs at some places, each combination once. */
function rowsOf(regions: readonly Region[], places: readonly number[]): readonly (readonly boolean[])[] {
  const rows = regions.map(({ signs }) => places.map((place) => signs[place] === true));
  return [...new Map(rows.map((row) => [row.map(Number).join(''), row])).values()];
}

function atomsIn({ signs }: Region): number {
  return signs.filter(Boolean).length;
}

function pairKey(left: number, right: number): string {
  return `${left} ${right}`;
}

function pairsOf(items: readonly number[]): readonly (readonly [number, number])[] {
  return items.flatMap((left, place) => items.slice(place + 1).map((right) => [left, right] as const));
}

/** Whole numbers below a bound, the same for the same seed (Lehmer's generator, with Park's and Miller's constants). */
function randomNumbers(seed: number): (below: number) => number {
  const modulus = 2_147_483_647;
  let state = (seed % (modulus - 1)) + 1;
  return (below) => {
    state = (state * 48_271) % modulus;
    return Math.floor((state / modulus) * below);
  };
}
