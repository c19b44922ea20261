import { mirrorProblems } from '../rules/mirrors.js';
import type { Backend, Mirror, Share, TargetGateway, TargetProblem } from '../target.js';
import { kubernetesNameProblem } from '../rules/kubernetes-names.js';
import type { Destination, DestinationRule, HttpRoute, RouteDestination, Subset } from './objects.js';
import type { IstioRelease } from './release.js';

/** Where the traffic of one version goes. */
export interface VersionDestination {
  readonly version: string;
  readonly destination: Destination;
}

export function versionDestinations({ backends }: TargetGateway): readonly VersionDestination[] {
  return backends.map(({ version, service, port, subset }) => ({
    version,
    destination: {
      host: service,
      port: { number: port },
      ...(subset !== null && { subset: subsetName(version) }),
    },
  }));
}

/** The name of a version's subset: small letters, digits and `-`, which is all that Istio takes. */
function subsetName(version: string): string {
  return version
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** One for each service that several versions share, with the labels that tell them apart. */
export function destinationRules(gateway: TargetGateway, release: IstioRelease): readonly DestinationRule[] {
  const services = new Map<string, Subset[]>();
  for (const { version, service, subset } of gateway.backends) {
    if (subset === null) continue;
    const subsets = services.get(service) ?? [];
    services.set(service, [...subsets, { name: subsetName(version), labels: subset }]);
  }
  return [...services].map(([host, subsets]) => ({
    apiVersion: release.apiVersion,
    kind: 'DestinationRule',
    metadata: {
      name: services.size === 1 ? gateway.name : `${gateway.name}-${host.split('.', 1)[0] ?? ''}`,
      namespace: gateway.namespace,
    },
    spec: { host, subsets },
  }));
}

/** Weights in percent where all are whole ones, else in hundredths of a percent. */
export function routeDestinations(
  to: readonly Share[],
  destinations: readonly VersionDestination[],
): readonly RouteDestination[] {
  const unit = isInPercent(to) ? PERCENT : 1;
  return to.flatMap(({ version, weight }) => {
    const found = destinations.find((other) => other.version === version);
    return found === undefined ? [] : [{ destination: found.destination, weight: weight / unit }];
  });
}

/** What copies some of an entry's requests; how many is said always, since Istio copies all where it is not. */
export function mirrorFields(
  { version, share }: Mirror,
  destinations: readonly VersionDestination[],
): Pick<HttpRoute, 'mirror' | 'mirrorPercentage'> {
  const found = destinations.find((other) => other.version === version);
  return found === undefined
    ? {}
    : { mirror: found.destination, mirrorPercentage: { value: share / PERCENT } };
}

/** In hundredths of a percent. */
const PERCENT = 100;

function isInPercent(to: readonly Share[]): boolean {
  return to.every(({ weight }) => weight % PERCENT === 0);
}

/** What is wrong with versions and weights. */
export function destinationProblems(gateway: TargetGateway, release: IstioRelease): readonly TargetProblem[] {
  const problems = [
    ...gateway.backends.flatMap((backend) => backendProblems(backend, gateway.backends)),
    ...mirrorProblems(gateway, 'service', () => null),
  ];
  for (const [route, { name, to }] of gateway.routes.entries()) {
    for (const { version } of to) {
      if (gateway.backends.some((backend) => backend.version === version)) continue;
      problems.push(
        problem(
          route,
          'target-name',
          `route \`${name}\` names the version \`${version}\`, which has no service; add one`,
        ),
      );
    }
    if (!release.anyWeights && !isInPercent(to)) {
      const message = `the weights of route \`${name}\` are no whole percentages, which istio takes from 1.15 on alone; round them`;
      problems.push(problem(route, 'target-limit', message));
    }
  }
  return problems;
}

function backendProblems(backend: Backend, all: readonly Backend[]): TargetProblem[] {
  const { version, service, port, subset } = backend;
  const found: TargetProblem[] = [];
  const name = kubernetesNameProblem(`the service of version \`${version}\``, service);
  if (name !== null) found.push(problem(null, 'target-name', name));
  if (!Number.isInteger(port) || port < 1 || port > LAST_PORT) {
    found.push(
      problem(
        null,
        'target-name',
        `version \`${version}\` has the port ${port}; write one from 1 to ${LAST_PORT}`,
      ),
    );
  }
  const own = subsetName(version);
  if (subset !== null && (own === '' || own.length > LONGEST_SUBSET)) {
    const message = `no subset can be named after the version \`${version}\`; use 1 to ${LONGEST_SUBSET} letters and digits`;
    found.push(problem(null, 'target-name', message));
  }
  const same = all.slice(0, all.indexOf(backend)).find((other) => {
    const isOneSubset =
      (other.subset === null) === (subset === null) && (subset === null || subsetName(other.version) === own);
    return other.service === service && other.port === port && isOneSubset;
  });
  if (same !== undefined) {
    const message = `istio cannot tell the versions \`${same.version}\` and \`${version}\` apart: give them different services, or labels and names that differ in letters and digits`;
    found.push(problem(null, 'target-name', message));
  }
  return found;
}

const LAST_PORT = 65_535;
const LONGEST_SUBSET = 63;

function problem(route: number | null, code: TargetProblem['code'], message: string): TargetProblem {
  return { code, severity: 'error', message, literal: null, route };
}
