import { needed, optional } from './meaning.js';
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
  adopt: optional(
    LONG_OBJECT_NAME,
    'The route object of somebody else that is taken over; unless given one is made, and one of others that has its name is left alone.',
  ),
  onDelete: optional(
    oneOf('keep', 'remove'),
    'What becomes of the route object once the gateway is gone: `keep` leaves it with its last weights, `remove` takes away what was made. `keep` unless given.',
  ),
  force: optional(
    SWITCH,
    'Whether fields that somebody else owns are taken over; otherwise the conflict is told. `false` unless given.',
  ),
  discover: optional(
    object('a map of `service` and `port`', {
      service: optional(
        OBJECT_NAME,
        "The service in front of all versions. Unless given: on Istio that of the application's name, elsewhere each version has one named like its Deployment.",
      ),
      port: optional(PORT, 'The port of the service; 80 unless given.'),
    }),
    'How versions are reached that are found among the Deployments; there is none beside `versions`.',
  ),
};

/** What a route of the Gateway API hangs on. */
const PARENT = object('a map of `name`, `namespace`, `kind`, `sectionName` and `port`', {
  kind: optional(
    oneOf('Gateway', 'Service'),
    'A `Gateway` of the Gateway API, or a `Service` in a mesh; `Gateway` unless given.',
  ),
  name: needed(LONG_OBJECT_NAME, 'What it is called.'),
  namespace: optional(OBJECT_NAME, "Where it is; in the route's namespace unless given."),
  sectionName: optional(SECTION_NAME, 'Its listener, or the port of the service by name; all unless given.'),
  port: optional(PORT, 'Its port; all unless given.'),
});

/** Data planes of a cluster, each with its own word at `kind`. */
export const CLUSTER_TARGETS = {
  istio: object('an Istio mesh', {
    kind: needed(
      oneOf('istio'),
      'An Istio mesh: a VirtualService, with a DestinationRule where versions share a service.',
    ),
    gateways: optional(
      list('a list of gateways', ISTIO_GATEWAY, { minItems: 1, maxItems: 32, uniqueItems: true }),
      'The gateways that the route is for: `mesh`, or those of Istio by name, of other namespaces as `istio-system/public`. `[mesh]` unless given, for which the gateway has to name its `hosts`.',
    ),
    ...COMMON,
  }),
  'gateway-api': object('an implementation of the Gateway API', {
    kind: needed(oneOf('gateway-api'), 'An implementation of the Gateway API: an HTTPRoute.'),
    parents: optional(
      list('a list of parents', PARENT, { minItems: 1, maxItems: 32 }),
      "What the route hangs on; the Gateway of the gateway's own name unless given.",
    ),
    ...COMMON,
  }),
  gloo: object('a Gloo gateway', {
    kind: needed(
      oneOf('gloo'),
      'A Gloo gateway: a VirtualService or RouteTable, with an Upstream for each version.',
    ),
    object: optional(
      oneOf('VirtualService', 'RouteTable'),
      'A `VirtualService`, or a `RouteTable` that a virtual service of yours delegates to; `VirtualService` unless given.',
    ),
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
