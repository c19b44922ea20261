import { atomKey, fieldKey, type Atom } from '../../condition/atom.js';
import { Allowance, regionsOf } from '../../condition/automata/regions.js';
import { regexShape } from '../../condition/regex-shape.js';

/** How the atoms of one field that has regular expressions are related on plain requests, by their keys. */
export interface FieldFacts {
  /** False also where it is not known. */
  implies(stronger: string, weaker: string): boolean;
  /** False also where it is not known. */
  exclude(first: string, second: string): boolean;
}

/** How many states the automata of one field may have together; past it nothing is known. */
const STATES = 5_000;

/** Facts by field, where there are any to be found. */
export function factsOf(atoms: readonly Atom[]): ReadonlyMap<string, FieldFacts> {
  const byField = new Map<string, Map<string, Atom>>();
  for (const atom of atoms) {
    const known = byField.get(fieldKey(atom)) ?? new Map<string, Atom>();
    byField.set(fieldKey(atom), known.set(atomKey(atom), atom));
  }
  const facts = new Map<string, FieldFacts>();
  for (const [field, known] of byField) {
    const own = [...known.values()];
    if (known.size > 1 && own.some(isUnknown)) facts.set(field, factsOfField([...known.keys()], own));
  }
  return facts;
}

/** Whether its relations are seen by automata alone. */
function isUnknown(atom: Atom): boolean {
  return atom.op === 'regex' && regexShape(atom.value) === null;
}

function factsOfField(keys: readonly string[], atoms: readonly Atom[]): FieldFacts {
  const { regions, isComplete } = regionsOf(atoms, STATES, new Allowance());
  const places = new Map(keys.map((key, place) => [key, place] as const));
  const always = (first: string, second: string, sign: boolean): boolean => {
    const [left, right] = [places.get(first), places.get(second)];
    if (!isComplete || left === undefined || right === undefined) return false;
    return regions.every(({ signs }) => signs[left] !== true || signs[right] === sign);
  };
  return {
    implies: (stronger, weaker) => always(stronger, weaker, true),
    exclude: (first, second) => always(first, second, false),
  };
}
