import type { ObjectKind } from './object.js';

const namespaced = (apiVersion: string, kind: string, plural: string): ObjectKind => ({
  ...{ apiVersion, kind, plural },
  namespaced: true,
});

/** The kinds that a controller reads or writes. */
export const KINDS = {
  gateway: namespaced('lamia.dev/v1', 'Gateway', 'gateways'),
  policy: namespaced('lamia.dev/v1', 'Policy', 'policies'),
  lease: namespaced('coordination.k8s.io/v1', 'Lease', 'leases'),
  event: namespaced('v1', 'Event', 'events'),
  deployment: namespaced('apps/v1', 'Deployment', 'deployments'),
  service: namespaced('v1', 'Service', 'services'),
  istioVirtualService: namespaced('networking.istio.io/v1', 'VirtualService', 'virtualservices'),
  istioDestinationRule: namespaced('networking.istio.io/v1', 'DestinationRule', 'destinationrules'),
  httpRoute: namespaced('gateway.networking.k8s.io/v1', 'HTTPRoute', 'httproutes'),
  referenceGrant: namespaced('gateway.networking.k8s.io/v1', 'ReferenceGrant', 'referencegrants'),
  glooVirtualService: namespaced('gateway.solo.io/v1', 'VirtualService', 'virtualservices'),
  glooRouteTable: namespaced('gateway.solo.io/v1', 'RouteTable', 'routetables'),
  glooUpstream: namespaced('gloo.solo.io/v1', 'Upstream', 'upstreams'),
} as const satisfies Readonly<Record<string, ObjectKind>>;
