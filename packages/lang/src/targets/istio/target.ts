import { compileRoutes } from '../envoy/evaluate.js';
import { clusterShares } from '../rules/cluster-shares.js';
import type { Reader, Target } from '../target.js';
import { clusterName, virtualServiceAsEnvoy } from './as-envoy.js';
import { emitIstio, type IstioEmitted, type IstioOptions } from './emit.js';
import type { VirtualService } from './objects.js';
import { istioRelease, NEWEST_RELEASE } from './release.js';

/** Istio: a VirtualService, and DestinationRules where versions share a service. */
export const istioTarget: Target<IstioOptions, IstioEmitted> = {
  emit: emitIstio,
  readers: (emitted, options) => new Map([['istio', reader(emitted, options)]]),
};

function reader({ objects, destinations }: IstioEmitted, { version = NEWEST_RELEASE }: IstioOptions): Reader {
  const release = istioRelease(version);
  const virtualService = objects.find((object): object is VirtualService => object.kind === 'VirtualService');
  if (release === null || virtualService === undefined) return () => null;
  const { namespace } = virtualService.metadata;
  const versions = new Map(
    destinations.map(({ destination, version: label }) => [clusterName(destination, namespace), label]),
  );
  const routeOf = compileRoutes(virtualServiceAsEnvoy(virtualService, release));
  return (request) => {
    const action = routeOf(request)?.route;
    return action === undefined ? null : clusterShares(action, ({ name }) => versions.get(name) ?? null);
  };
}
