import { WHOLE } from '../rules/cluster-shares.js';
import { isPlainObject, valueKey } from '../adopt/plain-object.js';
import type { Share } from '../target.js';

/** The data planes of a cluster: their rules have lists of destinations with a weight each. */
export type WeightedPlane = 'istio' | 'gateway-api' | 'gloo';

/** A destination as it stands in an object, without its weight. */
export type Destination = Readonly<Record<string, unknown>>;

/** By version. */
export type Destinations = ReadonlyMap<string, Destination>;

/** In hundredths of a percent. */
const PERCENT = 100;

/**
 * The destinations of a rule with these shares, as that data plane's emitter writes them. Versions without a share are left out: a
 * destination that is not there yet must not keep a route from being accepted. Those without a destination are left out as well.
 */
export function weightedDestinations(
  plane: WeightedPlane,
  to: readonly Share[],
  destinations: Destinations,
): readonly Destination[] {
  const inPercent = plane !== 'gloo' && to.every(({ weight }) => weight % PERCENT === 0);
  return to.flatMap(({ version, weight }) => {
    const destination = destinations.get(version);
    if (destination === undefined || weight === 0) return [];
    return [{ ...destination, weight: inPercent ? weight / PERCENT : weight }];
  });
}

/**
 * What versions get where a rule has these destinations, in hundredths of a percent of all of it, zero ones left out; null where a
 * destination is no version's or there is no weight at all. A destination without others takes all on Istio, whatever its weight, and
 * where none is said it is 1 on the Gateway API.
 */
export function destinationShares(
  plane: WeightedPlane,
  list: readonly unknown[],
  destinations: Destinations,
): readonly Share[] | null {
  const versions = new Map([...destinations].map(([version, each]) => [valueKey(each), version]));
  const found = new Map<string, number>();
  for (const entry of list) {
    if (!isPlainObject(entry)) return null;
    const { weight: written, ...destination } = entry;
    const version = versions.get(valueKey(destination));
    const weight = weightOf(plane, written, list.length === 1);
    if (version === undefined || weight === null) return null;
    found.set(version, (found.get(version) ?? 0) + weight);
  }
  const sum = [...found.values()].reduce((total, weight) => total + weight, 0);
  if (sum === 0) return null;
  return [...found].flatMap(([version, weight]) =>
    weight === 0 ? [] : [{ version, weight: Math.round((weight * WHOLE) / sum) }],
  );
}

function weightOf(plane: WeightedPlane, written: unknown, isAlone: boolean): number | null {
  if (plane === 'istio' && isAlone) return 1;
  if (written === undefined) return plane === 'gateway-api' ? 1 : 0;
  return typeof written === 'number' && written >= 0 ? written : null;
}
