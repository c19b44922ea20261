import type { KubernetesObject, ObjectKey, ObjectKind } from './object.js';

/**
 * Why an API server did not do what it was asked.
 *
 * - `not-found`: there is no such object, or the kind is not installed
 * - `conflict`: somebody else wrote in between, or owns a field (409)
 * - `gone`: what was asked for is too old to be told (410)
 * - `forbidden`: the rights are missing (401, 403)
 * - `invalid`: the server refuses the object (400, 422)
 * - `busy`: ask again later (429, 5xx)
 * - `unreachable`: no answer
 */
export type ClusterFailure =
  'not-found' | 'conflict' | 'gone' | 'forbidden' | 'invalid' | 'busy' | 'unreachable';

/** The API server refused, or gave no answer. The message is for people and tells what was asked. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly failure: ClusterFailure;
  /** How long the server asks to wait, in milliseconds; null where it says nothing. */
  readonly retryAfter: number | null;

  constructor(failure: ClusterFailure, message: string, retryAfter: number | null = null) {
    super(message);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }
}

export interface ListQuery {
  /** Null for all namespaces. */
  readonly namespace: string | null;
  readonly labelSelector?: string;
}

/** All objects that a query fits, at one moment. */
export interface ObjectList {
  readonly items: readonly KubernetesObject[];
  /** Of the whole list: where a watch goes on. */
  readonly resourceVersion: string;
}

export type WatchEvent =
  | { readonly type: 'added' | 'modified' | 'deleted'; readonly object: KubernetesObject }
  /** Nothing changed; a watch that is opened anew may go on from here. */
  | { readonly type: 'bookmark'; readonly resourceVersion: string };

export interface ApplyOptions {
  readonly manager: string;
  /** Takes fields from those who own them. */
  readonly force: boolean;
  /** The server checks and answers as if it had written, and writes nothing. */
  readonly dryRun?: boolean;
}

/**
 * Port: the objects of a cluster. Every call is bounded by its own timeout and by `signal`, and rejects with `ClusterError`, or with
 * the signal's reason once that is aborted.
 * A write with `metadata.resourceVersion` is refused as `conflict` unless the object is still as it was read, and one with
 * `metadata.uid` unless it is still that object: with the version alone, `apply` makes an object anew that was deleted meanwhile.
 */
export interface ClusterObjects {
  /** Null where there is none. */
  get(kind: ObjectKind, key: ObjectKey, signal: AbortSignal): Promise<KubernetesObject | null>;
  /** In pages behind the scenes. */
  list(kind: ObjectKind, query: ListQuery, signal: AbortSignal): Promise<ObjectList>;
  /**
   * Tells of each change after `resourceVersion`, in order, until the server ends the watch, which resolves it; rejects as `gone`
   * where that is too long ago. A watch that is silent for too long is ended, since its connection may be dead.
   */
  watch(
    kind: ObjectKind,
    query: ListQuery & { readonly resourceVersion: string },
    hear: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Rejects as `conflict` where there is one of that name. */
  create(kind: ObjectKind, object: KubernetesObject, signal: AbortSignal): Promise<KubernetesObject>;
  /** Server-side apply: the manager owns exactly the fields that `object` has. */
  apply(
    kind: ObjectKind,
    object: KubernetesObject,
    options: ApplyOptions,
    signal: AbortSignal,
  ): Promise<KubernetesObject>;
  /** The whole object, except its status; rejects as `not-found` where there is none. */
  replace(kind: ObjectKind, object: KubernetesObject, signal: AbortSignal): Promise<KubernetesObject>;
  /** The status alone. */
  replaceStatus(kind: ObjectKind, object: KubernetesObject, signal: AbortSignal): Promise<KubernetesObject>;
  /** Does nothing where there is none. */
  remove(kind: ObjectKind, key: ObjectKey, signal: AbortSignal): Promise<void>;
}
