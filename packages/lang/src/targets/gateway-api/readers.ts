import { readRequest, type Request, type RequestInput } from '../../condition/request.js';
import type { Reader, Share } from '../target.js';
import { utf8Length } from '../../source/utf8-length.js';
import type { GatewayApiObjects } from './emit.js';
import type { HttpRoute, HttpRouteMatch, HttpRouteRule, PathMatch, ValueMatch } from './httproute.js';
import { MatchCompiler, type MatchTest } from './match-test.js';

/** A match of one rule, as an implementation takes it apart. */
export interface PlacedMatch {
  readonly match: HttpRouteMatch;
  readonly rule: HttpRouteRule;
  /** The name by which Envoy Gateway orders what is equal. */
  readonly name: string;
  /** Its place among all of the host. */
  readonly index: number;
}

/** What there is to read. */
type ReadObjects = Pick<GatewayApiObjects, 'routes' | 'versions'>;

interface Candidate extends PlacedMatch {
  readonly takes: MatchTest;
}

/** What a match is compared by, the most important first; a larger one wins. */
type Rank = (match: HttpRouteMatch, request: Request) => readonly number[];

/** How implementations order what matches. */
export const IMPLEMENTATIONS: ReadonlyMap<string, Rank> = new Map<string, Rank>([
  // The standard leaves regular expressions of paths open; kgateway puts them before prefixes and compares no lengths.
  [
    'spec',
    (match) => {
      const { type } = pathOf(match);
      const length = type === 'RegularExpression' ? 0 : pathOf(match).value.length;
      return [
        pathKind(match, ['PathPrefix', 'RegularExpression', 'Exact']),
        length,
        ...methodHeadersQuery(match),
      ];
    },
  ],
  [
    'istio',
    (match) => [
      pathKind(match, ['RegularExpression', 'PathPrefix', 'Exact']),
      utf8Length(pathOf(match).value),
      ...methodHeadersQuery(match),
    ],
  ],
  [
    'envoy-gateway',
    (match) => {
      const { headers = [], queryParams = [], method } = match;
      // The method is a header there, compared exactly.
      const methods = method === undefined ? 0 : 1;
      const path = pathOf(match);
      return [
        pathKind(match, ['PathPrefix', 'RegularExpression', 'Exact']),
        path.type === 'PathPrefix' && path.value === '/' ? 0 : utf8Length(path.value),
        headers.length + methods,
        exact(headers) + methods,
        queryParams.length,
        exact(queryParams),
      ];
    },
  ],
  [
    'linkerd',
    (match, { path }) => {
      const { type, value } = pathOf(match);
      const matched =
        type === 'PathPrefix'
          ? utf8Length(value === '/' ? value : value.replace(/\/+$/, ''))
          : utf8Length(path);
      return [
        matched,
        match.headers?.length ?? 0,
        match.queryParams?.length ?? 0,
        match.method === undefined ? 0 : 1,
      ];
    },
  ],
]);

function methodHeadersQuery({ method, headers = [], queryParams = [] }: HttpRouteMatch): readonly number[] {
  return [method === undefined ? 0 : 1, headers.length, queryParams.length];
}

function exact(matches: readonly ValueMatch[]): number {
  return matches.filter(({ type }) => type === 'Exact').length;
}

function pathOf({ path }: HttpRouteMatch): PathMatch {
  return path ?? { type: 'PathPrefix', value: '/' };
}

function pathKind(match: HttpRouteMatch, ascending: readonly PathMatch['type'][]): number {
  return ascending.indexOf(pathOf(match).type);
}

/** Readers of HTTPRoutes, by the name of the implementation. */
export function readersOf(
  objects: ReadObjects,
  read: typeof sharesOf = sharesOf,
): ReadonlyMap<string, Reader> {
  return new Map(
    [...IMPLEMENTATIONS].map(([name, rank]) => [name, readerOf(objects, name, rank, read)] as const),
  );
}

/** The reader of one implementation: it takes the first in its order of all matches that take a request. */
export function readerOf(
  { routes, versions }: ReadObjects,
  name: string,
  rank: Rank,
  read: typeof sharesOf = sharesOf,
): Reader {
  const compiler = new MatchCompiler();
  const byHost = new Map<string, readonly Candidate[]>();
  const candidatesOf = (host: string): readonly Candidate[] =>
    placedMatches(attached(routes, host)).map((placed) => ({
      ...placed,
      takes: compiler.test(placed.match),
    }));
  return (input: RequestInput) => {
    const request = readRequest(input);
    const all = byHost.get(request.host) ?? candidatesOf(request.host);
    byHost.set(request.host, all);
    const matching = all.filter(({ takes }) => takes(request));
    const [best] = inOrder(matching, name, (match) => rank(match, request));
    return best === undefined ? null : read(best.rule, versions);
  };
}

/** Matches as an implementation orders them, the winner first. */
export function inOrder<Placed extends PlacedMatch>(
  matches: readonly Placed[],
  implementation: string,
  rankOf: (match: HttpRouteMatch) => readonly number[],
): readonly Placed[] {
  const byName = implementation === 'envoy-gateway';
  return matches
    .map((placed) => ({ placed, rank: rankOf(placed.match) }))
    .sort((first, second) => {
      const order = compare(second.rank, first.rank);
      if (order !== 0) return order;
      return byName
        ? first.placed.name < second.placed.name
          ? -1
          : 1
        : first.placed.index - second.placed.index;
    })
    .map(({ placed }) => placed);
}

function compare(first: readonly number[], second: readonly number[]): number {
  const at = first.findIndex((number, index) => number !== second[index]);
  return at < 0 ? 0 : (first[at] ?? 0) - (second[at] ?? 0);
}

/** The routes of the most specific hostname that the host fits: an exact one, then the longest wildcard, then any. */
function attached(routes: readonly HttpRoute[], host: string): readonly HttpRoute[] {
  const ranks = routes.map(({ spec }) =>
    spec.hostnames === undefined
      ? 0
      : Math.max(...spec.hostnames.map((hostname) => hostRank(hostname, host))),
  );
  const best = Math.max(...ranks);
  return best < 0 ? [] : routes.filter((_, index) => ranks[index] === best);
}

/** -1 where it does not fit. */
function hostRank(hostname: string, host: string): number {
  if (hostname === host) return Number.MAX_SAFE_INTEGER;
  const end = hostname.startsWith('*') ? hostname.slice(1) : null;
  return end !== null && host.endsWith(end) && host.length > end.length ? hostname.length : -1;
}

/** All matches of some objects; those of one age go by name. */
export function placedMatches(routes: readonly HttpRoute[]): readonly PlacedMatch[] {
  const sorted = routes.toSorted((first, second) => (first.metadata.name < second.metadata.name ? -1 : 1));
  return sorted
    .flatMap(({ metadata, spec }) =>
      spec.rules.flatMap((rule, ruleIndex) =>
        rule.matches.map((match, matchIndex) => {
          const name = `${metadata.namespace}/${metadata.name}/rule/${ruleIndex}/match/${matchIndex}`;
          return { match, rule, name };
        }),
      ),
    )
    .map((placed, index) => ({ ...placed, index }));
}

/** Where a rule sends what it takes. */
export function sharesOf(
  { backendRefs }: HttpRouteRule,
  versions: ReadonlyMap<string, string>,
): readonly Share[] {
  const total = backendRefs.reduce((sum, { weight }) => sum + weight, 0);
  return backendRefs.flatMap(({ name, port, weight }) => {
    const version = versions.get(`${name}:${port}`);
    return version === undefined || weight === 0 ? [] : [{ version, weight: (weight * 10_000) / total }];
  });
}
