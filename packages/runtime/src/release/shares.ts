import { FULL, sameWeights, weightsText, type Weights } from '../config/weights.js';
import type { Routing } from '../routing/target.js';

/**
 * Weights as plain data: pairs of version label and hundredths of a percent, in the order of the gateway's file. Pairs, since a
 * label such as `__proto__` is data too.
 */
export type Shares = readonly (readonly [version: string, share: number])[];

/** The shares of one route. */
export interface RouteShares {
  readonly route: string;
  readonly shares: Shares;
}

/** The shares of a route as weights. */
export function weightsOf(route: RouteShares): Weights {
  return new Map(route.shares);
}

/** The weights of a route as plain data. */
export function sharesOf(route: string, weights: Weights): RouteShares {
  return { route, shares: [...weights] };
}

/** The share that every one of these routes gives to a version; null where they differ. */
export function commonShare(routes: readonly RouteShares[], version: string): number | null {
  const shares = new Set(routes.map((route) => weightsOf(route).get(version) ?? 0));
  const [share] = shares;
  return shares.size === 1 && share !== undefined ? share : null;
}

/** The version that has all traffic of every one of these routes; null where there is none. */
export function soleVersion(routes: readonly RouteShares[]): string | null {
  const versions = new Set(routes.flatMap((route) => route.shares.map(([version]) => version)));
  return [...versions].find((version) => commonShare(routes, version) === FULL) ?? null;
}

/** The versions that have no share on any of these routes are exactly those for which this is false. */
export function hasTraffic(routes: readonly RouteShares[], version: string): boolean {
  return commonShare(routes, version) !== 0;
}

/** The versions that have a share on any of these routes. */
export function versionsWithTraffic(routes: readonly RouteShares[]): ReadonlySet<string> {
  return new Set(
    routes.flatMap(({ shares }) => shares.flatMap(([version, share]) => (share > 0 ? [version] : []))),
  );
}

/** What a data plane is asked for, from the state's plain data. */
export function routingOf(gateway: string, routes: readonly RouteShares[]): Routing {
  return { gateway, routes: new Map(routes.map((route) => [route.route, weightsOf(route)])) };
}

/** What a data plane has, as plain data; null where it does not serve the gateway. */
export function foundIn(observed: Routing | null): readonly RouteShares[] | null {
  return observed === null ? null : [...observed.routes].map(([route, weights]) => sharesOf(route, weights));
}

/** True when the data plane has these weights on these routes; routes of its own are not ours to judge. */
export function isAsIntended(observed: Routing | null, routes: readonly RouteShares[]): boolean {
  return (
    observed !== null &&
    routes.every((route) => {
      const weights = observed.routes.get(route.route);
      return weights !== undefined && sameWeights(weights, weightsOf(route));
    })
  );
}

function areEqual(left: readonly RouteShares[], right: readonly RouteShares[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ route, shares }, place) => {
      const other = right[place];
      return (
        other?.route === route &&
        other.shares.length === shares.length &&
        shares.every(([version, share], own) => {
          const pair = other.shares[own];
          return pair?.[0] === version && pair[1] === share;
        })
      );
    })
  );
}

/** True when both lists give every route the same shares. */
export function sameShares(left: readonly RouteShares[], right: readonly RouteShares[]): boolean {
  // Mostly both stand in the same order, where nothing has to be looked up; it is asked several times a tick.
  return areEqual(left, right) || (left.length === right.length && isAsIntended(routingOf('', left), right));
}

/** `version1 90%, version2 10%` for one route, `default: version1 90%, …; beta: …` for several. */
export function sharesText(routes: readonly RouteShares[]): string {
  const [only, ...others] = routes;
  if (only !== undefined && others.length === 0) return weightsText(weightsOf(only));
  return routes.map((route) => `${route.route}: ${weightsText(weightsOf(route))}`).join('; ');
}
