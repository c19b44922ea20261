import type { ClusterTargetSpec } from '../../config/gateway.js';
import { KINDS } from '../../kubernetes/cluster/kinds.js';
import type { ObjectKind } from '../../kubernetes/cluster/object.js';
import type { FieldPath } from './fields.js';

/** Where a data plane's objects have what is written here. */
export interface Plane {
  /** The list of rules in an object that says where requests go. */
  readonly rules: FieldPath;
  /** The list of destinations with their weights in a rule. */
  readonly destinations: FieldPath;
  /** What says where requests go. */
  readonly routing: ObjectKind;
  /** Everything that is written for a gateway, in the order in which it is. */
  readonly kinds: readonly ObjectKind[];
}

const GLOO: Plane = {
  rules: ['spec', 'virtualHost', 'routes'],
  destinations: ['routeAction', 'multi', 'destinations'],
  routing: KINDS.glooVirtualService,
  kinds: [KINDS.glooUpstream, KINDS.glooVirtualService, KINDS.glooRouteTable],
};

/** The places in what a gateway's target writes. */
export function planeOf(target: ClusterTargetSpec): Plane {
  switch (target.kind) {
    case 'istio':
      return {
        rules: ['spec', 'http'],
        destinations: ['route'],
        routing: KINDS.istioVirtualService,
        kinds: [KINDS.istioDestinationRule, KINDS.istioVirtualService],
      };
    case 'gateway-api':
      return {
        rules: ['spec', 'rules'],
        destinations: ['backendRefs'],
        routing: KINDS.httpRoute,
        kinds: [KINDS.httpRoute],
      };
    case 'gloo':
      return target.object === 'VirtualService'
        ? GLOO
        : { ...GLOO, rules: ['spec', 'routes'], routing: KINDS.glooRouteTable };
  }
}

/** The kind of an object that was compiled. */
export function kindOf({ kinds }: Plane, kind: unknown): ObjectKind {
  const found = kinds.find((each) => each.kind === kind);
  if (found === undefined) throw new RangeError(`nothing writes objects of the kind ${String(kind)}`);
  return found;
}
