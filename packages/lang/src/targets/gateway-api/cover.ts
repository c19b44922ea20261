import type { TargetProblem } from '../target.js';
import { isCubeWithin } from './cube.js';
import type { HttpRouteMatch } from './httproute.js';
import { orderOf, type Region } from './regions.js';

/** A region that is written down. */
export interface Entry {
  readonly match: HttpRouteMatch;
  readonly route: number;
  /** Those that must be in an earlier rule, or in the same: some implementations compare them as equal. */
  readonly after: readonly Entry[];
}

/** A part of a region that goes elsewhere, and the regions that would see to it. */
interface Requirement {
  readonly of: Region;
  readonly seers: readonly Seer[];
}

interface Seer {
  readonly by: Region;
  /** True where it wins only if it comes first. */
  readonly isTie: boolean;
}

/**
 * Matches that send every request where its region goes, as few as are found, in an order in which each comes after those that
 * must precede it. Or what cannot be written and cannot be done without.
 *
 * A match is right where each part of it that goes elsewhere is in a match that wins over it, right or not: the winner of all
 * that a request is in is then right for it.
 *
 * @param ties whether a match may win by coming first, beyond where there is no other way
 */
export function cover(
  regions: readonly Region[],
  ties: boolean,
): { readonly entries: readonly Entry[] } | { readonly problems: readonly TargetProblem[] } {
  const requirements = requirementsOf(regions, ties);
  const kept = pruned(regions, requirements);
  const entries = new Map<Region, Entry>();
  const problems: TargetProblem[] = [];
  for (const region of regions) {
    if (!kept.has(region)) continue;
    const { written, route } = region;
    if ('problem' in written) {
      problems.push(written.problem);
      continue;
    }
    const after = (requirements.get(region) ?? []).flatMap(({ seers }) => {
      const able = seers.filter(({ by }) => kept.has(by));
      const [first] = able.some(({ isTie }) => !isTie) ? [] : able;
      return first === undefined ? [] : (entries.get(first.by) ?? []);
    });
    entries.set(region, { match: written.match, route, after: [...new Set(after)] });
  }
  return problems.length > 0 ? { problems } : { entries: [...entries.values()] };
}

function requirementsOf(
  regions: readonly Region[],
  ties: boolean,
): ReadonlyMap<Region, readonly Requirement[]> {
  const byKey = new Map(regions.map((region) => [region.cube.key, region] as const));
  return new Map(
    regions.map((of, position) => {
      const winners = regions.slice(0, position).flatMap((by): readonly Seer[] => {
        const order = orderOf(by.written, of.written);
        return order === 'before' || (ties && order === 'tie') ? [{ by, isTie: order === 'tie' }] : [];
      });
      const requirements = of.parts.map((part): Requirement => {
        const own = byKey.get(part.key);
        const others = winners.filter(({ by }) => by !== own && isCubeWithin(part, by.cube));
        // A part wins over the whole, be it only by coming first, in what it has no less of.
        const isTie = own !== undefined && orderOf(own.written, of.written) !== 'before';
        return { of, seers: own === undefined ? others : [{ by: own, isTie }, ...others] };
      });
      return [of, requirements] as const;
    }),
  );
}

/** What is left without what can be done without: first what cannot be written, then the most specific. */
function pruned(
  regions: readonly Region[],
  requirements: ReadonlyMap<Region, readonly Requirement[]>,
): ReadonlySet<Region> {
  const resting = new Map<Region, Requirement[]>();
  for (const requirement of [...requirements.values()].flat()) {
    for (const { by } of requirement.seers) {
      const on = resting.get(by);
      if (on === undefined) resting.set(by, [requirement]);
      else on.push(requirement);
    }
  }
  const kept = new Set(regions);
  const canGo = (region: Region): boolean =>
    (resting.get(region) ?? []).every(
      ({ of, seers }) => !kept.has(of) || seers.some(({ by }) => by !== region && kept.has(by)),
    );
  const order = regions
    .slice(0, -1)
    .toSorted((first, second) => Number('match' in first.written) - Number('match' in second.written));
  for (let before = 0; before !== kept.size;) {
    before = kept.size;
    for (const region of order) if (kept.has(region) && canGo(region)) kept.delete(region);
  }
  return kept;
}
