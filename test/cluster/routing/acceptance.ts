import { ClusterError } from '../../../packages/runtime/src/kubernetes/cluster/cluster-objects.js';
import type { ClusterObjects } from '../../../packages/runtime/src/kubernetes/cluster/cluster-objects.js';
import { KINDS } from '../../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type {
  KubernetesObject,
  ObjectKind,
} from '../../../packages/runtime/src/kubernetes/cluster/object.js';
import { listAt } from '../../../packages/runtime/src/routing/kubernetes/fields.js';

/** Says of an object what the controller of its data plane says once it has taken it, unless that is said already. */
export async function acceptance(
  objects: ClusterObjects,
  kind: ObjectKind,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (kind === KINDS.httpRoute) await acceptRoute(objects, object, signal);
    if (kind === KINDS.glooVirtualService || kind === KINDS.glooRouteTable)
      await acceptGloo(objects, kind, object, signal);
  } catch (error) {
    // It is another one by now, which is told of as well.
    if (!(error instanceof ClusterError && ['conflict', 'not-found'].includes(error.failure))) throw error;
  }
}

async function acceptRoute(
  objects: ClusterObjects,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<void> {
  const { generation } = object.metadata;
  const parents = listAt(object, ['spec', 'parentRefs']).map((parentRef) => ({
    ...{ parentRef, controllerName: 'example.com/controller' },
    conditions: ['Accepted', 'ResolvedRefs'].map((type) => ({
      ...{ type, status: 'True', reason: type, message: '', observedGeneration: generation },
      lastTransitionTime: '2026-11-26T00:00:00Z',
    })),
  }));
  if (JSON.stringify(listAt(object, ['status', 'parents'])).includes(`"observedGeneration":${generation}`))
    return;
  await objects.replaceStatus(KINDS.httpRoute, { ...object, status: { parents } }, signal);
}

/** Gloo's definitions have no status of their own: it is written with the whole object. */
async function acceptGloo(
  objects: ClusterObjects,
  kind: ObjectKind,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<void> {
  if (JSON.stringify(object['status'] ?? {}).includes('Accepted')) return;
  const status = { statuses: { 'gloo-system': { state: 'Accepted', reportedBy: 'gloo' } } };
  await objects.replace(kind, { ...object, status }, signal);
}
