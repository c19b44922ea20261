import type { TargetProblem } from '../target.js';
import { isCubeWithin } from './cube.js';
import type { HttpRouteMatch } from './httproute.js';
import { precedence, specificityOf, type Specificity } from './precedence.js';
import type { Region } from './specificity.js';
import { writeMatch, type Means } from './write-match.js';

/** A region that is written down. */
export interface Entry {
  readonly match: HttpRouteMatch;
  readonly route: number;
  /** Those that must be in an earlier rule, or in the same: some implementations compare them as equal. */
  readonly after: readonly Entry[];
}

interface Candidate {
  readonly region: Region;
  /** Null where it cannot be written. */
  readonly written: { readonly match: HttpRouteMatch; readonly specificity: Specificity } | null;
  readonly problem: TargetProblem | null;
  isKept: boolean;
}

/** A part of a candidate that goes elsewhere, and the candidates that would see to it. */
interface Requirement {
  readonly of: Candidate;
  readonly seenToBy: readonly { readonly by: Candidate; readonly isTie: boolean }[];
}

/**
 * Matches that send every request where its region goes, as few as are found; in an order in which each comes before those
 * that it must precede. Or what cannot be written and cannot be done without.
 *
 * A match is right where each part of it that goes elsewhere is in a more specific match, right or not: the most specific
 * match that a request is in is then right for it.
 */
export function cover(
  all: Region,
  means: Means,
): { readonly entries: readonly Entry[] } | { readonly problems: readonly TargetProblem[] } {
  const candidates = candidatesOf(all, means);
  const requirements = requirementsOf(candidates);
  prune(candidates, requirements);
  const kept = candidates.filter(({ isKept }) => isKept);
  const problems = kept.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return { problems };
  const entries = new Map<Candidate, Entry>();
  for (const candidate of kept) {
    if (candidate.written === null) continue;
    const after = requirements.flatMap((requirement) => {
      if (requirement.of !== candidate) return [];
      const seers = requirement.seenToBy.filter(({ by }) => by.isKept);
      const [seer] = seers.some(({ isTie }) => !isTie) ? [] : seers;
      const before = seer === undefined ? undefined : entries.get(seer.by);
      return before === undefined ? [] : [before];
    });
    const { match } = candidate.written;
    entries.set(candidate, { match, route: candidate.region.route, after: [...new Set(after)] });
  }
  return { entries: [...entries.values()] };
}

/** Smaller regions first, otherwise in the order of the rules. */
function candidatesOf(all: Region, means: Means): readonly Candidate[] {
  const found = new Map<Region, Candidate>();
  const add = (region: Region): void => {
    if (found.has(region)) return;
    for (const smaller of region.below) add(smaller);
    const written = writeMatch(region.cube, means);
    const isWritten = 'match' in written;
    found.set(region, {
      region,
      written: isWritten ? { match: written.match, specificity: specificityOf(written.match) } : null,
      problem: isWritten ? null : written.problem,
      isKept: true,
    });
  };
  add(all);
  return [...found.values()];
}

function requirementsOf(candidates: readonly Candidate[]): readonly Requirement[] {
  return candidates.flatMap((of, position) => {
    const earlier = candidates.slice(0, position).flatMap((by) => {
      // What cannot be written is no use to others; whether it can be done without is seen by that.
      const order =
        of.written === null || by.written === null
          ? null
          : precedence(by.written.specificity, of.written.specificity);
      return order === null ? [] : [{ by, isTie: order === 'tie' }];
    });
    return of.region.below.map((part): Requirement => {
      const own = candidates.find(({ region }) => region === part);
      const seenToBy = earlier.filter(({ by }) => by === own || isCubeWithin(part.cube, by.region.cube));
      if (own !== undefined && seenToBy.every(({ by }) => by !== own))
        seenToBy.push({ by: own, isTie: false });
      return { of, seenToBy };
    });
  });
}

/** Leaves out what can be done without: first what cannot be written, then the most specific. */
function prune(candidates: readonly Candidate[], requirements: readonly Requirement[]): void {
  const resting = new Map<Candidate, Requirement[]>();
  for (const requirement of requirements) {
    for (const { by } of requirement.seenToBy) {
      const on = resting.get(by);
      if (on === undefined) resting.set(by, [requirement]);
      else on.push(requirement);
    }
  }
  const whole = candidates.at(-1);
  const canGo = (candidate: Candidate): boolean =>
    (resting.get(candidate) ?? []).every(
      ({ of, seenToBy }) =>
        !of.isKept || of === candidate || seenToBy.some(({ by }) => by !== candidate && by.isKept),
    );
  const order = [...candidates].sort(
    (first, second) => Number(first.written !== null) - Number(second.written !== null),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const candidate of order) {
      if (!candidate.isKept || candidate === whole || !canGo(candidate)) continue;
      candidate.isKept = false;
      changed = true;
    }
  }
}
