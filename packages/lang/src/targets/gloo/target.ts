import { compileRoutes } from '../envoy/evaluate.js';
import type { RouteAction } from '../envoy/route-config.js';
import { clusterShares } from '../rules/cluster-shares.js';
import { policyShares } from '../rules/mirrors.js';
import type { Reader, Share, Target } from '../target.js';
import { glooAsEnvoy, isClusterOf } from './as-envoy.js';
import type { VersionUpstream } from './destinations.js';
import { emitGloo, type GlooEmitted, type GlooOptions } from './emit.js';

/** Gloo Edge: a VirtualService, and a RouteTable where asked for. */
export const glooTarget: Target<GlooOptions, GlooEmitted> = {
  emit: emitGloo,
  readers: (emitted, options) => new Map([['gloo', reader(emitted, options, sharesOf)]]),
  mirrorReaders: (emitted, options) => new Map([['gloo', reader(emitted, options, copiesOf)]]),
};

function sharesOf(action: RouteAction, upstreams: readonly VersionUpstream[]): readonly Share[] {
  return clusterShares(
    action,
    (cluster) => upstreams.find(({ destination }) => isClusterOf(destination, cluster))?.version ?? null,
  );
}

function copiesOf(action: RouteAction, upstreams: readonly VersionUpstream[]): readonly Share[] {
  return policyShares(
    action,
    (name) =>
      upstreams.find(({ destination }) => isClusterOf(destination, { name, weight: 1 }))?.version ?? null,
  );
}

function reader(
  { objects, upstreams }: GlooEmitted,
  { stripsPort = false }: GlooOptions,
  read: typeof sharesOf,
): Reader {
  const configuration = glooAsEnvoy(objects, stripsPort);
  if (configuration === null) return () => null;
  const routeOf = compileRoutes(configuration);
  return (request) => {
    const action = routeOf(request)?.route;
    return action === undefined ? null : read(action, upstreams);
  };
}
