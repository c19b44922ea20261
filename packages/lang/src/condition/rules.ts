import type { Literal } from './atom.js';
import { FALSE, type Bdd } from './cover/bdd.js';
import { cover, type Covered } from './cover/cover.js';
import { cubeDiagram, type Cube } from './cover/cube.js';
import type { AtomSpace } from './space.js';
import type { Rule } from '../targets/target.js';

/** The rules of one function: as few conjunctions as were found, whose alternative it is. */
export function termsOf(space: AtomSpace, diagram: Bdd, most: number): Covered {
  const { diagrams } = space;
  const possible = space.possible(diagrams.support(diagram));
  return cover(
    diagrams,
    {
      lower: diagrams.and(diagram, possible),
      upper: diagrams.or(diagram, diagrams.not(possible)),
    },
    most,
  );
}

/** A rule while variables still stand for its literals. */
interface Entry {
  readonly cube: Cube;
  readonly route: number;
}

/** So many rules of one route are read at a glance. */
const FEW = 8;
/** Every data plane takes so many tests in one rule. */
const TESTS_OF_RULE = 16;

export type RuleList =
  | { readonly ok: true; readonly rules: readonly Rule[] }
  /** The route whose rules are too many, or whose condition is too large. */
  | { readonly ok: false; readonly route: number; readonly why: 'cubes' | 'size' };

/**
 * One ordered list of rules for routes in order, the last of which takes the rest. A route has a rule for each alternative of its
 * condition; where fewer rules say what it does *not* take, those come first, each with what the later routes make of it.
 *
 * @param routes functions of all routes but the last
 * @param complements whether a list may send requests to later routes before an earlier one takes the rest
 * @param most how many rules one route may have
 */
export function ruleList(
  space: AtomSpace,
  routes: readonly Bdd[],
  complements: boolean,
  most: number,
): RuleList {
  let entries: readonly Entry[] = [{ cube: new Map(), route: routes.length }];
  for (const [index, diagram] of [...routes.entries()].reverse()) {
    const takes = termsOf(space, diagram, most);
    const direct = takes.ok ? [...takes.cubes.map((cube) => ({ cube, route: index })), ...entries] : null;
    // Parts of the condition read best: what it does not take comes first only where that is much shorter.
    const isLong = !takes.ok || takes.cubes.length > FEW;
    const around = complements && isLong ? carvedOut(space, diagram, index, entries, most) : null;
    const isBetter =
      around !== null &&
      around.length < (direct?.length ?? Infinity) &&
      (direct === null || around.every(({ cube }) => cube.size <= TESTS_OF_RULE));
    const chosen = isBetter ? around : direct;
    if (chosen === null) return { ok: false, route: index, why: takes.ok ? 'cubes' : takes.why };
    entries = chosen;
  }
  return { ok: true, rules: entries.map(({ cube, route }) => ({ all: literalsOf(space, cube), route })) };
}

/** First what the route does not take, as the later routes have it, then everything else to the route. */
function carvedOut(
  space: AtomSpace,
  diagram: Bdd,
  route: number,
  later: readonly Entry[],
  most: number,
): readonly Entry[] | null {
  const leaves = termsOf(space, space.diagrams.not(diagram), most);
  if (!leaves.ok || leaves.cubes.length * later.length > most) return null;
  const entries = leaves.cubes.flatMap((left) =>
    later.flatMap((entry) => {
      const both = joined(left, entry.cube);
      return both !== null && space.isPossible(cubeDiagram(space.diagrams, both))
        ? [{ cube: both, route: entry.route }]
        : [];
    }),
  );
  return [...withoutCovered(space, entries), { cube: new Map(), route }];
}

/** Leaves out entries that only get what earlier ones have taken. */
function withoutCovered(space: AtomSpace, entries: readonly Entry[]): readonly Entry[] {
  let taken: Bdd = FALSE;
  return entries.filter(({ cube }) => {
    const own = cubeDiagram(space.diagrams, cube);
    const isCovered = space.implies(own, taken);
    taken = space.diagrams.or(taken, own);
    return !isCovered;
  });
}

function joined(left: Cube, right: Cube): Cube | null {
  const both = new Map(left);
  for (const [variable, value] of right) {
    if ((both.get(variable) ?? value) !== value) return null;
    both.set(variable, value);
  }
  return both;
}

/** The literals of a cube in the order in which the condition names them. */
export function literalsOf(space: AtomSpace, cube: Cube): readonly Literal[] {
  return [...cube]
    .map(([variable, value]) => ({ atom: space.atomOf(variable), value }))
    .sort((left, right) => left.atom - right.atom)
    .flatMap(({ atom, value }) => {
      const found = space.atoms[atom];
      return found === undefined ? [] : [{ ...found, negated: !value }];
    });
}
