import { TRUE, type Bdd, type Diagrams } from './bdd.js';
import type { Bounds, Cube } from './cube.js';

/**
 * Up to so many variables the least number of cubes is found and proved; at more the search could take long.
 */
export const PROVEN_VARIABLES = 6;

/** A cube over the variables by place: which are fixed, and to what. */
interface Implicant {
  readonly fixed: number;
  readonly values: number;
  /** Places among the points that must be covered, as bits. */
  readonly covers: bigint;
  readonly literals: number;
  readonly negations: number;
}

/**
 * As few cubes as can be, by Quine's and McCluskey's primes and a complete search for the least cover; among equally few those
 * with the fewest literals, then the fewest negations.
 *
 * @param variables all on which the bounds depend, `PROVEN_VARIABLES` at most
 */
export function minimumCover(
  diagrams: Diagrams,
  { lower, upper }: Bounds,
  variables: readonly number[],
): readonly Cube[] {
  const points = Array.from({ length: 2 ** variables.length }, (_, point) => point);
  const must = points.filter((point) => valueAt(diagrams, lower, variables, point));
  if (must.length === 0) return [];
  const may = new Set(points.filter((point) => valueAt(diagrams, upper, variables, point)));
  const primes = primeImplicants(variables.length, may, must);
  return leastCover(primes, must.length).map(
    ({ fixed, values }) =>
      new Map(
        variables.flatMap((variable, place) =>
          (fixed >> place) % 2 === 1 ? [[variable, (values >> place) % 2 === 1] as const] : [],
        ),
      ),
  );
}

function valueAt(diagrams: Diagrams, diagram: Bdd, variables: readonly number[], point: number): boolean {
  const value = variables.reduce(
    (at, variable, place) => diagrams.at(at, variable, (point >> place) % 2 === 1),
    diagram,
  );
  return value === TRUE;
}

/** Cubes within what may be covered that cannot be widened, and cover something that must be. */
function primeImplicants(
  variables: number,
  may: ReadonlySet<number>,
  must: readonly number[],
): readonly Implicant[] {
  const all = 2 ** variables - 1;
  let level = new Map([...may].map((point) => [`${all} ${point}`, { fixed: all, values: point }]));
  const primes: { readonly fixed: number; readonly values: number }[] = [];
  while (level.size > 0) {
    const wider = new Map<string, { readonly fixed: number; readonly values: number }>();
    for (const { fixed, values } of level.values()) {
      let isPrime = true;
      for (let bit = 1; bit <= all; bit *= 2) {
        if ((fixed & bit) === 0 || !level.has(`${fixed} ${values ^ bit}`)) continue;
        isPrime = false;
        const joined = { fixed: fixed ^ bit, values: values & ~bit };
        wider.set(`${joined.fixed} ${joined.values}`, joined);
      }
      if (isPrime) primes.push({ fixed, values });
    }
    level = wider;
  }
  return primes
    .map(({ fixed, values }): Implicant => {
      const covered = must.map((point) => (point & fixed) === values);
      return {
        fixed,
        values,
        covers: covered.reduce((bits, covers, place) => (covers ? bits | (1n << BigInt(place)) : bits), 0n),
        literals: bitCount(fixed),
        negations: bitCount(fixed & ~values),
      };
    })
    .filter(({ covers }) => covers !== 0n);
}

/** The best choice of implicants that covers all points. */
function leastCover(primes: readonly Implicant[], points: number): readonly Implicant[] {
  const all = (1n << BigInt(points)) - 1n;
  const ordered = [...primes].sort(
    (left, right) =>
      left.literals - right.literals || left.negations - right.negations || left.fixed - right.fixed,
  );
  const byPoint = Array.from({ length: points }, (_, place) =>
    ordered.filter(({ covers }) => ((covers >> BigInt(place)) & 1n) === 1n),
  );
  return search([], 0n, greedyCover(ordered, all), { all, byPoint });
}

/** The better of what is known and what the chosen can still become (branch and bound). */
function search(
  chosen: readonly Implicant[],
  covered: bigint,
  best: readonly Implicant[],
  table: { readonly all: bigint; readonly byPoint: readonly (readonly Implicant[])[] },
): readonly Implicant[] {
  if (covered === table.all) return isBetter(chosen, best) ? chosen : best;
  // One more is needed at least.
  if (chosen.length + 1 > best.length) return best;
  const open = table.byPoint
    .filter((_, place) => ((covered >> BigInt(place)) & 1n) === 0n)
    .reduce((fewest, candidates) => (candidates.length < fewest.length ? candidates : fewest));
  return open.reduce(
    (known, implicant) => search([...chosen, implicant], covered | implicant.covers, known, table),
    best,
  );
}

/** A cover that is good enough to prune the search from its start. */
function greedyCover(primes: readonly Implicant[], all: bigint): readonly Implicant[] {
  const chosen: Implicant[] = [];
  let covered = 0n;
  while (covered !== all) {
    let most: Implicant | null = null;
    for (const implicant of primes) {
      if (most === null || gain(implicant, covered) > gain(most, covered)) most = implicant;
    }
    if (most === null || gain(most, covered) === 0) break;
    chosen.push(most);
    covered |= most.covers;
  }
  return chosen;
}

function gain({ covers }: Implicant, covered: bigint): number {
  return (covers & ~covered).toString(2).replaceAll('0', '').length;
}

function isBetter(left: readonly Implicant[], right: readonly Implicant[]): boolean {
  const cost = (cover: readonly Implicant[]): readonly [number, number, number] => [
    cover.length,
    cover.reduce((sum, { literals }) => sum + literals, 0),
    cover.reduce((sum, { negations }) => sum + negations, 0),
  ];
  const [a, b] = [cost(left), cost(right)];
  return a[0] - b[0] < 0 || (a[0] === b[0] && (a[1] < b[1] || (a[1] === b[1] && a[2] < b[2])));
}

function bitCount(bits: number): number {
  return bits.toString(2).replaceAll('0', '').length;
}
