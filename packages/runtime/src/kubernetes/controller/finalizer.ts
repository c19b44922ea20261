import type { KubernetesObject } from '../cluster/object.js';

/**
 * Keeps a Gateway that is deleted until its route objects are removed, also where no controller runs at that moment. Only those
 * have it whose objects shall go with them (`onDelete: remove`): all others can be deleted whether a controller is there or not.
 * An owner reference would not do: it says nothing of the order in which objects go, and GitOps tools take what has one for theirs.
 */
export const FINALIZER = 'lamia.dev/route-objects';

export function hasFinalizer({ metadata }: KubernetesObject): boolean {
  return metadata.finalizers?.includes(FINALIZER) ?? false;
}

/** The resource with the finalizer, or without it; itself where that is so already. */
export function withFinalizer(resource: KubernetesObject, isWanted: boolean): KubernetesObject {
  if (hasFinalizer(resource) === isWanted) return resource;
  const { finalizers: before = [], ...metadata } = resource.metadata;
  const finalizers = isWanted ? [...before, FINALIZER] : before.filter((each) => each !== FINALIZER);
  return { ...resource, metadata: { ...metadata, finalizers } };
}
