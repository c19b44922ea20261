import type { Gateway } from '../config/gateway.js';
import { sharesOf, type RouteShares } from './shares.js';
import type { GatewayState } from './state.js';

/**
 * The weights to serve a gateway with before anything of a start is stored: those that the store has, so that a start which
 * fails has moved nothing; the file's for a route of which it has none that can still be served.
 */
export function standingRoutes(
  gateway: Gateway,
  stored: GatewayState | null,
  quantum: number,
): readonly RouteShares[] {
  return gateway.routes.map(({ name, weights }) => {
    const kept = stored === null ? null : storedShares(gateway, stored, name);
    const isServable = kept?.shares.every(([, share]) => share % quantum === 0) ?? false;
    return kept !== null && isServable ? kept : sharesOf(name, weights);
  });
}

/** The stored shares of a route; null where there are none or they belong to a version that the gateway has no more. */
export function storedShares(gateway: Gateway, stored: GatewayState, route: string): RouteShares | null {
  const intended = stored.intent.routes.find((other) => other.route === route);
  if (intended === undefined) return null;
  return intended.shares.every(([version, share]) => share === 0 || isVersion(gateway, version))
    ? { route, shares: intended.shares.filter(([version]) => isVersion(gateway, version)) }
    : null;
}

/** True for the label of one of the gateway's versions. */
export function isVersion(gateway: Gateway, label: string): boolean {
  return gateway.versions.some((version) => version.label === label);
}
