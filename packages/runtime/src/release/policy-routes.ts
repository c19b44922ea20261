import type { Gateway, Policy } from '../config/gateway.js';
import type { RouteShares } from './shares.js';

/** The policies that move weights: all but those that only observe. */
export function actingPolicies(gateway: Gateway): readonly Policy[] {
  return gateway.policies.filter((policy) => !policy.observe);
}

/** The routes that any policy of the gateway moves: the ones that a release is about. */
export function policyRoutes(gateway: Gateway, routes: readonly RouteShares[]): readonly RouteShares[] {
  const named = new Set(actingPolicies(gateway).flatMap((policy) => policy.routes));
  return routes.filter(({ route }) => named.has(route));
}

/** The policies that move a route, in order. */
export function policiesOf(gateway: Gateway, route: string): readonly Policy[] {
  return actingPolicies(gateway).filter((policy) => policy.routes.includes(route));
}
