import type { Entry } from './cover.js';
import type { HttpRouteMatch } from './httproute.js';
import type { HttpRouteLimits } from './options.js';

/** The matches of one rule. */
export interface MatchGroup {
  readonly route: number;
  readonly matches: readonly HttpRouteMatch[];
}

/** Matches as rules, few of them, in which each match comes after those that it must come after. */
export function grouped(entries: readonly Entry[], limits: HttpRouteLimits): readonly MatchGroup[] {
  const groups: MatchGroup[] = [];
  const last = entries.at(-1)?.route;
  const written = new Set<Entry>();
  let rest = entries;
  while (rest.length > 0) {
    const open = rest;
    const routes = [...new Set(open.map(({ route }) => route))];
    // The default comes last where nothing stands against it.
    routes.sort((first, second) => Number(first === last) - Number(second === last));
    const taken = routes
      .map((route) => takeable(open, route, written))
      .reduce((most, next) =>
        most.length === 0 || (next.length > most.length && next[0]?.route !== last) ? next : most,
      );
    const [first] = taken;
    // Each comes after what it must come after in `entries`, so that something can always be taken.
    if (first === undefined) break;
    for (const entry of taken) written.add(entry);
    rest = open.filter((entry) => !written.has(entry));
    for (let from = 0; from < taken.length; from += limits.matches) {
      const matches = taken.slice(from, from + limits.matches).map(({ match }) => match);
      groups.push({ route: first.route, matches });
    }
  }
  return groups;
}

/**
 * Those of a route that nothing which is not written yet must precede, but others of the same. The last takes what no other
 * does, and people look for it at the end.
 */
function takeable(open: readonly Entry[], route: number, written: ReadonlySet<Entry>): readonly Entry[] {
  const taken = new Set<Entry>();
  const last = open.at(-1);
  for (const entry of open) {
    if (entry.route !== route) continue;
    const isFree = entry.after.every((before) => written.has(before) || taken.has(before));
    const isLast = entry === last && taken.size < open.length - 1;
    if (isFree && !isLast) taken.add(entry);
  }
  return [...taken];
}

/**
 * True where rules of one object stand in an order that Envoy Gateway keeps: it breaks ties by names that end in the number of
 * the rule, and compares them as texts, so that rule 10 comes before rule 2.
 */
export function isOrderKept(groups: readonly MatchGroup[], entries: readonly Entry[]): boolean {
  const ruleOf = new Map(
    groups.flatMap(({ matches }, rule) => matches.map((match) => [match, rule] as const)),
  );
  return entries.every(({ match, after }) =>
    after.every((before) => String(ruleOf.get(before.match)) <= String(ruleOf.get(match))),
  );
}

/** Matches in sets of which none must precede a match of another: they may be in objects of their own. */
export function independent(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const setOf = new Map<Entry, Set<Entry>>();
  for (const entry of entries) {
    const merged = new Set([entry]);
    for (const before of entry.after) for (const other of setOf.get(before) ?? []) merged.add(other);
    for (const member of merged) setOf.set(member, merged);
  }
  return [...new Set(setOf.values())].map((set) => entries.filter((entry) => set.has(entry)));
}
