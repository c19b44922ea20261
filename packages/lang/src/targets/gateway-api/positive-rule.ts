import type { Literal } from '../../condition/atom.js';
import type { Rule } from '../target.js';
import { cubeWith, EVERYTHING, isCubeWithin, meetCubes, type Cube } from './cube.js';
import { saysNothing, valuesOfAtom, type Reading } from './field-values.js';
import { valuesOf, valuesPassing, type ValueSet } from './value-set.js';

/** A rule of an ordered list: it takes what is in the one cube and in none of the others. */
export interface PositiveRule {
  readonly cube: Cube;
  readonly except: readonly Cube[];
  readonly route: number;
}

/** How what a literal asks for is to be said. */
export interface Wording extends Reading {
  /** Every path as a regular expression, rather than none. */
  readonly regexPaths: boolean;
}

/** Past this many alternatives of one rule nothing is written that keeps to any limit. */
const MOST_ALTERNATIVES = 512;

type Part = Omit<PositiveRule, 'route'>;

/** A rule without hosts and schemes as rules whose conjunctions are positive; null where they become too many. */
export function positiveRules({ all, route }: Rule, wording: Wording): readonly PositiveRule[] | null {
  let parts: readonly Part[] = [{ cube: EVERYTHING, except: [] }];
  for (const literal of all) {
    const cases = casesOf(literal, wording);
    parts = literal.negated ? denied(parts, literal, cases) : required(parts, literal, cases);
    if (parts.length > MOST_ALTERNATIVES) return null;
  }
  return parts.flatMap((part) => {
    if (part.except.some((cube) => isCubeWithin(part.cube, cube))) return [];
    const except = part.except.filter((cube) => meetCubes(part.cube, cube) !== null);
    return [{ cube: part.cube, except, route }];
  });
}

/** The values of one set that are not of the other. */
interface Case {
  readonly values: ValueSet;
  readonly but: ValueSet | null;
}

function casesOf(literal: Literal, wording: Wording): readonly Case[] {
  return valuesOfAtom(literal, wording).map((values) => {
    const [test, ...others] = values.tests;
    const text = test?.op === 'prefix' ? test.piece.join('') : '';
    const isFolder =
      test?.op === 'prefix' && Array.from(text).length === test.piece.length && text.endsWith('/');
    if (literal.field !== 'path' || wording.regexPaths || !isFolder || others.length > 0)
      return { values, but: null };
    // What begins with `/a/` is under `/a`, but not `/a` itself.
    const folder = text.slice(0, -1);
    const atom = { field: 'path', name: null, op: 'under', value: folder, ignoreCase: false } as const;
    const under = valuesPassing([{ op: 'under', value: folder, atom, literal }], [literal]);
    return { values: under, but: valuesOf([folder], [literal]) };
  });
}

function required(parts: readonly Part[], literal: Literal, cases: readonly Case[]): readonly Part[] {
  return parts.flatMap(({ cube, except }) =>
    cases.flatMap(({ values, but }): readonly Part[] => {
      if (saysNothing(values, literal)) return [{ cube, except }];
      const both = meetCubes(cube, cubeWith(literal, values));
      if (both === null) return [];
      return [{ cube: both, except: but === null ? except : [...except, cubeWith(literal, but)] }];
    }),
  );
}

function denied(parts: readonly Part[], literal: Literal, cases: readonly Case[]): readonly Part[] {
  if (cases.some(({ values }) => saysNothing(values, literal))) return [];
  return cases.reduce(
    (before, { values, but }) =>
      before.flatMap(({ cube, except }): readonly Part[] => {
        const outside = { cube, except: [...except, cubeWith(literal, values)] };
        const within = but === null ? null : meetCubes(cube, cubeWith(literal, but));
        return within === null ? [outside] : [outside, { cube: within, except }];
      }),
    parts,
  );
}
