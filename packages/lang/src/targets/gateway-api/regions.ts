import type { TargetProblem } from '../target.js';
import { EVERYTHING, isCubeWithin, meetCubes, type Cube } from './cube.js';
import type { HttpRouteMatch } from './httproute.js';
import type { PositiveRule } from './positive-rule.js';
import { precedence, specificityOf, type Specificity } from './precedence.js';
import { writeMatch, type Means } from './write-match.js';

/** A cube with the route that the list of rules gives to a request in it that is in no part of it. */
export interface Region {
  readonly cube: Cube;
  readonly route: number;
  /** Together they take in all of the cube that goes elsewhere; more specific matches must see to them. */
  readonly parts: readonly Cube[];
  readonly written: WrittenRegion | { readonly problem: TargetProblem };
}

interface WrittenRegion {
  readonly match: HttpRouteMatch;
  readonly specificity: Specificity;
}

/** How matches may be told apart, besides what may be written. */
export interface Precision extends Means {
  /**
   * Whether a match may win over another that implementations compare as equal, by being in an earlier rule, beyond where
   * there is no other way.
   */
  readonly ties: boolean;
}

/** Past this many nothing is looked for: what is written is seldom much less. */
export const MOST_REGIONS = 384;

/**
 * Regions that leave no part out, for rules in order of which the last takes everything. Each comes after those that see to
 * its parts; the last is that of all requests. Null where there are too many.
 *
 * Matches of this API decide by how specific they are, not by their order, and know no negation. So where rules of different
 * routes overlap, or one has an exception, what they have in common becomes a region of its own. It is found from the whole
 * down: only what goes elsewhere than the region above it needs one, so that alternatives of one route need none at all, and
 * none is needed where a region before wins anyway.
 */
export function regionsOf(rules: readonly PositiveRule[], precision: Precision): readonly Region[] | null {
  const known = new Map<string, Region>();
  const listed: Region[] = [];
  const regionOf = (cube: Cube): Region | null => {
    const before = known.get(cube.key);
    if (before !== undefined) return before;
    const found = decide(rules, cube);
    if (found === null || known.size >= MOST_REGIONS) return null;
    const written = writtenRegion(cube, precision);
    const parts = new Map<string, Cube>();
    for (const part of found.parts) {
      if (listed.some((region) => seesTo(region, part, written, precision))) {
        parts.set(part.key, part);
        continue;
      }
      const region = regionOf(part);
      if (region === null) return null;
      if (region.route === found.route) {
        // One that goes the same way leaves what of it does not.
        for (const other of region.parts) parts.set(other.key, other);
      } else {
        if (!listed.includes(region)) listed.push(region);
        parts.set(part.key, part);
      }
    }
    const region = { cube, route: found.route, parts: [...parts.values()], written };
    known.set(cube.key, region);
    return region;
  };
  const whole = regionOf(EVERYTHING);
  return whole === null ? null : [...listed, whole];
}

function writtenRegion(cube: Cube, means: Means): Region['written'] {
  const written = writeMatch(cube, means);
  return 'problem' in written ? written : { match: written.match, specificity: specificityOf(written.match) };
}

/** True where a region takes in a part of another, and wins over it. */
function seesTo(region: Region, part: Cube, other: Region['written'], precision: Precision): boolean {
  const order = orderOf(region.written, other);
  return (order === 'before' || (order === 'tie' && precision.ties)) && isCubeWithin(part, region.cube);
}

/** Null also where one is not written. */
export function orderOf(first: Region['written'], second: Region['written']): 'before' | 'tie' | null {
  return 'problem' in first || 'problem' in second ? null : precedence(first.specificity, second.specificity);
}

/**
 * The route of a cube for requests that are in no rule's cube but those that take in all of it, and what others may be in.
 * Null where no rule takes it.
 */
function decide(
  rules: readonly PositiveRule[],
  cube: Cube,
): { readonly route: number; readonly parts: readonly Cube[] } | null {
  const index = rules.findIndex((rule) => isCubeWithin(cube, rule.cube) && !isExcepted(rule, cube));
  const decisive = rules[index];
  if (decisive === undefined) return null;
  const parts = new Map<string, Cube>();
  for (const rule of rules.slice(0, index)) {
    if (rule.route === decisive.route || isExcepted(rule, cube)) continue;
    const both = meetCubes(cube, rule.cube);
    if (both !== null && !isExcepted(rule, both)) parts.set(both.key, both);
  }
  for (const exception of decisive.except) {
    const both = meetCubes(cube, exception);
    if (both !== null) parts.set(both.key, both);
  }
  return { route: decisive.route, parts: [...parts.values()] };
}

function isExcepted({ except }: PositiveRule, cube: Cube): boolean {
  return except.some((exception) => isCubeWithin(cube, exception));
}
