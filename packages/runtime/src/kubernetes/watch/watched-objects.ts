import type { KubernetesObject } from '../cluster/object.js';

/** Port: the objects of one kind as a watch has told of them, in the namespaces that are looked at. */
export interface WatchedObjects {
  /** By `namespace/name`; null where there is none, as far as is known. */
  get(key: string): KubernetesObject | null;
  /** All, or those of one namespace. */
  list(namespace?: string): readonly KubernetesObject[];
  /** True once everything that there is was told of. */
  hasSynced(): boolean;
  /** Is told of each object that came, changed or went (null), from now on; the function that is returned ends that. */
  onChange(listener: (key: string, object: KubernetesObject | null) => void): () => void;
}
