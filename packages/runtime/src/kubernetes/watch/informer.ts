import type { Milliseconds } from '../../config/duration.js';
import type { KubernetesObject, ObjectKind } from '../cluster/object.js';
import { FollowedNamespace, type FollowPorts } from './followed-namespace.js';
import { ObjectCache, type HearChange } from './object-cache.js';
import type { WatchedObjects } from './watched-objects.js';

export interface InformerPorts extends FollowPorts {
  /** Is told why objects cannot be followed, and null once they can again. */
  readonly trouble: (message: string | null, kind: ObjectKind, namespace: string | null) => void;
  /** Is told of faults of the program itself, which must not stop anything: a log. */
  readonly report: (fault: unknown, during: string) => void;
}

export interface InformerOptions {
  readonly kind: ObjectKind;
  /** Those that are looked at; null for all. */
  readonly namespaces: readonly string[] | null;
  readonly labelSelector?: string;
  /** What is kept of an object, which must have its metadata's names and versions; all of it but its managed fields unless given. */
  readonly keep?: (object: KubernetesObject) => KubernetesObject;
}

/** Follows the objects of one kind in a cluster. Namespaces are followed each on its own: rights that lack in one stop no other. */
export class Informer implements WatchedObjects {
  readonly #cache: ObjectCache;
  readonly #followed: readonly FollowedNamespace[];
  readonly #listeners = new Set<HearChange>();
  readonly #report: InformerPorts['report'];
  readonly #kind: ObjectKind;

  constructor(ports: InformerPorts, options: InformerOptions) {
    const { kind, namespaces, labelSelector, keep = withoutManagedFields } = options;
    this.#kind = kind;
    this.#report = ports.report;
    this.#cache = new ObjectCache(keep, (key, object) => this.#tell(key, object));
    this.#followed = (namespaces ?? [null]).map((namespace) => {
      const query = { namespace, ...(labelSelector !== undefined && { labelSelector }) };
      return new FollowedNamespace(
        ports,
        kind,
        query,
        this.#cache,
        oncePerReason((message) => ports.trouble(message, kind, namespace)),
      );
    });
  }

  /** Resolves once the signal has ended; never rejects. */
  async follow(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#followed.map((followed) => followed.follow(signal)));
  }

  get(key: string): KubernetesObject | null {
    return this.#cache.get(key);
  }

  list(namespace?: string): readonly KubernetesObject[] {
    return this.#cache.list(namespace);
  }

  /** A namespace that may not be seen keeps nobody from the others. */
  hasSynced(): boolean {
    return (
      this.#followed.some(({ isSynced }) => isSynced) &&
      this.#followed.every(({ isSynced, isForbidden }) => isSynced || isForbidden)
    );
  }

  onChange(listener: HearChange): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** How long the server was silent, in the namespace where that is longest; a server that is well is heard every other minute. */
  silentFor(): Milliseconds {
    return Math.max(0, ...this.#followed.map((followed) => followed.silentFor()));
  }

  #tell(key: string, object: KubernetesObject | null): void {
    for (const listener of this.#listeners) {
      try {
        listener(key, object);
      } catch (fault) {
        this.#report(fault, `hearing of ${this.#kind.plural} \`${key}\``);
      }
    }
  }
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function oncePerReason(tell: (message: string | null) => void): (message: string | null) => void {
  let told: string | null = null;
  return (message) => {
    if (message === told) return;
    told = message;
    tell(message);
  };
}
