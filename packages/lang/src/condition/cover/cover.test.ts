import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Diagrams, FALSE, TRUE, type Bdd } from './bdd.js';
import { cover } from './cover.js';
import { cubeDiagram, implies, type Cube } from './cube.js';

/** A function of `variables` variables from its truth table. */
function fromTable(diagrams: Diagrams, table: readonly boolean[], variable = 0): Bdd {
  if (table.length === 1) return table[0] === true ? TRUE : FALSE;
  const low = table.filter((_, index) => index % 2 === 0);
  const high = table.filter((_, index) => index % 2 === 1);
  return diagrams.node(
    variable,
    fromTable(diagrams, low, variable + 1),
    fromTable(diagrams, high, variable + 1),
  );
}

/** The least number of cubes by trying all sets of all cubes, smallest first. */
function leastByForce(variables: number, must: readonly number[], may: ReadonlySet<number>): number {
  const cubes: ReadonlySet<number>[] = [];
  for (let code = 0; code < 3 ** variables; code += 1) {
    const points = Array.from({ length: 2 ** variables }, (_, point) => point).filter((point) =>
      Array.from({ length: variables }, (_, place) => Math.floor(code / 3 ** place) % 3).every(
        (digit, place) => digit === 2 || digit === (point >> place) % 2,
      ),
    );
    if (points.every((point) => may.has(point))) cubes.push(new Set(points));
  }
  const fits = (left: number, open: readonly number[]): boolean => {
    const [first] = open;
    if (first === undefined) return true;
    if (left === 0) return false;
    return cubes.some(
      (cube) =>
        cube.has(first) &&
        fits(
          left - 1,
          open.filter((point) => !cube.has(point)),
        ),
    );
  };
  let count = 0;
  while (!fits(count, must)) count += 1;
  return count;
}

function union(diagrams: Diagrams, cubes: readonly Cube[]): Bdd {
  return cubes.reduce((sum, cube) => diagrams.or(sum, cubeDiagram(diagrams, cube)), FALSE);
}

const tables = (variables: number): fc.Arbitrary<readonly ('yes' | 'no' | 'either')[]> =>
  fc.array(fc.constantFrom('yes', 'no', 'either'), { minLength: 2 ** variables, maxLength: 2 ** variables });

describe.each([1, 2, 3, 4, 6, 7, 9])('of %i variables', (variables) => {
  test('a cover is exact within its bounds, and every cube is prime and needed', () => {
    fc.assert(
      fc.property(tables(variables), (table) => {
        const diagrams = new Diagrams(100_000);
        const lower = fromTable(
          diagrams,
          table.map((value) => value === 'yes'),
        );
        const upper = fromTable(
          diagrams,
          table.map((value) => value !== 'no'),
        );
        const covered = cover(diagrams, { lower, upper }, 10_000);
        if (!covered.ok) throw new Error(covered.why);
        const { cubes } = covered;
        expect(implies(diagrams, lower, union(diagrams, cubes))).toBe(true);
        expect(implies(diagrams, union(diagrams, cubes), upper)).toBe(true);
        for (const cube of cubes) {
          const others = cubes.filter((other) => other !== cube);
          expect(implies(diagrams, lower, union(diagrams, others))).toBe(false);
          for (const [variable] of cube) {
            const wider = new Map([...cube].filter(([other]) => other !== variable));
            expect(implies(diagrams, cubeDiagram(diagrams, wider), upper)).toBe(false);
          }
        }
      }),
      { numRuns: variables > 6 ? 20 : 100 },
    );
  });
});

test('of few variables there is no smaller one', () => {
  fc.assert(
    fc.property(tables(3), (table) => {
      const diagrams = new Diagrams(10_000);
      const lower = fromTable(
        diagrams,
        table.map((value) => value === 'yes'),
      );
      const upper = fromTable(
        diagrams,
        table.map((value) => value !== 'no'),
      );
      const covered = cover(diagrams, { lower, upper }, 100);
      const points = (wanted: readonly string[]): readonly number[] =>
        table.flatMap((value, point) => (wanted.includes(value) ? [point] : []));
      const least = leastByForce(3, points(['yes']), new Set(points(['yes', 'either'])));
      expect(covered).toMatchObject({ ok: true, cubes: { length: least } });
    }),
    { numRuns: 200 },
  );
});

test('a cover that takes more cubes than allowed is none', () => {
  const diagrams = new Diagrams(100_000);
  // The parity of eight variables: 128 cubes of eight literals each.
  const parity = Array.from({ length: 8 }, (_, variable) => variable).reduce(
    (sum, variable) => diagrams.choose(diagrams.literal(variable), diagrams.not(sum), sum),
    FALSE,
  );
  expect(cover(diagrams, { lower: parity, upper: parity }, 127)).toEqual({ ok: false, why: 'cubes' });
  expect(cover(diagrams, { lower: parity, upper: parity }, 128)).toMatchObject({
    ok: true,
    cubes: { length: 128 },
  });
});

test('a function that is too large is told from one with too many cubes', () => {
  const diagrams = new Diagrams(30);
  const pairs = (): Bdd =>
    Array.from({ length: 8 }, (_, index) => index).reduce(
      (sum, index) => diagrams.or(sum, diagrams.and(diagrams.literal(index), diagrams.literal(index + 8))),
      FALSE,
    );
  expect(pairs).toThrow('more than 30 nodes');
});
