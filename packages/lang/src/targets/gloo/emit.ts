import { addressNotes, hostProblem, kubernetesNameProblem } from '../rules/kubernetes-names.js';
import { carveOut } from '../rules/carve-out.js';
import { envoyNotes, envoyObstacles } from '../rules/envoy-obstacles.js';
import { objectProblems } from '../rules/object-problems.js';
import { settle } from '../rules/settle.js';
import { unreadableRegexes } from '../rules/unreadable-regexes.js';
import { mostRules, tooManyRules, unsayableProblem } from '../rules/unsayable.js';
import { unsendableNames } from '../rules/unsendable-names.js';
import { consecutive } from '../rules/consecutive.js';
import { domainsOf } from '../rules/envoy-domains.js';
import type { Emission, Rule, TargetGateway, TargetProblem } from '../target.js';
import {
  destinationProblems,
  shadowingOf,
  subsetNotes,
  upstreamDestinations,
  weightedDestinations,
} from './destinations.js';
import type { VersionUpstream } from './destinations.js';
import { glooMistakes } from './check-objects.js';
import { domainProblems } from './domain-problems.js';
import type { GlooObject, GlooRoute, Matcher } from './objects.js';
import { ruleMatchers, type MatcherOptions } from './rule-matchers.js';

export interface GlooOptions {
  /** The namespace of the upstreams; that of the gateway where left out. */
  readonly upstreamNamespace?: string;
  /** Gloo's setting `regexMaxProgramSize`. */
  readonly regexMaxProgramSize?: number;
  /** The routes in a table of their own, to which the virtual service delegates. */
  readonly routeTable?: boolean;
  /** Each rule as a route of its own, instead of all that follow each other and go to one route as one. */
  readonly split?: boolean;
  /** The listener takes ports off hosts before it looks for a virtual host (`stripAnyHostPort`). */
  readonly stripsPort?: boolean;
}

export interface GlooEmitted {
  /** In the order in which they should be applied. */
  readonly objects: readonly GlooObject[];
  /** Which version each upstream in the objects stands for. */
  readonly upstreams: readonly VersionUpstream[];
}

/** Gloo's own where nothing is set. */
const PROGRAM_SIZE = 1024;

export function emitGloo(
  gateway: TargetGateway,
  rules: readonly Rule[],
  options: GlooOptions,
): Emission<GlooEmitted> {
  const problems = [
    ...nameProblems(gateway),
    ...domainProblems(gateway, options.stripsPort === true),
    ...destinationProblems(gateway),
    ...unsendableNames(rules),
    ...unreadableRegexes(rules),
    ...envoyObstacles(rules),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const inTable = options.routeTable === true;
  const matching = { maxProgramSize: options.regexMaxProgramSize ?? PROGRAM_SIZE, inTable };
  const settled = settle(gateway, rules);
  const carved = carveOut(
    settled,
    (rule) => {
      const found = ruleMatchers(rule, matching);
      return found.kind === 'unsayable' && found.canCarve ? [found.literal] : [];
    },
    mostRules(settled.length),
  );
  if (!carved.ok) return { ok: false, problems: [tooManyRules(carved.literal, carved.route)] };
  const matched = matchedRules(carved.rules, matching);
  if (!matched.ok) return { ok: false, problems: matched.problems };
  const upstreams = upstreamDestinations(gateway, options.upstreamNamespace ?? gateway.namespace);
  const routes = glooRoutes(matched.rules, gateway, upstreams, options.split === true);
  const objects = inTable ? delegated(gateway, routes, options) : [virtualService(gateway, routes, options)];
  const mistakes = glooMistakes(objects, matching.maxProgramSize);
  if (mistakes.length > 0) return { ok: false, problems: objectProblems(mistakes) };
  const notes = [...envoyNotes(rules), ...addressNotes(gateway.backends), ...subsetNotes(upstreams)];
  return { ok: true, emitted: { objects, upstreams }, notes };
}

function nameProblems(gateway: TargetGateway): readonly TargetProblem[] {
  const messages = [
    kubernetesNameProblem('the gateway', gateway.name),
    kubernetesNameProblem('the namespace of the gateway', gateway.namespace),
    ...gateway.hosts.map(hostProblem),
  ];
  return messages
    .filter((message) => message !== null)
    .map((message) => ({
      ...{ code: 'target-name', severity: 'error', message, literal: null, route: null },
    }));
}

interface MatchedRule {
  readonly route: number;
  readonly matchers: readonly Matcher[];
  readonly takesAll: boolean;
}

function matchedRules(
  rules: readonly Rule[],
  options: MatcherOptions,
): { ok: true; rules: readonly MatchedRule[] } | { ok: false; problems: readonly TargetProblem[] } {
  const matched: MatchedRule[] = [];
  const problems: TargetProblem[] = [];
  for (const rule of rules) {
    const found = ruleMatchers(rule, options);
    if (found.kind === 'unsayable') problems.push(unsayableProblem(found, rule.route));
    if (found.kind !== 'matchers') continue;
    matched.push({ ...found, route: rule.route });
    if (found.takesAll) break;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rules: matched };
}

function glooRoutes(
  rules: readonly MatchedRule[],
  gateway: TargetGateway,
  upstreams: readonly VersionUpstream[],
  split: boolean,
): readonly GlooRoute[] {
  return consecutive(rules, split).map(({ route, entries: together }) => {
    const { name = '', to = [], mirror } = gateway.routes[route] ?? {};
    const all = together.find(({ takesAll }) => takesAll);
    const matchers = all === undefined ? together.flatMap((rule) => rule.matchers) : all.matchers;
    const shadowing = mirror === undefined ? null : shadowingOf(mirror, upstreams);
    return {
      name,
      matchers,
      routeAction: { multi: { destinations: weightedDestinations(to, upstreams) } },
      ...(shadowing && { options: { shadowing } }),
    };
  });
}

function virtualService(
  { name, namespace, hosts }: TargetGateway,
  routes: Extract<GlooObject, { kind: 'VirtualService' }>['spec']['virtualHost']['routes'],
  { stripsPort = false }: GlooOptions,
): GlooObject {
  return {
    apiVersion: 'gateway.solo.io/v1',
    kind: 'VirtualService',
    metadata: { name, namespace },
    spec: { virtualHost: { domains: domainsOf(hosts, stripsPort), routes } },
  };
}

/** One table for all routes: they keep their order there, and the weights of a route change in one object. */
function delegated(
  gateway: TargetGateway,
  routes: readonly GlooRoute[],
  options: GlooOptions,
): readonly GlooObject[] {
  const { name, namespace } = gateway;
  const ref = { name, namespace };
  const table: GlooObject = {
    apiVersion: 'gateway.solo.io/v1',
    kind: 'RouteTable',
    metadata: ref,
    spec: { routes },
  };
  return [
    table,
    virtualService(gateway, [{ matchers: [{ prefix: '/' }], delegateAction: { ref } }], options),
  ];
}
