import { fieldKey, type Atom, type Field } from './atom.js';
import { regionsOf, type Region } from './automata/regions.js';
import { Diagrams, FALSE, TRUE, type Bdd } from './cover/bdd.js';
import { implies } from './cover/cube.js';
import type { Formula } from './formula.js';
import type { RequestInput } from './request.js';
import { witnessRequest } from './witness.js';

/** How many states the automata of one field may have together before only pairs of its atoms are compared. */
const STATES = 20_000;
const STATES_OF_PAIR = 2_000;
const NODES = 400_000;

/** The atoms of one field: a run of variables, and what can hold together. */
interface FieldFacts {
  readonly field: Field;
  /** The first of its variables; the others follow. */
  readonly first: number;
  readonly regions: readonly Region[];
  readonly isComplete: boolean;
}

/**
 * All combinations of some atoms, and which of them a plain request can have. Variables stand for atoms, those of one field side
 * by side.
 */
export class AtomSpace {
  readonly diagrams = new Diagrams(NODES);
  /** The combinations that a plain request can have; more where too much would have to be compared. */
  readonly possible: Bdd;
  private readonly order: readonly number[];
  private readonly variables: readonly number[];
  private readonly fields: readonly FieldFacts[];

  /** @throws TooLargeError where the atoms of one field are related in too many ways */
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
      const own = indices.flatMap((index) => atoms[index] ?? []);
      const facts = factsOf(own, first);
      first += indices.length;
      return facts;
    });
    this.possible = this.fields.reduce((sum, facts) => this.diagrams.and(sum, this.possibleOf(facts)), TRUE);
  }

  /** False where some relation between atoms may have been missed. */
  get isComplete(): boolean {
    return this.fields.every(({ isComplete }) => isComplete);
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

  /** Whether two functions say the same of every plain request. */
  areSame(left: Bdd, right: Bdd): boolean {
    return this.implies(left, right) && this.implies(right, left);
  }

  /** Whether every plain request for which the first holds has the second. */
  implies(left: Bdd, right: Bdd): boolean {
    return implies(this.diagrams, this.diagrams.and(left, this.possible), right);
  }

  isPossible(diagram: Bdd): boolean {
    return this.diagrams.and(diagram, this.possible) !== FALSE;
  }

  /** A plain request for which a function holds; null where there is none, or none was found. */
  witness(diagram: Bdd): RequestInput | null {
    const values = this.diagrams.satisfy(this.diagrams.and(diagram, this.possible));
    if (values === null) return null;
    const witnesses = this.fields.map(({ field, first, regions }) => {
      const region = regions.find(({ signs }) =>
        signs.every((sign, place) => (values.get(first + place) ?? sign) === sign),
      );
      return region === undefined ? null : { field, value: region.values[0] };
    });
    return witnesses.every((found) => found !== null) ? witnessRequest(witnesses) : null;
  }

  /** How many combinations of regions there are. */
  get size(): number {
    return this.fields.reduce((product, { regions }) => product * Math.max(1, regions.length), 1);
  }

  /**
   * One plain request for each combination of regions, or for `most` of them, spread evenly and always the same.
   * @param round which of a region's witnesses is taken
   */
  *requests(most: number, round = 0): Generator<RequestInput> {
    const { size } = this;
    const count = Math.min(size, most);
    for (let index = 0; index < count; index += 1) {
      let rest = Math.floor((index * size) / count);
      const witnesses = this.fields.map(({ field, regions }) => {
        const region = regions[rest % Math.max(1, regions.length)];
        rest = Math.floor(rest / Math.max(1, regions.length));
        const values = region?.values ?? [];
        return { field, value: values[(round + index) % Math.max(1, values.length)] };
      });
      yield witnessRequest(witnesses);
    }
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

  private possibleOf({ field: _, first, regions, isComplete }: FieldFacts): Bdd {
    if (isComplete)
      return this.union(
        regions.map(({ signs }) => signs),
        first,
        0,
      );
    return pairsOf(this.order.slice(first, first + (regions[0]?.signs.length ?? 0))).reduce(
      (sum, [left, right]) => this.diagrams.and(sum, this.possiblePair(left, right)),
      TRUE,
    );
  }

  /** Of two atoms of one field; everything where that is too much to compare. */
  private possiblePair(left: number, right: number): Bdd {
    const pair = [left, right].flatMap((index) => this.atoms[index] ?? []);
    const { regions, isComplete } = regionsOf(pair, STATES_OF_PAIR);
    if (!isComplete) return TRUE;
    const variables = [this.variableOf(left), this.variableOf(right)];
    return regions
      .map(({ signs }) =>
        signs.reduce(
          (product, sign, place) =>
            this.diagrams.and(product, this.diagrams.literal(variables[place] ?? 0, sign)),
          TRUE,
        ),
      )
      .reduce((sum, region) => this.diagrams.or(sum, region), FALSE);
  }

  /** Rows of signs, all of one length, as one function: split by the first sign, then by the next. */
  private union(rows: readonly (readonly boolean[])[], first: number, place: number): Bdd {
    const [row] = rows;
    if (row === undefined) return FALSE;
    if (place === row.length) return TRUE;
    const [no, yes] = [false, true].map((value) =>
      this.union(
        rows.filter((signs) => signs[place] === value),
        first,
        place + 1,
      ),
    );
    return this.diagrams.node(first + place, no ?? FALSE, yes ?? FALSE);
  }
}

function factsOf(atoms: readonly Atom[], first: number): FieldFacts {
  const [atom] = atoms;
  if (atom === undefined) throw new RangeError('a field has one atom at least');
  return { field: { field: atom.field, name: atom.name }, first, ...regionsOf(atoms, STATES) };
}

function pairsOf(items: readonly number[]): readonly (readonly [number, number])[] {
  return items.flatMap((left, place) => items.slice(place + 1).map((right) => [left, right] as const));
}
