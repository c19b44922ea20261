import { ClusterError } from '../cluster/cluster-objects.js';
import type { ListQuery, WatchEvent } from '../cluster/cluster-objects.js';
import type { KubernetesObject, ObjectKind } from '../cluster/object.js';
import { labelFilter } from './label-selector.js';

/** One write, as a watch learns of it. */
export interface Change {
  readonly kind: ObjectKind;
  readonly revision: number;
  /** Null where the object was made by this write. */
  readonly before: KubernetesObject | null;
  /** Null where it was deleted. */
  readonly after: KubernetesObject | null;
}

type Hear = (event: WatchEvent) => void;

/** Somebody who watches. */
interface Watch {
  readonly owner: object;
  readonly tell: (change: Change) => void;
  readonly hear: Hear;
  /** With null as the server ends a watch that has gone on for long enough. */
  readonly end: (error: ClusterError | null) => void;
}

/** What happened, for those who watch. */
export class Watches {
  readonly #open = new Set<Watch>();
  readonly #history: Change[] = [];
  /** Of changes up to here nobody is told any more. */
  #forgotten = 0;

  get count(): number {
    return this.#open.size;
  }

  record(change: Change): void {
    this.#history.push(change);
    for (const watch of this.#open) watch.tell(change);
  }

  /** Resolves when the watch is ended, by whomever. @throws ClusterError as `gone` */
  watch(
    owner: object,
    kind: ObjectKind,
    query: ListQuery & { readonly resourceVersion: string },
    hear: Hear,
    signal: AbortSignal,
  ): Promise<void> {
    const since = Number(query.resourceVersion);
    if (since < this.#forgotten) return Promise.reject(tooOld(query.resourceVersion));
    const tell = teller(kind, query, hear);
    return new Promise((resolve, reject) => {
      const abort = (): void => end(null);
      const end = (error: ClusterError | null): void => {
        this.#open.delete(watch);
        signal.removeEventListener('abort', abort);
        if (error === null) resolve();
        else reject(error);
      };
      const watch: Watch = { owner, tell, hear, end };
      this.#open.add(watch);
      signal.addEventListener('abort', abort);
      for (const change of this.#history) if (change.revision > since) tell(change);
    });
  }

  bookmark(revision: number): void {
    for (const { hear } of this.#open) hear({ type: 'bookmark', resourceVersion: String(revision) });
  }

  /** The server forgets what happened up to its last change; who watches goes on. */
  forget(): void {
    this.#forgotten = this.#history.at(-1)?.revision ?? this.#forgotten;
    this.#history.length = 0;
  }

  /** The server forgets what happened up to now; who watches is told that it is gone. */
  expire(revision: number): void {
    this.#forgotten = revision;
    this.#history.length = 0;
    for (const { end } of this.#open) end(tooOld(String(revision)));
  }

  /** Ends the watches of one owner, or of all with null. */
  end(owner: object | null, error: ClusterError | null): void {
    for (const watch of this.#open) if (owner === null || watch.owner === owner) watch.end(error);
  }
}

/** Tells of a change as it looks through a query: what fits no longer is deleted for who asks. */
function teller(kind: ObjectKind, { namespace, labelSelector }: ListQuery, hear: Hear): Watch['tell'] {
  const hasLabels = labelFilter(labelSelector);
  const inView = (object: KubernetesObject | null): KubernetesObject | null =>
    object !== null && (namespace === null || object.metadata.namespace === namespace) && hasLabels(object)
      ? object
      : null;
  return ({ kind: changed, revision, before, after }) => {
    if (changed.apiVersion !== kind.apiVersion || changed.plural !== kind.plural) return;
    const [old, now] = [inView(before), inView(after)];
    if (now !== null) hear({ type: old === null ? 'added' : 'modified', object: now });
    else if (old !== null) hear({ type: 'deleted', object: after ?? atRevision(old, revision) });
  };
}

function atRevision(object: KubernetesObject, revision: number): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}

function tooOld(resourceVersion: string): ClusterError {
  return new ClusterError('gone', `too old resource version: ${resourceVersion}`);
}
