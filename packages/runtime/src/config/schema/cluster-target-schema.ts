import * as Type from 'typebox';
import { list, object } from './objects.js';
import {
  ISTIO_GATEWAY,
  LONG_OBJECT_NAME,
  OBJECT_NAME,
  PORT,
  SECTION_NAME,
  SWITCH,
  alternatives,
  oneOf,
} from './scalars.js';

/** What each data plane of a cluster is told beside its kind. */
const COMMON = {
  /** The route object of somebody else that is taken over; without it one that exists is left alone. */
  adopt: Type.Optional(LONG_OBJECT_NAME),
  /** What becomes of the route object once the gateway is gone. */
  onDelete: Type.Optional(oneOf('keep', 'remove')),
  /** Takes over fields that others own, instead of telling of the conflict. */
  force: Type.Optional(SWITCH),
  /** How versions are reached that are not written here but found among the deployments. */
  discover: Type.Optional(
    object('a map of `service` and `port`', {
      service: Type.Optional(OBJECT_NAME),
      port: Type.Optional(PORT),
    }),
  ),
};

/** What a route of the Gateway API hangs on. */
const PARENT = object('a map of `name`, `namespace`, `kind`, `sectionName` and `port`', {
  kind: Type.Optional(oneOf('Gateway', 'Service')),
  name: LONG_OBJECT_NAME,
  namespace: Type.Optional(OBJECT_NAME),
  sectionName: Type.Optional(SECTION_NAME),
  port: Type.Optional(PORT),
});

/** Data planes of a cluster, each with its own word at `kind`. */
export const CLUSTER_TARGETS = {
  istio: object('an Istio mesh', {
    kind: oneOf('istio'),
    gateways: Type.Optional(
      list('a list of gateways', ISTIO_GATEWAY, { minItems: 1, maxItems: 32, uniqueItems: true }),
    ),
    ...COMMON,
  }),
  'gateway-api': object('an implementation of the Gateway API', {
    kind: oneOf('gateway-api'),
    parents: Type.Optional(list('a list of parents', PARENT, { minItems: 1, maxItems: 32 })),
    ...COMMON,
  }),
  gloo: object('a Gloo gateway', {
    kind: oneOf('gloo'),
    /** A route table is one that a virtual service of somebody else delegates to. */
    object: Type.Optional(oneOf('VirtualService', 'RouteTable')),
    ...COMMON,
  }),
} as const;

/** Which targets have a key that another one has not, in words; null where none has. */
export function targetsWithKey(key: string): string | null {
  const kinds = Object.entries(CLUSTER_TARGETS).flatMap(([kind, { properties }]) =>
    Object.hasOwn(properties, key) ? [kind] : [],
  );
  if (kinds.length === 0) return null;
  return `the ${kinds.length === 1 ? 'target' : 'targets'} ${alternatives(kinds)}`;
}
