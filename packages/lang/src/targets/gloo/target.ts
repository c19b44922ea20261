import { compileRoutes } from '../envoy/evaluate.js';
import { clusterShares } from '../rules/cluster-shares.js';
import type { Reader, Target } from '../target.js';
import { glooAsEnvoy, isClusterOf } from './as-envoy.js';
import { emitGloo, type GlooEmitted, type GlooOptions } from './emit.js';

/** Gloo Edge: a VirtualService, and a RouteTable where asked for. */
export const glooTarget: Target<GlooOptions, GlooEmitted> = {
  emit: emitGloo,
  readers: (emitted, options) => new Map([['gloo', reader(emitted, options)]]),
};

function reader({ objects, upstreams }: GlooEmitted, { stripsPort = false }: GlooOptions): Reader {
  const configuration = glooAsEnvoy(objects, stripsPort);
  if (configuration === null) return () => null;
  const routeOf = compileRoutes(configuration);
  return (request) => {
    const action = routeOf(request)?.route;
    if (action === undefined) return null;
    return clusterShares(
      action,
      (cluster) => upstreams.find(({ destination }) => isClusterOf(destination, cluster))?.version ?? null,
    );
  };
}
