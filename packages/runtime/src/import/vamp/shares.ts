import type { VampRoute } from './vamp-gateway.js';

/** Hundredths of a percent by route, in the order of the routes. */
export type RouteShares = readonly number[];

const FULL = 10_000;
/** HAProxy's weights move in steps of half a percent. */
const QUANTUM = 50;

/**
 * The split of the requests that no condition takes: written weights as they are, the others share what is left, the last gets the
 * rest. Null where everything has weight 0, so that nothing is split, and where the weights sum to anything but 0 and 100.
 */
export function splitOf(routes: readonly Pick<VampRoute, 'weight'>[]): RouteShares | null {
  const given = routes.reduce((sum, { weight }) => sum + (weight?.value ?? 0), 0);
  const open = routes.filter(({ weight }) => weight === null).length;
  if (given > 100 || (open === 0 && given !== 100)) return null;
  const each = open === 0 ? 0 : Math.floor((100 - given) / open);
  const last = routes.findLastIndex(({ weight }) => weight === null);
  return routes.map(({ weight }, index) => {
    if (weight !== null) return weight.value * 100;
    return (index === last ? 100 - given - each * (open - 1) : each) * 100;
  });
}

/**
 * Where the requests go that meet a route's condition: `strength` percent of them to the route, the rest as the others are split.
 * `isExact` is false where that had to be brought to steps that HAProxy has.
 */
export function sharesUnder(
  split: RouteShares,
  route: number,
  strength: number,
): { readonly shares: RouteShares; readonly isExact: boolean } {
  const exact = split.map(
    (share, index) => (share * (100 - strength)) / 100 + (index === route ? strength * 100 : 0),
  );
  const isExact = exact.every((share) => share % QUANTUM === 0);
  const shares = exact.map((share) => Math.floor(share / QUANTUM) * QUANTUM);
  // What is left goes to the largest remainders, the first of two alike.
  const order = exact
    .map((share, index) => ({ index, rest: share % QUANTUM }))
    .sort((left, right) => right.rest - left.rest || left.index - right.index);
  let left = FULL - shares.reduce((sum, share) => sum + share, 0);
  for (const { index } of order) {
    if (left < QUANTUM) break;
    shares[index] = (shares[index] ?? 0) + QUANTUM;
    left -= QUANTUM;
  }
  return { shares, isExact };
}
