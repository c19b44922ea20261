import type { KubernetesObject } from '../../kubernetes/cluster/object.js';

/**
 * What a watch of route objects keeps of one: all but who owns its status. Who owns fields of its specification says what is left over from
 * earlier, and with whom a write would conflict, without asking the server each time.
 */
export function keptObject(object: KubernetesObject): KubernetesObject {
  const { managedFields = [], ...metadata } = object.metadata;
  const kept = managedFields.filter(({ subresource = '' }) => subresource === '');
  return { ...object, metadata: { ...metadata, managedFields: kept } };
}
