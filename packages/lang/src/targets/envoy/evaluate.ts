import type { RequestInput } from '../../condition/request.js';
import { lowerCase } from '../../condition/request.js';
import { virtualHostOf } from './domains.js';
import { requestHeaders, type RepeatedHeaders, type RequestHeaders } from './request-headers.js';
import type {
  HeaderMatcher,
  PathSpecifier,
  QueryParameterMatcher,
  Route,
  RouteConfiguration,
  RouteMatch,
} from './route-config.js';
import { byteRegex } from './regex-bytes.js';
import { compileStringMatcher } from './string-matcher.js';

/** What decides beside the route configuration. */
export interface EnvoySettings {
  /** How Envoy compares a header that stands on several lines: `each` of them from release 1.39 on, `joined` before. */
  readonly repeatedHeaders: RepeatedHeaders;
}

export const CURRENT_ENVOY: EnvoySettings = { repeatedHeaders: 'each' };

type Test = (headers: RequestHeaders) => boolean;

/**
 * Which route of a configuration takes a request in Envoy 1.40; null where none does and Envoy answers itself. The configuration
 * must be one that Envoy accepts. What a listener does to a request before it is routed is left out, as it depends on the
 * listener: normalising its path, and the headers of `own-headers.ts`. The scheme is the connection's, which is what Envoy sees
 * where the listener sets `use_remote_address` or nobody sends `x-forwarded-proto`.
 */
export function compileRoutes(
  configuration: RouteConfiguration,
  settings = CURRENT_ENVOY,
): (request: RequestInput) => Route | null {
  const hosts = configuration.virtual_hosts.map(({ domains, routes }) => ({
    domains,
    routes: routes.map((route) => ({ route, matches: compileMatch(route.match) })),
  }));
  const withoutPort = configuration.ignore_port_in_host_matching === true;
  return (request) => {
    const headers = requestHeaders(request, settings.repeatedHeaders);
    // `OPTIONS *` and the like are never routed.
    if (!headers.path.startsWith('/')) return null;
    const host = virtualHostOf(hosts, headers.authority, withoutPort);
    return host?.routes.find(({ matches }) => matches(headers))?.route ?? null;
  };
}

function compileMatch(match: RouteMatch): Test {
  const tests: Test[] = [
    compilePath(match, match.case_sensitive ?? true),
    ...(match.headers ?? []).map(compileHeader),
    ...(match.query_parameters ?? []).map(compileQueryParameter),
  ];
  return (headers) => tests.every((test) => test(headers));
}

function compilePath(specifier: PathSpecifier, caseSensitive: boolean): Test {
  const folded = (text: string): string => (caseSensitive ? text : lowerCase(text));
  if ('prefix' in specifier) {
    const prefix = folded(specifier.prefix);
    return ({ path }) => folded(path).startsWith(prefix);
  }
  if ('path' in specifier) {
    const whole = folded(specifier.path);
    return ({ path }) => folded(path) === whole;
  }
  if ('path_separated_prefix' in specifier) {
    const prefix = folded(specifier.path_separated_prefix);
    return ({ path }) => folded(path) === prefix || folded(path).startsWith(`${prefix}/`);
  }
  const matches = byteRegex(specifier.safe_regex.regex);
  return ({ path }) => matches(path);
}

function compileHeader(matcher: HeaderMatcher): Test {
  const { invert_match: inverted = false, treat_missing_header_as_empty: emptyIfMissing = false } = matcher;
  const name = lowerCase(matcher.name);
  if ('present_match' in matcher) {
    const wanted = matcher.present_match !== inverted;
    return (headers) => (emptyIfMissing || headers.values(name).length > 0) === wanted;
  }
  const matches = compileStringMatcher(matcher.string_match);
  return (headers) => {
    const values = headers.values(name);
    if (values.length === 0) return emptyIfMissing && matches('') !== inverted;
    return values.some(matches) !== inverted;
  };
}

function compileQueryParameter(matcher: QueryParameterMatcher): Test {
  const { name } = matcher;
  if ('present_match' in matcher) return ({ query }) => (query(name) !== undefined) === matcher.present_match;
  const matches = compileStringMatcher(matcher.string_match);
  return ({ query }) => {
    const value = query(name);
    return value !== undefined && matches(value);
  };
}
