import { compileRoutes } from '../envoy/evaluate.js';
import type { RouteAction } from '../envoy/route-config.js';
import { clusterShares } from '../rules/cluster-shares.js';
import { policyShares } from '../rules/mirrors.js';
import type { Reader, Share, Target } from '../target.js';
import { clusterName, virtualServiceAsEnvoy } from './as-envoy.js';
import { emitIstio, type IstioEmitted, type IstioOptions } from './emit.js';
import type { VirtualService } from './objects.js';
import { istioRelease, NEWEST_RELEASE } from './release.js';

/** Istio: a VirtualService, and DestinationRules where versions share a service. */
export const istioTarget: Target<IstioOptions, IstioEmitted> = {
  emit: emitIstio,
  readers: (emitted, options) => new Map([['istio', reader(emitted, options, sharesOf)]]),
  mirrorReaders: (emitted, options) => new Map([['istio', reader(emitted, options, policyShares)]]),
};

function sharesOf(action: RouteAction, versionOf: (cluster: string) => string | null): readonly Share[] {
  return clusterShares(action, ({ name }) => versionOf(name));
}

function reader(
  { objects, destinations }: IstioEmitted,
  { version = NEWEST_RELEASE }: IstioOptions,
  read: typeof sharesOf,
): Reader {
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
    return action === undefined ? null : read(action, (cluster) => versions.get(cluster) ?? null);
  };
}
