import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { apply, pathOf, succeeded } from './cluster.js';
import { request, type Access } from './server/request.mjs';

/** Deploys a version of the application `shop` with its pod available, as Kubernetes' own controllers would say. */
export async function deploy(access: Access, namespace: string, version: string): Promise<void> {
  const labels = { app: 'shop', deployment: `shop-${version}`, version };
  const made = await apply(access, KINDS.deployment, {
    ...{ apiVersion: KINDS.deployment.apiVersion, kind: KINDS.deployment.kind },
    metadata: { name: `shop-${version}`, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'shop', image: 'shop' }] } },
    },
  });
  const counts = { replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };
  const status = { observedGeneration: made.metadata.generation, ...counts };
  const path = `${pathOf(KINDS.deployment, namespace)}/shop-${version}/status`;
  succeeded(await request(access, 'PUT', path, { body: { ...made, status } }));
}
