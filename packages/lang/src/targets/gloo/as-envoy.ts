import type {
  HeaderMatcher,
  PathSpecifier,
  QueryParameterMatcher,
  RequestMirrorPolicy,
  Route,
  RouteConfiguration,
  RouteMatch,
  StringMatcher,
  WeightedCluster,
} from '../envoy/route-config.js';
import type {
  DelegatingRoute,
  GlooObject,
  GlooRoute,
  Matcher,
  ParameterTest,
  PathTest,
  Shadowing,
  UpstreamDestination,
  WeightedDestination,
} from './objects.js';

/**
 * The route configuration that Gloo makes of a virtual service and the tables it delegates to: one route for each matcher. After
 * Gloo's `GlooMatcherToEnvoyMatcher` and its converter of routes; null where there is no virtual service.
 */
export function glooAsEnvoy(objects: readonly GlooObject[], stripsPort: boolean): RouteConfiguration | null {
  const service = objects.find((object) => object.kind === 'VirtualService');
  if (service?.kind !== 'VirtualService') return null;
  const { domains, routes } = service.spec.virtualHost;
  const whole = routes.flatMap((route) =>
    'delegateAction' in route ? tableRoutes(route, objects) : [route],
  );
  return {
    name: service.metadata.name,
    virtual_hosts: [{ name: service.metadata.name, domains, routes: whole.flatMap(envoyRoutes) }],
    ...(stripsPort && { ignore_port_in_host_matching: true }),
  };
}

/** Routes whose path does not begin like the prefix under which their table is are refused with the table. */
function tableRoutes(
  { matchers, delegateAction }: DelegatingRoute,
  objects: readonly GlooObject[],
): readonly GlooRoute[] {
  const { name, namespace } = delegateAction.ref;
  const [{ prefix }] = matchers;
  const table = objects.find(({ kind, metadata }) => {
    return kind === 'RouteTable' && metadata.name === name && metadata.namespace === namespace;
  });
  if (table?.kind !== 'RouteTable') return [];
  return table.spec.routes.filter((route) =>
    route.matchers.every((matcher) => pathText(matcher).startsWith(prefix)),
  );
}

function pathText(test: PathTest): string {
  return 'prefix' in test ? test.prefix : 'exact' in test ? test.exact : test.regex;
}

function envoyRoutes({ name, matchers, routeAction, options }: GlooRoute): readonly Route[] {
  const clusters = routeAction.multi.destinations.map(weightedCluster);
  const policies = options?.shadowing === undefined ? [] : [mirrorPolicy(options.shadowing)];
  return matchers.map((matcher) => ({
    name,
    match: routeMatch(matcher),
    route: {
      weighted_clusters: { clusters },
      ...(policies.length > 0 && { request_mirror_policies: policies }),
    },
  }));
}

function mirrorPolicy({ upstream, percentage }: Shadowing): RequestMirrorPolicy {
  const numerator = Math.trunc(percentage * MILLIONTHS);
  return {
    cluster: clusterName({ upstream }),
    runtime_fraction: { default_value: { numerator, denominator: 'MILLION' } },
  };
}

/** Of a percent. */
const MILLIONTHS = 10_000;

function weightedCluster({ weight, destination }: WeightedDestination): WeightedCluster {
  const { subset } = destination;
  return {
    name: clusterName(destination),
    weight,
    ...(subset && { metadata_match: { filter_metadata: { 'envoy.lb': subset.values } } }),
  };
}

/** The name of the cluster that Gloo makes of an upstream. */
function clusterName({ upstream }: UpstreamDestination): string {
  return `${upstream.name}_${upstream.namespace}`;
}

/** Whether a cluster of a route is the one that Gloo makes of a destination. */
export function isClusterOf(
  destination: UpstreamDestination,
  { name, metadata_match }: WeightedCluster,
): boolean {
  const chosen = Object.entries(metadata_match?.filter_metadata['envoy.lb'] ?? {});
  const values = destination.subset?.values ?? {};
  return (
    name === clusterName(destination) &&
    chosen.length === Object.keys(values).length &&
    chosen.every(([label, value]) => values[label] === value)
  );
}

function routeMatch(matcher: Matcher): RouteMatch {
  const { headers = [], methods = [], queryParameters = [] } = matcher;
  const all = headers.map((test): HeaderMatcher => {
    return { ...parameterMatcher(test), ...(test.invertMatch === true && { invert_match: true }) };
  });
  if (methods.length > 0) {
    all.push({ name: ':method', string_match: { safe_regex: { regex: methods.join('|') } } });
  }
  return {
    ...pathSpecifier(matcher),
    ...(all.length > 0 && { headers: all }),
    ...(queryParameters.length > 0 && { query_parameters: queryParameters.map(parameterMatcher) }),
  };
}

function pathSpecifier(test: PathTest): PathSpecifier {
  if ('prefix' in test) return { prefix: test.prefix };
  return 'exact' in test ? { path: test.exact } : { safe_regex: { regex: test.regex } };
}

function parameterMatcher({ name, value = '', regex = false }: ParameterTest): QueryParameterMatcher {
  if (value === '') return { name, present_match: true };
  const string_match: StringMatcher = regex ? { safe_regex: { regex: value } } : { exact: value };
  return { name, string_match };
}
