import { policyShares } from '../rules/mirrors.js';
import type { Reader, Share, Target } from '../target.js';
import { emitEnvoy, type EnvoyRoutes, type EnvoyVersion } from './emit.js';
import { compileRoutes } from './evaluate.js';
import type { EnvoyOptions } from './options.js';
import type { RouteAction, WeightedCluster } from './route-config.js';

/** Envoy by itself: a route configuration for its `route_config` or its route discovery. */
export const envoyTarget: Target<EnvoyOptions, EnvoyRoutes> = {
  emit: emitEnvoy,
  readers: (emitted) => new Map([['envoy', reader(emitted, sharesOf)]]),
  mirrorReaders: (emitted) => new Map([['envoy', reader(emitted, copiesOf)]]),
};

function reader({ configuration, versions }: EnvoyRoutes, read: typeof sharesOf): Reader {
  const routeOf = compileRoutes(configuration);
  return (request) => {
    const action = routeOf(request)?.route;
    return action === undefined ? null : read(action, versions);
  };
}

/** A cluster that versions share gets copies for any of them. */
function copiesOf(action: RouteAction, versions: readonly EnvoyVersion[]): readonly Share[] {
  return policyShares(
    action,
    (cluster) =>
      versions.find((version) => version.cluster === cluster && version.subset === null)?.version ?? null,
  );
}

function sharesOf(action: RouteAction, versions: readonly EnvoyVersion[]): readonly Share[] {
  const clusters: readonly WeightedCluster[] =
    'cluster' in action ? [{ name: action.cluster, weight: 10_000 }] : action.weighted_clusters.clusters;
  return clusters
    .filter(({ weight }) => weight > 0)
    .flatMap((cluster) =>
      versions
        .filter((version) => isOf(version, cluster))
        .map(({ version }) => ({ version, weight: cluster.weight })),
    );
}

function isOf({ cluster, subset }: EnvoyVersion, { name, metadata_match }: WeightedCluster): boolean {
  const chosen = Object.entries(metadata_match?.filter_metadata['envoy.lb'] ?? {});
  const wanted = subset ?? {};
  return (
    cluster === name &&
    chosen.length === Object.keys(wanted).length &&
    chosen.every(([label, value]) => wanted[label] === value)
  );
}
