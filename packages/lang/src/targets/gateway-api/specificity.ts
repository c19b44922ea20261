import { EVERYTHING, isCubeWithin, meetCubes, type Cube } from './cube.js';
import type { PositiveRule } from './positive-rule.js';

/**
 * A cube with the route that the list of rules gives to a request in it, if the request is in none of the cubes below. Those
 * that are in one of them may go elsewhere, and a more specific match must see to them.
 */
export interface Region {
  readonly cube: Cube;
  readonly route: number;
  /** Together they take in all of the cube that goes elsewhere. */
  readonly below: readonly Region[];
}

/** Past this many nothing is written that keeps to any limit. */
const MOST_REGIONS = 512;

/**
 * The region of all requests, for rules in order of which the last takes everything; null where there are too many below it.
 *
 * Matches of this API decide by how specific they are, not by their order, and know no negation. So where rules of different
 * routes overlap, or one has an exception, what they have in common becomes a region of its own. It is found from the whole
 * down: only what goes elsewhere than the region above it needs one, so that alternatives of one route need none at all.
 */
export function regionOfAll(rules: readonly PositiveRule[]): Region | null {
  const regions = new Map<string, Region>();
  const regionOf = (cube: Cube): Region | null => {
    const known = regions.get(cube.key);
    if (known !== undefined) return known;
    const found = below(rules, cube);
    if (found === null || regions.size >= MOST_REGIONS) return null;
    const needed = new Map<string, Region>();
    for (const smaller of found.cubes) {
      const child = regionOf(smaller);
      if (child === null) return null;
      // One that goes the same way leaves what is below it.
      for (const each of child.route === found.route ? child.below : [child]) needed.set(each.cube.key, each);
    }
    const region = { cube, route: found.route, below: [...needed.values()] };
    regions.set(cube.key, region);
    return region;
  };
  return regionOf(EVERYTHING);
}

/**
 * The route of a cube for requests that are in no rule's cube but those that take in all of it, and what others may be in.
 * Null where no rule takes it.
 */
function below(
  rules: readonly PositiveRule[],
  cube: Cube,
): { readonly route: number; readonly cubes: readonly Cube[] } | null {
  const index = rules.findIndex((rule) => takesAll(rule, cube));
  const decisive = rules[index];
  if (decisive === undefined) return null;
  const cubes: Cube[] = [];
  for (const rule of rules.slice(0, index)) {
    if (rule.route === decisive.route || isExcepted(rule, cube)) continue;
    const both = meetCubes(cube, rule.cube);
    if (both !== null && !isExcepted(rule, both)) cubes.push(both);
  }
  for (const exception of decisive.except) {
    const both = meetCubes(cube, exception);
    if (both !== null) cubes.push(both);
  }
  return { route: decisive.route, cubes };
}

function takesAll(rule: PositiveRule, cube: Cube): boolean {
  return isCubeWithin(cube, rule.cube) && !isExcepted(rule, cube);
}

function isExcepted({ except }: PositiveRule, cube: Cube): boolean {
  return except.some((exception) => isCubeWithin(cube, exception));
}
