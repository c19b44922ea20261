import type * as Type from 'typebox';
import type { Address, Gateway } from '../../config/gateway.js';
import { hostPort } from '../../routing/host-port.js';
import type {
  APPLICATION,
  CLUSTER,
  DEPLOYMENT,
  INGRESS,
  PROJECT,
  SERVICE,
  VIRTUAL_CLUSTER,
} from '../schema/entities.js';

/** The one project and the one cluster of a runtime of its own. */
const HOME = { project: 'default', cluster: 'local' } as const;

export const projects = (): readonly Type.Static<typeof PROJECT>[] => [{ name: HOME.project }];

export const clusters = (): readonly Type.Static<typeof CLUSTER>[] => [
  { name: HOME.cluster, project: HOME.project },
];

/** The namespaces that gateways are in, each once. */
export function virtualClusters(
  gateways: readonly Gateway[],
): readonly Type.Static<typeof VIRTUAL_CLUSTER>[] {
  const names = new Set(gateways.map(({ namespace }) => namespace));
  return [...names].map((name) => ({ name, cluster: HOME.cluster }));
}

export function applications(gateways: readonly Gateway[]): readonly Type.Static<typeof APPLICATION>[] {
  const found = new Map<string, Type.Static<typeof APPLICATION>>();
  for (const { name, namespace, application } of gateways) {
    // Neither name may hold a slash.
    const key = `${namespace}/${application}`;
    const before = found.get(key)?.gateways ?? [];
    found.set(key, { name: application, virtualCluster: namespace, gateways: [...before, name] });
  }
  return [...found.values()];
}

export function deployments(gateways: readonly Gateway[]): readonly Type.Static<typeof DEPLOYMENT>[] {
  return gateways.flatMap(({ name, namespace, application, versions }) =>
    versions.map(({ label, labels }) => ({
      name: `${application}-${label}`,
      virtualCluster: namespace,
      application,
      version: label,
      gateway: name,
      labels: Object.fromEntries(labels ?? []),
    })),
  );
}

export function services(gateways: readonly Gateway[]): readonly Type.Static<typeof SERVICE>[] {
  return gateways.flatMap(({ name, namespace, application, versions }) =>
    versions.map(({ label, endpoints }) => ({
      name: `${application}-${label}`,
      virtualCluster: namespace,
      application,
      version: label,
      gateway: name,
      addresses: endpoints.addresses.map(hostPort),
    })),
  );
}

/** Gateways that requests come in by: those that a data plane of this runtime serves, or that answer for hosts. */
export function ingresses(
  gateways: readonly Gateway[],
  addressOf: (gateway: string) => Address | null,
): readonly Type.Static<typeof INGRESS>[] {
  return gateways
    .map((gateway) => ({ gateway, address: addressOf(gateway.name) ?? gateway.listen }))
    .filter(({ gateway, address }) => address !== null || gateway.hosts.length > 0)
    .map(({ gateway: { name, namespace, hosts }, address }) => ({
      name,
      virtualCluster: namespace,
      gateway: name,
      hosts: [...hosts],
      address: address === null ? null : hostPort(address),
    }));
}
