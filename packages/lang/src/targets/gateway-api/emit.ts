import { addressNotes } from '../rules/kubernetes-names.js';
import type { Emission, Rule, TargetGateway, TargetProblem } from '../target.js';
import { checkHttpRoute } from './checks.js';
import { cover, type Entry } from './cover.js';
import { factsOf } from './field-facts.js';
import { byHost, type HostGroup } from './hosts.js';
import type { BackendReference, HttpRoute, HttpRouteRule, ParentReference } from './httproute.js';
import { copyProblems, mirrorFilters } from './mirrors.js';
import { namesOf, nameProblems } from './names.js';
import { LIMITS, limitsOf, type GatewayApiOptions, type HttpRouteLimits } from './options.js';
import { padded } from './path-regexes.js';
import { positiveRules, type Wording } from './positive-rule.js';
import { grouped, independent, isOrderKept, type MatchGroup } from './rules.js';
import { MOST_REGIONS, regionsOf } from './regions.js';

/** What is written for a gateway. */
export interface GatewayApiObjects {
  readonly routes: readonly HttpRoute[];
  /** For each of them the indices of the gateway's routes that its rules have the weights of. */
  readonly ruleRoutes: readonly (readonly number[])[];
  /** The version that a service and its port stand for, by `service:port`. */
  readonly versions: ReadonlyMap<string, string>;
}

/** The rules of one object, or why there are none. */
type Objects =
  { readonly objects: readonly (readonly MatchGroup[])[] } | { readonly problems: readonly TargetProblem[] };

export function emitHttpRoutes(
  gateway: TargetGateway,
  rules: readonly Rule[],
  options: GatewayApiOptions,
): Emission<GatewayApiObjects> {
  const unnamed = [...nameProblems(gateway), ...copyProblems(gateway, options.version ?? 'v1.6')];
  if (unnamed.length > 0) return { ok: false, problems: unnamed };
  const hosts = byHost(gateway.hosts, rules);
  if ('problems' in hosts) return { ok: false, problems: hosts.problems };
  const problems: TargetProblem[] = [];
  const found: Written[] = [];
  const parents = options.parents ?? [{ name: gateway.name }];
  const names = namesOf(gateway.name);
  for (const group of hosts.groups) {
    const objects = objectsOf(group, options);
    if ('problems' in objects) problems.push(...objects.problems);
    else found.push(...written(gateway, group, objects.objects, parents, names));
  }
  if (problems.length > 0) return { ok: false, problems: distinct(problems) };
  const routes = found.map(({ route }) => route);
  const faults = routes.flatMap((route) => checkHttpRoute(route, limitsOf(options.version ?? 'v1.6')));
  if (faults.length > 0) return { ok: false, problems: faults.map(limitProblem) };
  const versions = new Map(
    gateway.backends.map(({ service, port, version }) => [`${service}:${port}`, version]),
  );
  return {
    ok: true,
    emitted: { routes, ruleRoutes: found.map((each) => each.ruleRoutes), versions },
    notes: [...notesOn(routes), ...addressNotes(gateway.backends)],
  };
}

/** The first wording that can be written; what one cannot say, another can, and the last tells why none does. */
function objectsOf(group: HostGroup, options: GatewayApiOptions): Objects {
  const regexes = options.profile !== 'core';
  const limits = limitsOf(options.version ?? 'v1.6');
  if (group.rules.length > MOST_REGIONS) return { problems: [tooMany(group, null, limits)] };
  let problems: readonly TargetProblem[] = [];
  for (const wording of wordingsFor(group, regexes)) {
    const objects = objectsIn(group, wording, regexes, limits);
    if ('objects' in objects) return objects;
    ({ problems } = objects);
  }
  return { problems };
}

/**
 * Values one by one rather than in regular expressions, which fewer implementations have; and regular expressions of paths,
 * whose order differs between implementations, only where there is no other way.
 */
function wordingsFor({ rules }: HostGroup, regexes: boolean): readonly Wording[] {
  const literals = rules.flatMap(({ all }) => all);
  const hasLists = regexes && literals.some(({ op }) => op === 'in');
  const hasPaths = regexes && literals.some(({ field }) => field === 'path');
  const facts = factsOf(literals);
  return (hasPaths ? [false, true] : [false]).flatMap((regexPaths) =>
    (hasLists ? [true, false] : [true]).map((apart) => ({ apart, regexPaths, facts })),
  );
}

function objectsIn(group: HostGroup, wording: Wording, regexes: boolean, limits: HttpRouteLimits): Objects {
  const rules = group.rules.map((rule) => positiveRules(rule, wording));
  if (rules.includes(null)) return { problems: [tooMany(group, null, limits)] };
  const positive = rules.flatMap((rule) => rule ?? []);
  let problems: readonly TargetProblem[] = [];
  // Few matches do that win by their place, but only so many places are in one order for all.
  for (const ties of [true, false]) {
    const { regexPaths } = wording;
    const regions = regionsOf(positive, { regexes, regexPaths, ties });
    if (regions === null) return { problems: [tooMany(group, null, limits)] };
    const covered = cover(regions, ties);
    if ('problems' in covered) return covered;
    const objects = split(covered.entries, limits);
    if (objects !== null) return { objects };
    problems = [tooMany(group, covered.entries.length, limits)];
  }
  return { problems };
}

/** Rules of one object, or of several where none must precede one of another; null where they do not fit. */
function split(
  entries: readonly Entry[],
  limits: HttpRouteLimits,
): readonly (readonly MatchGroup[])[] | null {
  const fitting = (some: readonly Entry[]): readonly MatchGroup[] | null => {
    // No rule has matches of two routes, so that most that is too much is seen before it is put in order.
    const routes = new Set(some.map(({ route }) => route));
    if (some.length > limits.allMatches || routes.size > limits.rules) return null;
    const groups = grouped(some, limits);
    return groups.length <= limits.rules && isOrderKept(groups, some) ? groups : null;
  };
  const one = fitting(entries);
  if (one !== null) return [one];
  const objects: (readonly Entry[])[] = [];
  for (const set of independent(entries)) {
    const at = objects.findIndex((object) => fitting([...object, ...set]) !== null);
    if (at < 0) objects.push(set);
    else objects[at] = [...(objects[at] ?? []), ...set];
  }
  const groups = objects.map(fitting);
  return groups.includes(null) ? null : groups.flatMap((object) => (object === null ? [] : [object]));
}

/** An object, and the routes that its rules have the weights of. */
interface Written {
  readonly route: HttpRoute;
  readonly ruleRoutes: readonly number[];
}

function written(
  gateway: TargetGateway,
  { hostnames }: HostGroup,
  objects: readonly (readonly MatchGroup[])[],
  parents: readonly ParentReference[],
  nameOf: (hostnames: readonly string[]) => string,
): readonly Written[] {
  const lists: (readonly string[])[] = [];
  for (let from = 0; from === 0 || from < hostnames.length; from += LIMITS.hostnames) {
    lists.push(hostnames.slice(from, from + LIMITS.hostnames));
  }
  return lists.flatMap((list) =>
    padded(objects).map((groups): Written => ({
      ruleRoutes: groups.map(({ route }) => route),
      route: {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: nameOf(list), namespace: gateway.namespace },
        spec: {
          parentRefs: parents,
          ...(list.length === 0 ? {} : { hostnames: list }),
          rules: groups.map(({ route, matches }): HttpRouteRule => {
            const filters = mirrorFilters(gateway.routes[route]?.mirror, gateway);
            return {
              matches,
              ...(filters.length > 0 && { filters }),
              backendRefs: backendRefs(gateway, route),
            };
          }),
        },
      },
    })),
  );
}

/** Weights in percent where all are whole, in hundredths of a percent otherwise. */
function backendRefs(gateway: TargetGateway, route: number): readonly BackendReference[] {
  const shares = gateway.routes[route]?.to ?? [];
  const unit = shares.every(({ weight }) => weight % 100 === 0) ? 100 : 1;
  return shares.flatMap(({ version, weight }) => {
    const backend = gateway.backends.find((one) => one.version === version);
    return backend === undefined
      ? []
      : [{ name: backend.service, port: backend.port, weight: weight / unit }];
  });
}

function distinct(problems: readonly TargetProblem[]): readonly TargetProblem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

function notesOn(routes: readonly HttpRoute[]): readonly TargetProblem[] {
  const matches = routes.flatMap(({ spec }) => spec.rules.flatMap((rule) => rule.matches));
  const hasRegex = matches.some(({ path, headers = [], queryParams = [] }) =>
    [path, ...headers, ...queryParams].some((match) => match?.type === 'RegularExpression'),
  );
  const hasHostnames = routes.some(({ spec }) => spec.hostnames !== undefined);
  const filters = routes.flatMap(({ spec }) => spec.rules.flatMap((rule) => rule.filters ?? []));
  const isPartly = filters.some(({ requestMirror: { percent, fraction } }) => percent ?? fraction);
  return [
    ...(hasRegex
      ? [
          note(
            'regular expressions go out as profile `re2-full` has them: the implementation must match them in RE2 on the whole value; use profile `core` to refuse them',
          ),
        ]
      : []),
    ...(filters.length > 0
      ? [
          note(
            `not every implementation of the gateway api copies requests: yours needs the feature \`${isPartly ? 'HTTPRouteRequestPercentageMirror' : 'HTTPRouteRequestMirror'}\``,
          ),
        ]
      : []),
    ...(hasHostnames
      ? [
          note(
            'a hostname of the gateway api cannot end with a dot: let the implementation take the dot off the host of requests, as `stripTrailingHostDot` of Envoy Gateway does, or `shop.example.` is another host than `shop.example`',
          ),
        ]
      : []),
  ];
}

function note(message: string): TargetProblem {
  return { code: 'target-note', severity: 'info', message, literal: null, route: null };
}

function tooMany({ hostnames }: HostGroup, count: number | null, limits: HttpRouteLimits): TargetProblem {
  const where = hostnames.length === 0 ? '' : ` for host \`${hostnames.join('`, `')}\``;
  const what = count ?? `more than ${MOST_REGIONS}`;
  const message = `these conditions come to ${what} matches${where} that depend on each other, and an httproute holds ${limits.allMatches} in ${limits.rules} rules of ${limits.matches}; ask for fewer alternatives at once`;
  return { code: 'target-limit', severity: 'error', message, literal: null, route: null };
}

function limitProblem(fault: string): TargetProblem {
  return { code: 'target-limit', severity: 'error', message: fault, literal: null, route: null };
}
