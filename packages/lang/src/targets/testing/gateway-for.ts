import type { Rule, Share, TargetGateway } from '../target.js';

/** A gateway for rules that each have a route of their own, which sends everything to a version of its own. */
export function gatewayFor(rules: readonly Rule[]): TargetGateway {
  const versions = rules.map(({ route }) => versionOf(route));
  return {
    name: 'shop',
    namespace: 'default',
    hosts: [],
    backends: versions.map((version) => ({ version, service: version, port: 80, subset: null })),
    routes: versions.map((version) => ({ name: version, to: [{ version, weight: 10_000 }] })),
  };
}

/** What a reader says of a request that such a gateway gives to this route. */
export function sharesOfRoute(route: number | null): readonly Share[] | null {
  return route === null ? null : [{ version: versionOf(route), weight: 10_000 }];
}

function versionOf(route: number): string {
  return `v${route}`;
}
