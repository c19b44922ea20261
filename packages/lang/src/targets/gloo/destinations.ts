import { kubernetesNameProblem } from '../rules/kubernetes-names.js';
import { mirrorProblems } from '../rules/mirrors.js';
import type { Mirror, Share, TargetGateway, TargetProblem } from '../target.js';
import type { Shadowing, UpstreamDestination, WeightedDestination } from './objects.js';

/** The upstream to which the traffic of one version goes. */
export interface VersionUpstream {
  readonly version: string;
  readonly destination: UpstreamDestination;
}

export function upstreamDestinations(
  { backends }: TargetGateway,
  namespace: string,
): readonly VersionUpstream[] {
  return backends.map(({ version, service, subset }) => ({
    version,
    destination: {
      upstream: { name: service, namespace },
      ...(subset !== null && { subset: { values: subset } }),
    },
  }));
}

/** Weights in hundredths of a percent: Gloo takes any whole numbers. */
export function weightedDestinations(
  to: readonly Share[],
  upstreams: readonly VersionUpstream[],
): readonly WeightedDestination[] {
  return to.flatMap(({ version, weight }) => {
    const found = upstreams.find((upstream) => upstream.version === version);
    return found === undefined ? [] : [{ weight, destination: found.destination }];
  });
}

/** What copies some of a route's requests; null for a version without an upstream. */
export function shadowingOf(
  { version, share }: Mirror,
  upstreams: readonly VersionUpstream[],
): Shadowing | null {
  const found = upstreams.find((upstream) => upstream.version === version);
  return found === undefined ? null : { upstream: found.destination.upstream, percentage: share / PERCENT };
}

/** In hundredths of a percent. */
const PERCENT = 100;

/** Equal for destinations that Gloo cannot tell apart. */
export function destinationKey({ upstream, subset }: UpstreamDestination): string {
  return JSON.stringify([upstream.name, upstream.namespace, Object.entries(subset?.values ?? {}).sort()]);
}

/** What is wrong with versions. */
export function destinationProblems(gateway: TargetGateway): readonly TargetProblem[] {
  const upstreams = upstreamDestinations(gateway, gateway.namespace);
  const known = new Map<string, string>();
  const messages: { message: string; route: number | null }[] = [];
  for (const { version, destination } of upstreams) {
    const name = kubernetesNameProblem(`the upstream of version \`${version}\``, destination.upstream.name);
    if (name !== null) messages.push({ message: name, route: null });
    const twin = known.get(destinationKey(destination));
    if (twin !== undefined) {
      const message = `the versions \`${twin}\` and \`${version}\` are one upstream to gloo: give each its own, or labels that tell them apart`;
      messages.push({ message, route: null });
    }
    known.set(destinationKey(destination), version);
  }
  for (const [route, { name, to }] of gateway.routes.entries()) {
    for (const { version } of to) {
      if (upstreams.some((upstream) => upstream.version === version)) continue;
      messages.push({
        message: `route \`${name}\` names the version \`${version}\`, which has no upstream; add one`,
        route,
      });
    }
  }
  return [
    ...messages.map(({ message, route }): TargetProblem => {
      return { code: 'target-name', severity: 'error', literal: null, message, route };
    }),
    ...mirrorProblems(gateway, 'upstream', ({ subset }) =>
      subset === null
        ? null
        : 'gloo copies to a whole upstream, and others share it; give it a service of its own',
    ),
  ];
}

/** What upstreams must have for their subsets to be found. */
export function subsetNotes(upstreams: readonly VersionUpstream[]): readonly TargetProblem[] {
  const messages = upstreams.flatMap(({ destination: { upstream, subset } }) => {
    const keys = Object.keys(subset?.values ?? {}).sort();
    if (keys.length === 0) return [];
    return [
      `the upstream \`${upstream.name}\` needs a selector with just the keys \`${keys.join('`, `')}\` in its \`subsetSpec\``,
    ];
  });
  return [...new Set(messages)].map((message) => ({
    ...{ code: 'target-name', severity: 'info', message, literal: null, route: null },
  }));
}
