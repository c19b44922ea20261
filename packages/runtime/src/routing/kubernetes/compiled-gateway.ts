import { compileForCluster, type ClusterObjects, type PlainObject } from '@lamia/lang';
import type { ClusterTargetSpec, Gateway, RouteParent, Version } from '../../config/gateway.js';
import { firstAddress } from '../../config/gateway.js';
import { gatewayToCompile } from '../../config/gateway-to-compile.js';
import { KINDS } from '../../kubernetes/cluster/kinds.js';
import { conditionProblems } from '../conditions.js';
import { refuse } from '../servable.js';
import { TargetError } from '../target.js';
import { isFields, textAt } from './fields.js';
import { objectName } from './marks.js';
import { kindOf, planeOf } from './planes.js';
import type { WantedObject, Weighing } from './wanted.js';

/** A gateway as a data plane of a cluster needs it: objects whose weights can be set, before it is known which are there. */
export interface CompiledGateway {
  readonly weighing: Weighing;
  /** What must be there before the routing objects: subsets, upstreams. */
  readonly before: readonly WantedObject[];
  /** What says where requests go, made for the gateway. */
  readonly routing: readonly WantedObject[];
}

/** @throws TargetError where the data plane cannot serve the gateway's conditions, names or versions */
export function compiledGateway(gateway: Gateway, target: ClusterTargetSpec): CompiledGateway {
  refuse(conditionProblems(gateway));
  const plane = planeOf(target);
  const named = { ...gatewayToCompile(gateway), name: objectName(gateway) };
  // An adopted object has hosts and gateways of its own.
  const hosts = target.adopt === null ? named.hosts : [];
  const compiled = compileForCluster(target.kind, { ...named, hosts }, optionsOf(target));
  if (!compiled.ok) {
    const reasons = compiled.findings
      .filter(({ diagnostic }) => diagnostic.severity === 'error')
      .map(({ diagnostic }) => diagnostic.message);
    throw new TargetError(
      `gateway \`${gateway.name}\` cannot be served by ${target.kind}: ${reasons.join('; ')}`,
    );
  }
  const { before, routing, destinations }: ClusterObjects = compiled.emitted;
  const wantedObject = (
    object: PlainObject,
    rest: Pick<WantedObject, 'ruleRoutes' | 'origin'>,
  ): WantedObject => ({
    kind: kindOf(plane, object['kind']),
    key: { namespace: gateway.namespace, name: textAt(object, ['metadata', 'name']) ?? '' },
    fields: { spec: isFields(object['spec']) ? object['spec'] : {} },
    ...rest,
  });
  return {
    weighing: { kind: target.kind, plane, destinations },
    before: [
      ...before.map((object) => wantedObject(object, { ruleRoutes: null, origin: { kind: 'own' } })),
      ...(target.kind === 'gloo' ? upstreams(gateway) : []),
    ],
    routing: routing.map(({ object, ruleRoutes }) =>
      wantedObject(object, { ruleRoutes, origin: { kind: 'own' } }),
    ),
  };
}

function optionsOf(target: ClusterTargetSpec): Parameters<typeof compileForCluster>[2] {
  switch (target.kind) {
    case 'istio':
      return target.adopt === null ? { gateways: target.gateways } : {};
    case 'gateway-api':
      return target.parents.length === 0 ? {} : { parents: target.parents.map(parentReference) };
    case 'gloo':
      return { routeTable: target.object === 'RouteTable' };
  }
}

function parentReference({ kind, name, namespace, sectionName, port }: RouteParent) {
  return {
    ...(kind === 'Service' && { group: '' }),
    kind,
    name,
    ...(namespace !== null && { namespace }),
    ...(sectionName !== null && { sectionName }),
    ...(port !== null && { port }),
  };
}

/** One for each service of the gateway: Gloo knows services by such objects, and those that are there already are left alone. */
function upstreams({ versions, namespace }: Gateway): readonly WantedObject[] {
  const services = new Map<string, Version[]>();
  for (const version of versions) {
    const host = firstAddress(version)?.host;
    if (host !== undefined) services.set(host, [...(services.get(host) ?? []), version]);
  }
  return [...services].map(([name, behind]): WantedObject => {
    const keys = [...new Set(behind.flatMap(({ labels }) => [...(labels?.keys() ?? [])]))].sort();
    return {
      kind: KINDS.glooUpstream,
      key: { namespace, name },
      fields: {
        spec: {
          kube: {
            serviceName: name,
            serviceNamespace: namespace,
            servicePort: behind.map(firstAddress).find((address) => address !== null)?.port ?? 80,
            ...(keys.length > 0 && { subsetSpec: { selectors: [{ keys }] } }),
          },
        },
      },
      ruleRoutes: null,
      origin: { kind: 'needed' },
    };
  });
}
