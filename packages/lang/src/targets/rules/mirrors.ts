import type { RouteAction } from '../envoy/route-config.js';
import type { Backend, Mirror, Share, TargetGateway, TargetProblem } from '../target.js';
import { WHOLE } from './cluster-shares.js';

/** What gets the copies that are not made. */
export const NOWHERE = 'nowhere';

/** Copies as parts of a route's requests: those that a version gets, and the rest. */
export function mirrorShares(mirror: Mirror | null | undefined): readonly Share[] {
  const share = mirror?.share ?? 0;
  return [
    { version: mirror?.version ?? NOWHERE, weight: share },
    { version: NOWHERE, weight: WHOLE - share },
  ].filter(({ weight }) => weight > 0);
}

/** In what parts Envoy counts, by its own names. */
export const DENOMINATORS = { HUNDRED: 100, TEN_THOUSAND: 10_000, MILLION: 1_000_000 } as const;

/** What Envoy copies of the requests that a route takes. */
export function policyShares(
  { request_mirror_policies: policies = [] }: RouteAction,
  versionOf: (cluster: string) => string | null,
): readonly Share[] {
  const [policy, second] = policies;
  if (policy === undefined) return mirrorShares(null);
  const version = second === undefined ? versionOf(policy.cluster) : null;
  const { numerator, denominator } = policy.runtime_fraction.default_value;
  return version === null
    ? []
    : mirrorShares({ version, share: (numerator * WHOLE) / DENOMINATORS[denominator] });
}

/**
 * What is wrong with the versions that get copies.
 * @param reached what a version needs, such as `a service`
 * @param obstacle why a version cannot get copies from this data plane; null where it can
 */
export function mirrorProblems(
  { routes, backends }: TargetGateway,
  reached: string,
  obstacle: (backend: Backend) => string | null,
): readonly TargetProblem[] {
  return [...routes.entries()].flatMap(([route, { name, mirror }]): readonly TargetProblem[] => {
    if (mirror === undefined) return [];
    const backend = backends.find(({ version }) => version === mirror.version);
    if (backend === undefined) {
      const message = `route \`${name}\` copies requests to the version \`${mirror.version}\`, which has no ${reached}; add one`;
      return [{ code: 'target-name', severity: 'error', message, literal: null, route }];
    }
    const why = obstacle(backend);
    if (why === null) return [];
    const message = `route \`${name}\` cannot copy requests to the version \`${mirror.version}\`: ${why}`;
    return [{ code: 'target-cannot', severity: 'error', message, literal: null, route }];
  });
}
