import type {
  HeaderMatcher,
  PathSpecifier,
  QueryParameterMatcher,
  Route,
  RouteAction,
  RouteConfiguration,
  RouteMatch,
  StringMatcher,
} from '../envoy/route-config.js';
import type { Destination, HttpMatch, HttpRoute, StringMatch, VirtualService } from './objects.js';
import type { IstioRelease } from './release.js';

/**
 * The route configuration that Istio gives a gateway for a VirtualService: one route for each match, up to the first that takes all.
 * After Istio's `TranslateRouteMatch` and what is around it in `pilot/pkg/networking/core/route`.
 */
export function virtualServiceAsEnvoy(
  virtualService: VirtualService,
  release: IstioRelease,
): RouteConfiguration {
  const { metadata, spec } = virtualService;
  const routes = spec.http.flatMap((entry) => {
    const route = routeAction(entry, metadata.namespace);
    const matches = entry.match ?? [{}];
    return matches.map((match): Route => ({ name: entry.name, match: routeMatch(match, release), route }));
  });
  return {
    name: metadata.name,
    virtual_hosts: [{ name: metadata.name, domains: spec.hosts, routes: upToCatchAll(routes) }],
    ignore_port_in_host_matching: true,
  };
}

function upToCatchAll(routes: readonly Route[]): readonly Route[] {
  const last = routes.findIndex(takesAll);
  return last < 0 ? routes : routes.slice(0, last + 1);
}

function takesAll({ match }: Route): boolean {
  const isAnyPath =
    ('prefix' in match && match.prefix === '/') || ('safe_regex' in match && match.safe_regex.regex === '.*');
  return isAnyPath && (match.headers ?? []).length === 0 && (match.query_parameters ?? []).length === 0;
}

function routeMatch(match: HttpMatch, release: IstioRelease): RouteMatch {
  const named = (tests: Readonly<Record<string, StringMatch>> = {}) => Object.entries(tests);
  const ordered = [
    ...named(match.headers).map(([name, test]) => headerMatcher(name, test)),
    ...named(match.withoutHeaders).map(([name, test]) => deniedMatcher(name, test, release)),
  ].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
  const own = [
    match.method && headerMatcher(':method', match.method),
    match.authority && headerMatcher(':authority', match.authority),
    match.scheme && headerMatcher(':scheme', match.scheme),
  ].filter((matcher) => matcher !== undefined);
  const parameters = named(match.queryParams).map(([name, test]) => queryMatcher(name, test));
  const headers = [...ordered, ...own];
  return {
    ...pathSpecifier(match.uri),
    ...(headers.length > 0 && { headers }),
    ...(parameters.length > 0 && { query_parameters: parameters }),
  };
}

function pathSpecifier(uri: StringMatch | undefined): PathSpecifier {
  if (uri === undefined) return { prefix: '/' };
  if ('exact' in uri) return { path: uri.exact };
  if ('prefix' in uri) return { prefix: uri.prefix };
  return 'regex' in uri ? { safe_regex: { regex: uri.regex } } : { prefix: '/' };
}

function headerMatcher(name: string, test: StringMatch): HeaderMatcher {
  const matcher = stringMatcher(test);
  return matcher === null ? { name, present_match: true } : { name, string_match: matcher };
}

function deniedMatcher(name: string, test: StringMatch, release: IstioRelease): HeaderMatcher {
  const matcher = headerMatcher(name, test);
  const isEmptyIfMissing = release.missingIsEmpty && 'string_match' in matcher;
  return { ...matcher, invert_match: true, ...(isEmptyIfMissing && { treat_missing_header_as_empty: true }) };
}

function queryMatcher(name: string, test: StringMatch): QueryParameterMatcher {
  const matcher = stringMatcher(test);
  return matcher === null ? { name, present_match: true } : { name, string_match: matcher };
}

/** Null for a test of presence, which an empty one is. */
function stringMatcher(test: StringMatch): StringMatcher | null {
  if ('exact' in test) return { exact: test.exact };
  if ('prefix' in test) return { prefix: test.prefix };
  return 'regex' in test ? { safe_regex: { regex: test.regex } } : null;
}

function routeAction(entry: HttpRoute, namespace: string): RouteAction {
  const { mirror, mirrorPercentage } = entry;
  const action = weightedAction(entry, namespace);
  if (mirror === undefined) return action;
  const numerator = Math.trunc((mirrorPercentage?.value ?? 100) * MILLIONTHS);
  return {
    ...action,
    request_mirror_policies: [
      {
        cluster: clusterName(mirror, namespace),
        runtime_fraction: { default_value: { numerator, denominator: 'MILLION' } },
      },
    ],
  };
}

/** Of a percent. */
const MILLIONTHS = 10_000;

function weightedAction({ route }: HttpRoute, namespace: string): RouteAction {
  const [only, ...others] = route;
  // A destination without others takes all, whatever its weight.
  if (only !== undefined && others.length === 0) return { cluster: clusterName(only.destination, namespace) };
  const clusters = route
    .filter(({ weight }) => weight > 0)
    .map(({ destination, weight }) => ({ name: clusterName(destination, namespace), weight }));
  return { weighted_clusters: { clusters } };
}

/** The name of the cluster that Istio makes of a destination. */
export function clusterName({ host, port, subset = '' }: Destination, namespace: string): string {
  const whole = host.includes('.') ? host : `${host}.${namespace}.svc.cluster.local`;
  return `outbound|${port.number}|${subset}|${whole}`;
}
