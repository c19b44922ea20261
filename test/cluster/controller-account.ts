import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { manifestsIn, type Manifest } from '../deploy/manifests.js';
import { apply, groupPath, pathOf, succeeded } from './cluster.js';
import { discoveredKind } from './discovered-kind.js';
import { request, withToken, type Access } from './server/request.mjs';

/** Where the plain manifests put the controller. */
export const CONTROLLER = { namespace: 'lamia-system', account: 'lamia' } as const;

const FILES = [
  'base/namespace.yaml',
  'base/controller.yaml',
  'components/istio/rbac.yaml',
  'components/gateway-api/rbac.yaml',
  'components/gloo/rbac.yaml',
  'components/admission/admission.yaml',
  'components/monitoring/monitoring.yaml',
];

/** Kinds of operators that are not here. */
const FOREIGN = /^(cert-manager\.io|monitoring\.coreos\.com)\//;

/** The manifests that are shipped, without those of kinds that only another operator brings. */
export const shipped = (): readonly Manifest[] =>
  FILES.flatMap((file) => manifestsIn(`kustomize/${file}`)).filter(
    ({ apiVersion }) => !FOREIGN.test(apiVersion),
  );

/**
 * Applies manifests as `kubectl apply --server-side` does.
 * @param query more words for the server
 */
export async function applyManifests(
  access: Access,
  manifests: readonly Manifest[],
  query = '',
): Promise<readonly KubernetesObject[]> {
  const applied: KubernetesObject[] = [];
  for (const manifest of manifests) {
    const kind = await discoveredKind(access, manifest.apiVersion, manifest.kind);
    applied.push(await apply(access, kind, manifest, query));
  }
  return applied;
}

/** Only what gives the controller its rights: with the webhook's configuration nothing else could be written. */
export const rightsManifests = (): readonly Manifest[] =>
  shipped().filter(({ kind }) => /^(Namespace|ServiceAccount|(Cluster)?Role(Binding)?)$/.test(kind));

/** Access to the API server as a service account, with the rights that its roles give it. */
export async function accountAccess(
  access: Access,
  { namespace, account }: { readonly namespace: string; readonly account: string },
): Promise<Access> {
  const path = `${groupPath('v1')}/namespaces/${namespace}/serviceaccounts/${account}/token`;
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const { status } = succeeded(await request(access, 'POST', path, { body })) as {
    readonly status: { readonly token: string };
  };
  return withToken(access, status.token);
}

const ROLES = {
  ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' },
  ...{ plural: 'clusterroles', namespaced: false },
};

/** What a role allows: verbs, and kinds of objects in the plural. */
export interface Rule {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
}

/** Gives a role other rules, until those that it had are given back. */
export async function changeRights(
  access: Access,
  name: string,
  change: (rules: readonly Rule[]) => readonly Rule[],
): Promise<() => Promise<void>> {
  const { apiVersion, kind } = ROLES;
  const role = succeeded(await request(access, 'GET', `${pathOf(ROLES, null)}/${name}`)) as {
    readonly rules: readonly Rule[];
  };
  const write = async (rules: readonly Rule[]): Promise<void> => {
    await apply(access, ROLES, { apiVersion, kind, metadata: { name }, rules });
  };
  await write(change(role.rules));
  return () => write(role.rules);
}
