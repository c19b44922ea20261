import type { KubernetesObject, ObjectKey, ObjectKind } from '../../kubernetes/cluster/object.js';
import type { ServedGateway } from './held-gateway.js';
import type { WantedObject } from './wanted.js';

export type ReadObject = (kind: ObjectKind, key: ObjectKey) => Promise<KubernetesObject | null>;

/** What says where a gateway's requests go. */
export function routingObjects(
  { compiled }: ServedGateway,
  _read: ReadObject,
): Promise<readonly WantedObject[]> {
  return Promise.resolve(compiled.routing);
}
