import type { RouteAction, WeightedCluster } from '../envoy/route-config.js';
import type { Share } from '../target.js';

/** All of a route's traffic, in hundredths of a percent. */
export const WHOLE = 10_000;

/** What versions get of a route's traffic, by what their weights sum to. */
export function clusterShares(
  action: RouteAction,
  versionOf: (cluster: WeightedCluster) => string | null,
): readonly Share[] {
  const clusters: readonly WeightedCluster[] =
    'cluster' in action ? [{ name: action.cluster, weight: WHOLE }] : action.weighted_clusters.clusters;
  const sum = clusters.reduce((total, { weight }) => total + weight, 0);
  return clusters
    .filter(({ weight }) => weight > 0)
    .flatMap((cluster) => {
      const version = versionOf(cluster);
      return version === null ? [] : [{ version, weight: (cluster.weight * WHOLE) / sum }];
    });
}
