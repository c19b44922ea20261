import { ClusterError } from '../cluster/cluster-objects.js';
import type {
  ApplyOptions,
  ClusterObjects,
  ListQuery,
  ObjectList,
  WatchEvent,
} from '../cluster/cluster-objects.js';
import type { KubernetesObject, ObjectKey, ObjectKind } from '../cluster/object.js';
import { Faults } from './faults.js';
import type { ClusterCall, ClusterVerb, Fault } from './faults.js';
import type { SimulatedCluster } from './simulated-cluster.js';

export interface ConnectionOptions {
  /** As whom objects are created and replaced. */
  readonly manager?: string;
  /** What a call and its answer take on their way; no time unless given. */
  readonly travel?: (signal: AbortSignal) => Promise<void>;
}

/** One client's connection to a simulated API server, which a test can disturb. */
export class SimulatedConnection implements ClusterObjects {
  /** What was asked, in order. */
  readonly calls: ClusterCall[] = [];
  readonly #cluster: SimulatedCluster;
  readonly #faults = new Faults();
  readonly #manager: string;
  readonly #travel: (signal: AbortSignal) => Promise<void>;

  constructor(
    cluster: SimulatedCluster,
    { manager = 'test', travel = () => Promise.resolve() }: ConnectionOptions,
  ) {
    this.#cluster = cluster;
    this.#manager = manager;
    this.#travel = travel;
  }

  /** From now on, until what is returned is called. */
  inject(fault: Fault): () => void {
    return this.#faults.inject(fault);
  }

  /** Ends all watches of this connection, as unreachable unless the failure is given, or as a server ends them with null. */
  cutWatches(failure: ClusterError['failure'] | null = 'unreachable'): void {
    const error = failure === null ? null : new ClusterError(failure, `the watch was cut: ${failure}`);
    this.#cluster.watches.end(this, error);
  }

  get(kind: ObjectKind, key: ObjectKey, signal: AbortSignal): Promise<KubernetesObject | null> {
    return this.#ask(callOf('get', kind, key), signal, () => this.#cluster.get(kind, key));
  }

  list(kind: ObjectKind, query: ListQuery, signal: AbortSignal): Promise<ObjectList> {
    return this.#ask(listOf('list', kind, query), signal, () => this.#cluster.list(kind, query));
  }

  async watch(
    kind: ObjectKind,
    query: ListQuery & { readonly resourceVersion: string },
    hear: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#ask(listOf('watch', kind, query), signal, () => null);
    await this.#cluster.watches.watch(this, kind, query, hear, signal);
    signal.throwIfAborted();
  }

  create(kind: ObjectKind, object: KubernetesObject, signal: AbortSignal): Promise<KubernetesObject> {
    return this.#ask(writeOf('create', kind, object), signal, () =>
      this.#cluster.create(kind, object, this.#manager),
    );
  }

  apply(
    kind: ObjectKind,
    object: KubernetesObject,
    options: ApplyOptions,
    signal: AbortSignal,
  ): Promise<KubernetesObject> {
    return this.#ask(writeOf('apply', kind, object), signal, () =>
      this.#cluster.apply(kind, object, options),
    );
  }

  replace(kind: ObjectKind, object: KubernetesObject, signal: AbortSignal): Promise<KubernetesObject> {
    return this.#ask(writeOf('replace', kind, object), signal, () =>
      this.#cluster.replace(kind, object, this.#manager),
    );
  }

  replaceStatus(kind: ObjectKind, object: KubernetesObject, signal: AbortSignal): Promise<KubernetesObject> {
    return this.#ask(writeOf('replaceStatus', kind, object), signal, () =>
      this.#cluster.replaceStatus(kind, object, this.#manager),
    );
  }

  remove(kind: ObjectKind, key: ObjectKey, signal: AbortSignal): Promise<void> {
    return this.#ask(callOf('remove', kind, key), signal, () => this.#cluster.remove(kind, key));
  }

  async #ask<T>(call: ClusterCall, signal: AbortSignal, serve: () => T): Promise<T> {
    signal.throwIfAborted();
    this.calls.push(call);
    await this.#travel(signal);
    signal.throwIfAborted();
    this.#faults.before(call);
    const answer = serve();
    this.#faults.after(call);
    await this.#travel(signal);
    signal.throwIfAborted();
    return answer;
  }
}

function callOf(verb: ClusterVerb, kind: ObjectKind, { namespace, name }: ObjectKey): ClusterCall {
  return { verb, kind, namespace, name, object: null };
}

function listOf(verb: ClusterVerb, kind: ObjectKind, { namespace }: ListQuery): ClusterCall {
  return { verb, kind, namespace, name: null, object: null };
}

function writeOf(verb: ClusterVerb, kind: ObjectKind, object: KubernetesObject): ClusterCall {
  const { namespace = null, name } = object.metadata;
  return { verb, kind, namespace, name, object };
}
