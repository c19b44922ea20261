import { compileGateway, type Compiled, type GatewayToCompile } from '../compile.js';
import type { HttpRoute, ParentReference } from '../gateway-api/httproute.js';
import { gatewayApi } from '../gateway-api/target.js';
import { glooTarget } from '../gloo/target.js';
import { istioTarget } from '../istio/target.js';
import type { PlainObject } from '../adopt/plain-object.js';
import type { Destinations, WeightedPlane } from './weights.js';
import { withDefaults } from './gateway-api-defaults.js';

/** What a caller may say about where the objects go; what a data plane does not have, it does not look at. */
export interface ClusterOptions {
  /** Istio's gateways; one of the gateway's own name where left out. */
  readonly gateways?: readonly string[];
  /** What routes of the Gateway API are attached to; the Gateway of the gateway's own name where left out. */
  readonly parents?: readonly ParentReference[];
  /** Gloo's routes in a table of their own, to which a virtual service of somebody else delegates. */
  readonly routeTable?: boolean;
}

/** An object that says where requests go. */
export interface RoutingObject {
  readonly object: PlainObject;
  /** For each of its rules, in order, the name of the route that it has the weights of. */
  readonly ruleRoutes: readonly string[];
}

/** A gateway's objects, whose weights can be read and set without compiling again. */
export interface ClusterObjects {
  /** Such as subsets, which must be there before what refers to them. */
  readonly before: readonly PlainObject[];
  readonly routing: readonly RoutingObject[];
  readonly destinations: Destinations;
}

/**
 * Compiles a gateway for a data plane of a cluster, where weights change more often than rules do: the objects stay as they are, and
 * `weightedDestinations` writes those of a rule anew.
 */
export function compileForCluster(
  plane: WeightedPlane,
  gateway: GatewayToCompile,
  { gateways, parents, routeTable = false }: ClusterOptions,
): Compiled<ClusterObjects> {
  const routeName = (index: number): string => gateway.routes[index]?.name ?? '';
  switch (plane) {
    case 'istio': {
      const options = gateways === undefined ? {} : { gateways };
      return mapped(compileGateway(istioTarget, gateway, options), ({ objects, destinations }) => ({
        before: objects.filter(({ kind }) => kind !== 'VirtualService').map(plain),
        routing: objects.flatMap((object) =>
          object.kind === 'VirtualService'
            ? [{ object: plain(object), ruleRoutes: object.spec.http.map(({ name }) => name) }]
            : [],
        ),
        destinations: new Map(destinations.map(({ version, destination }) => [version, { destination }])),
      }));
    }
    case 'gloo':
      return mapped(compileGateway(glooTarget, gateway, { routeTable }), ({ objects, upstreams }) => ({
        before: [],
        routing: objects.flatMap((object) => {
          if ((object.kind === 'RouteTable') !== routeTable) return [];
          const routes = object.kind === 'RouteTable' ? object.spec.routes : object.spec.virtualHost.routes;
          const ruleRoutes = routes.flatMap((route) => ('name' in route ? [route.name] : []));
          return [{ object: plain(object), ruleRoutes }];
        }),
        destinations: new Map(upstreams.map(({ version, destination }) => [version, { destination }])),
      }));
    case 'gateway-api': {
      const options = parents === undefined ? {} : { parents };
      return mapped(compileGateway(gatewayApi, gateway, options), ({ routes, ruleRoutes }) => ({
        before: [],
        routing: routes.map((route, index) => ({
          object: plain(withDefaults(routes.length === 1 ? named(route, gateway.name) : route)),
          ruleRoutes: (ruleRoutes[index] ?? []).map(routeName),
        })),
        destinations: new Map(
          gateway.backends.map(({ version, service: name, port }) => [
            version,
            { group: '', kind: 'Service', name, port },
          ]),
        ),
      }));
    }
  }
}

/** The only route of a gateway has the gateway's own name, whatever its hosts. */
function named(route: HttpRoute, name: string): HttpRoute {
  return { ...route, metadata: { ...route.metadata, name } };
}

function plain(object: object): PlainObject {
  return { ...object };
}

function mapped<From, To>(compiled: Compiled<From>, to: (emitted: From) => To): Compiled<To> {
  return compiled.ok ? { ...compiled, emitted: to(compiled.emitted) } : compiled;
}
