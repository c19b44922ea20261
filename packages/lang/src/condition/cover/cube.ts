import { FALSE, TRUE, type Bdd, type Diagrams } from './bdd.js';

/** Values that some variables must have; all the others may have any. */
export type Cube = ReadonlyMap<number, boolean>;

/** All cubes that must hold a function, and may hold nothing beyond its upper bound. */
export interface Bounds {
  /** Everything that must be covered. */
  readonly lower: Bdd;
  /** Everything that may be covered. */
  readonly upper: Bdd;
}

export function cubeDiagram(diagrams: Diagrams, cube: Cube): Bdd {
  // From the last variable up, so that every node is made once.
  return [...cube]
    .sort(([left], [right]) => right - left)
    .reduce<Bdd>(
      (below, [variable, value]) =>
        value ? diagrams.node(variable, FALSE, below) : diagrams.node(variable, below, FALSE),
      TRUE,
    );
}

export function implies(diagrams: Diagrams, left: Bdd, right: Bdd): boolean {
  return diagrams.and(left, diagrams.not(right)) === FALSE;
}
