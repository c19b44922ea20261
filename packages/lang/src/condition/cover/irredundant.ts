import { FALSE, TRUE, type Bdd, type Diagrams } from './bdd.js';
import { cubeDiagram, implies, type Bounds, type Cube } from './cube.js';

/** More cubes were needed than allowed. */
export class TooManyCubesError extends Error {
  override readonly name = 'TooManyCubesError';
}

/**
 * Prime cubes none of which can be left out, covering what must be and nothing beyond what may be. Found by Minato's and
 * Morreale's recursion, then each cube is widened as far as the bounds let it, and what the others cover is dropped.
 *
 * @param most how many cubes there may be
 * @throws TooManyCubesError, TooLargeError
 */
export function irredundantCover(diagrams: Diagrams, bounds: Bounds, most: number): readonly Cube[] {
  const { cubes } = recurse(diagrams, bounds.lower, bounds.upper, new Map(), most);
  const primes = cubes.map((cube) => widen(diagrams, cube, bounds.upper));
  return withoutRedundant(diagrams, primes, bounds.lower);
}

interface Cover {
  readonly cubes: readonly Cube[];
  readonly union: Bdd;
}

function recurse(diagrams: Diagrams, lower: Bdd, upper: Bdd, known: Map<string, Cover>, most: number): Cover {
  if (lower === FALSE) return { cubes: [], union: FALSE };
  if (upper === TRUE) return { cubes: [new Map()], union: TRUE };
  const key = `${lower} ${upper}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const variable = Math.min(diagrams.variableOf(lower), diagrams.variableOf(upper));
  const [lower0, lower1] = [diagrams.at(lower, variable, false), diagrams.at(lower, variable, true)];
  const [upper0, upper1] = [diagrams.at(upper, variable, false), diagrams.at(upper, variable, true)];
  // What only cubes with the variable negated can cover, then those with it as it is, then those without it.
  const no = recurse(diagrams, diagrams.and(lower0, diagrams.not(upper1)), upper0, known, most);
  const yes = recurse(diagrams, diagrams.and(lower1, diagrams.not(upper0)), upper1, known, most);
  const rest = diagrams.or(
    diagrams.and(lower0, diagrams.not(no.union)),
    diagrams.and(lower1, diagrams.not(yes.union)),
  );
  const either = recurse(diagrams, rest, diagrams.and(upper0, upper1), known, most);
  const cubes = [
    ...no.cubes.map((cube) => new Map([[variable, false], ...cube])),
    ...yes.cubes.map((cube) => new Map([[variable, true], ...cube])),
    ...either.cubes,
  ];
  if (cubes.length > most) throw new TooManyCubesError(`more than ${most} cubes`);
  const union = diagrams.choose(
    diagrams.literal(variable),
    diagrams.or(yes.union, either.union),
    diagrams.or(no.union, either.union),
  );
  const cover = { cubes, union };
  known.set(key, cover);
  return cover;
}

/** Leaves out every value that the upper bound lets go; negated ones first, which data planes say worst. */
function widen(diagrams: Diagrams, cube: Cube, upper: Bdd): Cube {
  let widened = cube;
  const byNegation = [...cube].sort(([, left], [, right]) => Number(left) - Number(right));
  for (const [variable] of byNegation) {
    const wider = new Map([...widened].filter(([other]) => other !== variable));
    if (implies(diagrams, cubeDiagram(diagrams, wider), upper)) widened = wider;
  }
  return widened;
}

/** Drops cubes, the longest first, as long as those kept so far and those still to come cover all that must be covered. */
function withoutRedundant(diagrams: Diagrams, cubes: readonly Cube[], lower: Bdd): readonly Cube[] {
  const ordered = [...cubes].sort((left, right) => right.size - left.size);
  const unions = ordered.map((cube) => cubeDiagram(diagrams, cube));
  // What all cubes after each place cover together.
  const after: Bdd[] = [FALSE];
  for (const union of [...unions].reverse()) after.push(diagrams.or(after.at(-1) ?? FALSE, union));
  let kept: Bdd = FALSE;
  return ordered.filter((_, place) => {
    const others = diagrams.or(kept, after[ordered.length - 1 - place] ?? FALSE);
    if (implies(diagrams, lower, others)) return false;
    kept = diagrams.or(kept, unions[place] ?? FALSE);
    return true;
  });
}
