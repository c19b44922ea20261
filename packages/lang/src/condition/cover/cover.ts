import { TooLargeError, type Diagrams } from './bdd.js';
import type { Bounds, Cube } from './cube.js';
import { irredundantCover, TooManyCubesError } from './irredundant.js';
import { minimumCover, PROVEN_VARIABLES } from './minimum.js';

/** Cubes that cover a function, in the order of their variables, or why there are none. */
export type Covered =
  | { readonly ok: true; readonly cubes: readonly Cube[] }
  /** `cubes`: more than allowed would be needed; `size`: the function is too large to be looked at. */
  | { readonly ok: false; readonly why: 'cubes' | 'size' };

/** Few cubes, none of which can be left out or widened; the least number there is where few variables are involved. */
export function cover(diagrams: Diagrams, bounds: Bounds, most: number): Covered {
  try {
    const variables = [
      ...new Set([...diagrams.support(bounds.lower), ...diagrams.support(bounds.upper)]),
    ].sort((left, right) => left - right);
    const cubes =
      variables.length <= PROVEN_VARIABLES
        ? minimumCover(diagrams, bounds, variables)
        : irredundantCover(diagrams, bounds, most);
    return cubes.length <= most ? { ok: true, cubes: inOrder(cubes) } : { ok: false, why: 'cubes' };
  } catch (error) {
    if (error instanceof TooManyCubesError) return { ok: false, why: 'cubes' };
    if (error instanceof TooLargeError) return { ok: false, why: 'size' };
    throw error;
  }
}

/** By their first variables, so that rules stand in the order in which the condition names what they test. */
function inOrder(cubes: readonly Cube[]): readonly Cube[] {
  const key = (cube: Cube): readonly number[] =>
    [...cube]
      .sort(([left], [right]) => left - right)
      .map(([variable, value]) => 2 * variable + Number(!value));
  return cubes
    .map((cube) => new Map([...cube].sort(([left], [right]) => left - right)))
    .sort((left, right) => compare(key(left), key(right)));
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [place, value] of left.entries()) {
    const other = right[place];
    if (other === undefined) return 1;
    if (value !== other) return value - other;
  }
  return left.length - right.length;
}
