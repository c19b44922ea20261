import type { Literal } from '../../condition/atom.js';
import { servesAnyHost } from '../../condition/served-host.js';
import { carveOut } from '../rules/carve-out.js';
import { consecutive } from '../rules/consecutive.js';
import { envoyNotes, envoyObstacles } from '../rules/envoy-obstacles.js';
import { addressNotes, hostProblem, kubernetesNameProblem } from '../rules/kubernetes-names.js';
import { objectProblems } from '../rules/object-problems.js';
import { settle } from '../rules/settle.js';
import { unreadableRegexes } from '../rules/unreadable-regexes.js';
import { mostRules, tooManyRules, unsayableProblem } from '../rules/unsayable.js';
import { unsendableNames } from '../rules/unsendable-names.js';
import type { Emission, Rule, TargetGateway, TargetProblem } from '../target.js';
import { istioMistakes } from './check-objects.js';
import {
  destinationProblems,
  destinationRules,
  mirrorFields,
  routeDestinations,
  versionDestinations,
  type VersionDestination,
} from './destinations.js';
import { doubledTests, httpMatches, MOST_DOUBLED } from './http-matches.js';
import type { HttpMatch, HttpRoute, IstioObject, VirtualService } from './objects.js';
import { istioRelease, NEWEST_RELEASE, type IstioRelease } from './release.js';
import { ruleTests } from './rule-tests.js';

export interface IstioOptions {
  /** The release that reads the objects, such as `1.24.4`; without a patch its first, without all of it the newest known. */
  readonly version?: string;
  /** Istio's gateways, by name or `namespace/name`, and `mesh` for the sidecars; one of the gateway's own name where left out. */
  readonly gateways?: readonly string[];
  /** Each rule as an entry of its own, instead of all that follow each other and go to one route as one. */
  readonly split?: boolean;
}

export interface IstioEmitted {
  /** In the order in which they should be applied: subsets before what sends traffic to them. */
  readonly objects: readonly IstioObject[];
  /** Which version each destination in the objects stands for. */
  readonly destinations: readonly VersionDestination[];
}

export function emitIstio(
  gateway: TargetGateway,
  rules: readonly Rule[],
  options: IstioOptions,
): Emission<IstioEmitted> {
  const release = istioRelease(options.version ?? NEWEST_RELEASE);
  if (release === null)
    return refused(
      `\`${options.version ?? ''}\` is no release of istio; write one such as \`${NEWEST_RELEASE}\``,
    );
  const gateways = options.gateways ?? [gateway.name];
  const problems = [
    ...nameProblems(gateway, gateways),
    ...destinationProblems(gateway, release),
    ...unsendableNames(rules),
    ...unreadableRegexes(rules),
    ...envoyObstacles(rules),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const settled = settle(gateway, rules);
  const carved = carveOut(settled, (rule) => carvedLiterals(rule, release), mostRules(settled.length));
  if (!carved.ok) return { ok: false, problems: [tooManyRules(carved.literal, carved.route)] };
  const entries = matchedRules(carved.rules, release);
  if (!entries.ok) return { ok: false, problems: entries.problems };
  const destinations = versionDestinations(gateway);
  const http = httpRoutes(entries.entries, gateway, destinations, options.split === true);
  const virtualService: VirtualService = {
    apiVersion: release.apiVersion,
    kind: 'VirtualService',
    metadata: { name: gateway.name, namespace: gateway.namespace },
    spec: { hosts: gateway.hosts.length === 0 ? ['*'] : gateway.hosts, gateways, http },
  };
  const objects = [...destinationRules(gateway, release), virtualService];
  const mistakes = istioMistakes(objects, release);
  if (mistakes.length > 0) return { ok: false, problems: objectProblems(mistakes) };
  const notes = [...envoyNotes(rules), ...addressNotes(gateway.backends)];
  return { ok: true, emitted: { objects, destinations }, notes };
}

function nameProblems(gateway: TargetGateway, gateways: readonly string[]): readonly TargetProblem[] {
  const messages = [
    kubernetesNameProblem('the gateway', gateway.name),
    kubernetesNameProblem('the namespace of the gateway', gateway.namespace),
    ...gateway.hosts.map(hostProblem),
    ...gateways.map((name) => {
      const isGateway = name.split('/').every((part) => kubernetesNameProblem('', part) === null);
      return isGateway && name.split('/').length <= 2
        ? null
        : `\`${name}\` is no gateway of istio; write \`name\` or \`namespace/name\``;
    }),
    gateways.length === 0
      ? 'no gateway of istio takes the requests; name one, or `mesh` for those from sidecars'
      : null,
    gateways.includes('mesh') && servesAnyHost(gateway.hosts)
      ? 'istio does not route every host of a mesh; name the hosts of the gateway'
      : null,
  ];
  return messages
    .filter((message) => message !== null)
    .map((message) => ({
      ...{ code: 'target-name', severity: 'error', message, literal: null, route: null },
    }));
}

/** The literals of a rule that other rules must stand for. */
function carvedLiterals(rule: Rule, release: IstioRelease): readonly Literal[] {
  const found = ruleTests(rule, release);
  if (found.kind === 'never') return [];
  if (found.kind === 'unsayable') return found.canCarve ? [found.literal] : [];
  const doubled = doubledTests(found.tests, release);
  return doubled.length > MOST_DOUBLED ? (doubled.at(-1)?.literals.slice(0, 1) ?? []) : [];
}

interface MatchedRule {
  readonly route: number;
  /** Null for all requests. */
  readonly matches: readonly HttpMatch[] | null;
}

function matchedRules(
  rules: readonly Rule[],
  release: IstioRelease,
): { ok: true; entries: readonly MatchedRule[] } | { ok: false; problems: readonly TargetProblem[] } {
  const entries: MatchedRule[] = [];
  const problems: TargetProblem[] = [];
  for (const rule of rules) {
    const found = ruleTests(rule, release);
    if (found.kind === 'unsayable') problems.push(unsayableProblem(found, rule.route));
    if (found.kind !== 'tests') continue;
    const matches = found.tests.length === 0 ? null : httpMatches(found.tests, release);
    entries.push({ route: rule.route, matches });
    if (matches === null) break;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, entries };
}

function httpRoutes(
  entries: readonly MatchedRule[],
  gateway: TargetGateway,
  destinations: readonly VersionDestination[],
  split: boolean,
): readonly HttpRoute[] {
  return consecutive(entries, split).map(({ route, entries: together }) => {
    const { name = '', to = [], mirror } = gateway.routes[route] ?? {};
    const match = together.flatMap(({ matches }) => matches ?? []);
    const takesAll = together.some(({ matches }) => matches === null);
    return {
      name,
      ...(!takesAll && { match }),
      route: routeDestinations(to, destinations),
      ...(mirror && mirrorFields(mirror, destinations)),
    };
  });
}

function refused(message: string): Emission<never> {
  return {
    ok: false,
    problems: [{ code: 'target-name', severity: 'error', message, literal: null, route: null }],
  };
}
