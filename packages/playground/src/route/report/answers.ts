import { matcher, notPlain, readRequest, routeRules, servesHost, traceMatch, traceRules } from '@lamia/lang';
import type { MatchTrace, Request, RequestInput, Rule, RuleTrace } from '@lamia/lang';
import { comparable, readRoutes, sharesOf, type RouteRead, type RoutesToRead } from './routes-read.js';

/** What a route makes of a request. */
export interface RouteAnswer {
  /**
   * `taken`: by this route; `earlier`: it would, but an earlier route has; `no`: it does not match; `unknown`: its condition cannot be
   * evaluated, or one before it that cannot may have taken the request.
   */
  readonly verdict: 'taken' | 'earlier' | 'no' | 'unknown';
  readonly trace: MatchTrace | null;
  /** Its rules, each with its place among all. */
  readonly rules: readonly { readonly place: number; readonly trace: RuleTrace }[];
}

/** Where a request goes, and why it goes nowhere else. */
export interface Answer {
  /** The place of the route that takes it, that of the rest behind the last; null where it cannot be known. */
  readonly route: number | null;
  /** The place of the first rule that matches. */
  readonly rule: number | null;
  readonly routes: readonly RouteAnswer[];
  /** Whether the gateway answers for its host. */
  readonly isServed: boolean;
  /** Why data planes may differ on it; null where they do not. */
  readonly notPlain: string | null;
}

/** What becomes of each request. */
export function answersTo(project: RoutesToRead, requests: readonly RequestInput[]): readonly Answer[] {
  const read = readRoutes(project);
  const { routes, places } = comparable(read, sharesOf(project.versions, project.rest));
  const compiled = requests.length === 0 ? null : routeRules(routes);
  const rules = compiled?.ok === true ? compiled.rules : [];
  const atoms = read.flatMap(({ condition }) => condition?.atoms ?? []);
  return requests.map((input) => {
    const request = readRequest(input);
    const traces = traceRules(rules, request);
    const verdicts = verdictsOf(read, request);
    const route = verdicts.includes('unknown')
      ? takenBeforeUnknown(verdicts)
      : (placeOf(verdicts, 'taken') ?? read.length);
    const rule = traces.findIndex(({ matches }) => matches);
    return {
      route,
      rule: route === null || rule === -1 ? null : rule,
      routes: read.map((each, place) => ({
        verdict: verdicts[place] ?? 'unknown',
        trace: each.condition === null || each.isRaw ? null : traceMatch(each.condition, request),
        rules: rulesAt(place, rules, traces, places),
      })),
      isServed: servesHost(project.hosts, request.host),
      notPlain: notPlain(request, atoms),
    };
  });
}

function verdictsOf(read: readonly RouteRead[], request: Request): readonly RouteAnswer['verdict'][] {
  let before: 'open' | 'taken' | 'unknown' = 'open';
  return read.map(({ condition, isRaw }) => {
    if (condition === null || isRaw) {
      if (before === 'open') before = 'unknown';
      return before === 'taken' ? 'earlier' : 'unknown';
    }
    if (!matcher(condition)(request)) return 'no';
    if (before === 'taken') return 'earlier';
    if (before === 'unknown') return 'unknown';
    before = 'taken';
    return 'taken';
  });
}

/** A route that takes a request before any that cannot be evaluated takes it for certain. */
function takenBeforeUnknown(verdicts: readonly RouteAnswer['verdict'][]): number | null {
  const taken = placeOf(verdicts, 'taken');
  const unknown = placeOf(verdicts, 'unknown');
  return taken !== null && (unknown === null || taken < unknown) ? taken : null;
}

function placeOf(verdicts: readonly RouteAnswer['verdict'][], wanted: RouteAnswer['verdict']): number | null {
  const place = verdicts.indexOf(wanted);
  return place === -1 ? null : place;
}

function rulesAt(
  route: number,
  rules: readonly Rule[],
  traces: readonly RuleTrace[],
  places: readonly number[],
): RouteAnswer['rules'] {
  return rules.flatMap((rule, place) => {
    const trace = traces[place];
    return trace !== undefined && places[rule.route] === route ? [{ place, trace }] : [];
  });
}
