import { literalText, type Literal } from '../../condition/atom.js';
import { domainsOf } from '../rules/envoy-domains.js';
import { envoyNotes } from '../rules/envoy-obstacles.js';
import type { Emission, Rule, TargetGateway, TargetProblem, TargetRoute } from '../target.js';
import { clusterName } from './cluster-name.js';
import { expressLiteral } from './express-literal.js';
import { ALWAYS, bothOf, isObstacle, type Alternatives, type Fragment, type Obstacle } from './fragment.js';
import type { EnvoyOptions } from './options.js';
import type { Route, RouteAction, RouteConfiguration, RouteMatch } from './route-config.js';
import { gatewayProblems } from './gateway-problems.js';

/** A route configuration, and what is needed to read it. */
export interface EnvoyRoutes {
  readonly configuration: RouteConfiguration;
  /** What its clusters, or subsets of them, stand for. */
  readonly versions: readonly EnvoyVersion[];
}

export interface EnvoyVersion {
  readonly version: string;
  readonly cluster: string;
  readonly subset: Readonly<Record<string, string>> | null;
}

/** Routes for one rule: each denied test of a value that may be empty doubles them, a long list may need several. */
const ROUTES_PER_RULE = 64;

/**
 * Rules as routes of one virtual host, in their order. Whatever a plain request holds, the first route that matches is one of the
 * first rule that holds, with any listener that leaves path, host and headers as they are or normalises them.
 */
export function emitEnvoy(
  gateway: TargetGateway,
  rules: readonly Rule[],
  options: EnvoyOptions,
): Emission<EnvoyRoutes> {
  const actions = gateway.routes.map((route) => actionOf(route, gateway));
  const problems: TargetProblem[] = [...gatewayProblems(gateway)];
  const routes: Route[] = [];
  for (const rule of rules) {
    const found = expressRule(rule, options);
    if ('code' in found) {
      problems.push(found);
      continue;
    }
    const { name = '' } = gateway.routes[rule.route] ?? {};
    const route = actions[rule.route];
    routes.push(...found.map((fragment) => ({ name, match: matchOf(fragment), ...(route && { route }) })));
  }
  if (problems.length > 0) return { ok: false, problems: withoutRepeated(problems) };
  const configuration: RouteConfiguration = {
    name: gateway.name,
    virtual_hosts: [{ name: gateway.name, domains: domainsOf(gateway.hosts, true), routes }],
    ignore_port_in_host_matching: true,
  };
  return {
    ok: true,
    emitted: { configuration, versions: versionsOf(gateway) },
    notes: withoutRepeated(envoyNotes(rules)),
  };
}

function expressRule(rule: Rule, options: EnvoyOptions): Alternatives | TargetProblem {
  let whole: Alternatives = ALWAYS;
  for (const literal of rule.all) {
    const pathIsFree = whole.every(({ path }) => path === null);
    const found = expressLiteral(literal, options, pathIsFree);
    if (isObstacle(found)) return problemOf(found, literal, rule);
    if (whole.length * found.length > ROUTES_PER_RULE) return problemOf(tooMany(literal), literal, rule);
    whole = bothOf(whole, found);
  }
  return whole;
}

function problemOf(obstacle: Obstacle, literal: Literal, { route }: Rule): TargetProblem {
  return { ...obstacle, severity: 'error', literal, route };
}

function tooMany(literal: Literal): Obstacle {
  return {
    code: 'target-limit',
    message: `envoy would need more than ${ROUTES_PER_RULE} routes for one rule with \`${literalText(literal)}\`: shorten its list, or use fewer denied tests that an empty value passes`,
  };
}

function withoutRepeated(problems: readonly TargetProblem[]): readonly TargetProblem[] {
  const seen = new Map(
    problems.map((problem) => [JSON.stringify([problem.message, problem.literal, problem.route]), problem]),
  );
  return [...seen.values()];
}

function matchOf({ path, headers, query }: Fragment): RouteMatch {
  return {
    ...(path ?? { prefix: '/' }),
    ...(headers.length > 0 && { headers }),
    ...(query.length > 0 && { query_parameters: query }),
  };
}

function actionOf({ to, mirror }: TargetRoute, { backends }: TargetGateway): RouteAction {
  const clusters = to.flatMap(({ version, weight }) => {
    const backend = backends.find((each) => each.version === version);
    if (backend === undefined) return [];
    const name = clusterName(backend, backends);
    const { subset } = backend;
    const chosen = subset && { metadata_match: { filter_metadata: { 'envoy.lb': subset } } };
    return [{ name, weight, ...chosen }];
  });
  const copied = backends.find(({ version }) => version === mirror?.version);
  if (mirror === undefined || copied === undefined) return { weighted_clusters: { clusters } };
  const fraction = { numerator: mirror.share, denominator: 'TEN_THOUSAND' } as const;
  return {
    weighted_clusters: { clusters },
    request_mirror_policies: [
      { cluster: clusterName(copied, backends), runtime_fraction: { default_value: fraction } },
    ],
  };
}

function versionsOf({ backends }: TargetGateway): readonly EnvoyVersion[] {
  return backends.map((backend) => ({
    version: backend.version,
    cluster: clusterName(backend, backends),
    subset: backend.subset,
  }));
}
