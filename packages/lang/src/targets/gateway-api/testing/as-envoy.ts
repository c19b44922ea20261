import { readRequest } from '../../../condition/request.js';
import type {
  HeaderMatcher,
  PathSpecifier,
  QueryParameterMatcher,
  Route,
  RouteConfiguration,
  RouteMatch,
  StringMatcher,
} from '../../envoy/route-config.js';
import type { HttpRoute, HttpRouteMatch, HttpRouteRule, PathMatch, ValueMatch } from '../httproute.js';
import { IMPLEMENTATIONS, inOrder, placedMatches } from '../readers.js';

/** Implementations built on Envoy, which bring all matches of a host into one order whatever the request. */
export type OnEnvoy = 'istio' | 'envoy-gateway';

/** No rank of these looks at the request. */
const ANY_REQUEST = readRequest({ method: 'GET', path: '/', headers: [] });

/**
 * The route configuration that an implementation makes of HTTPRoutes: a virtual host for each hostname, in it a route for each match
 * of the objects that have it, the winner first.
 * @param nameOf what the routes of a rule are called
 */
export function httpRoutesAsEnvoy(
  routes: readonly HttpRoute[],
  implementation: OnEnvoy,
  nameOf: (rule: HttpRouteRule) => string,
): RouteConfiguration {
  const rank = IMPLEMENTATIONS.get(implementation);
  if (rank === undefined) throw new RangeError(`${implementation} has no order`);
  const domains = new Set(routes.flatMap(domainsOf));
  return {
    virtual_hosts: [...domains].map((domain) => {
      const own = routes.filter((route) => domainsOf(route).includes(domain));
      const placed = inOrder(placedMatches(own), implementation, (match) => rank(match, ANY_REQUEST));
      return {
        name: domain,
        domains: [domain],
        routes: placed.map(({ match, rule }): Route => ({ name: nameOf(rule), match: routeMatch(match) })),
      };
    }),
    ignore_port_in_host_matching: true,
  };
}

function domainsOf({ spec }: HttpRoute): readonly string[] {
  return spec.hostnames ?? ['*'];
}

function routeMatch({ path, method, headers = [], queryParams = [] }: HttpRouteMatch): RouteMatch {
  const methods: readonly HeaderMatcher[] =
    method === undefined ? [] : [{ name: ':method', string_match: { exact: method } }];
  return {
    ...pathSpecifier(path),
    headers: [...methods, ...headers.map(valueMatcher)],
    query_parameters: queryParams.map((parameter): QueryParameterMatcher => valueMatcher(parameter)),
  };
}

function pathSpecifier(path: PathMatch | undefined): PathSpecifier {
  if (path === undefined) return { prefix: '/' };
  const { type, value } = path;
  switch (type) {
    case 'Exact':
      return { path: value };
    case 'RegularExpression':
      return { safe_regex: { regex: value } };
    case 'PathPrefix': {
      const folder = value.replace(/\/+$/, '');
      return folder === '' ? { prefix: '/' } : { path_separated_prefix: folder };
    }
  }
}

function valueMatcher({ type, name, value }: ValueMatch): {
  readonly name: string;
  readonly string_match: StringMatcher;
} {
  return { name, string_match: type === 'Exact' ? { exact: value } : { safe_regex: { regex: value } } };
}
