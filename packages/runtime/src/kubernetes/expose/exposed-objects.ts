import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject, ObjectKind, ObjectMeta } from '../cluster/object.js';
import type { Exposure } from './exposure.js';

/** Beside those of `KINDS`: a controller neither reads nor writes them. */
const INGRESS: ObjectKind = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  plural: 'ingresses',
  namespaced: true,
};
const GATEWAY: ObjectKind = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  plural: 'gateways',
  namespaced: true,
};

/** An object and what it is to an API server. */
export interface ExposedObject {
  readonly kind: ObjectKind;
  readonly object: KubernetesObject;
}

/** The service of an application and what brings it requests from outside, in the order in which they are applied. */
export function exposedObjects(exposure: Exposure): readonly ExposedObject[] {
  return [service(exposure), ...entryObjects(exposure)];
}

function entryObjects(exposure: Exposure): readonly ExposedObject[] {
  const { application, entry } = exposure;
  switch (entry.kind) {
    case 'ingress':
      return [ingress(exposure, entry.className)];
    case 'gateway': {
      const { name, namespace, listener } = entry;
      return [
        httpRoute(exposure, {
          name,
          ...(namespace !== null && { namespace }),
          ...(listener !== null && { sectionName: listener }),
        }),
      ];
    }
    case 'new-gateway':
      return [gateway(exposure, entry.className), httpRoute(exposure, { name: application })];
  }
}

/** All versions: which of them answers a request is for the routes of a release to say. */
function service(exposure: Exposure): ExposedObject {
  const { application, port, targetPort } = exposure;
  return built(KINDS.service, exposure, {
    selector: { app: application },
    ports: [{ name: 'http', protocol: 'TCP', port, targetPort }],
  });
}

function ingress(exposure: Exposure, className: string | null): ExposedObject {
  const { application, host, port } = exposure;
  const backend = { service: { name: application, port: { number: port } } };
  return built(INGRESS, exposure, {
    ...(className !== null && { ingressClassName: className }),
    rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
  });
}

function gateway(exposure: Exposure, className: string): ExposedObject {
  return built(GATEWAY, exposure, {
    gatewayClassName: className,
    listeners: [{ name: 'http', protocol: 'HTTP', port: 80, hostname: exposure.host }],
  });
}

function httpRoute(exposure: Exposure, parent: Readonly<Record<string, string>>): ExposedObject {
  const { application, host, port } = exposure;
  return built(KINDS.httpRoute, exposure, {
    parentRefs: [parent],
    hostnames: [host],
    rules: [{ backendRefs: [{ name: application, port }] }],
  });
}

function built(kind: ObjectKind, { application, namespace }: Exposure, spec: object): ExposedObject {
  const metadata: ObjectMeta = {
    name: application,
    ...(namespace !== null && { namespace }),
    labels: { app: application },
  };
  return { kind, object: { apiVersion: kind.apiVersion, kind: kind.kind, metadata, spec } };
}
