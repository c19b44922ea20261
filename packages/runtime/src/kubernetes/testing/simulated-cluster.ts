import { isDeepStrictEqual } from 'node:util';
import { ClusterError } from '../cluster/cluster-objects.js';
import type { ApplyOptions, ListQuery, ObjectList } from '../cluster/cluster-objects.js';
import type { KubernetesObject, ObjectKey, ObjectKind, ObjectMeta } from '../cluster/object.js';
import { labelFilter } from './label-selector.js';
import { ownedByUpdate, serverSideApply } from './ownership.js';
import { SimulatedConnection } from './simulated-connection.js';
import type { ConnectionOptions } from './simulated-connection.js';
import { Watches } from './watches.js';

/** Kinds that are read and written as one, without a status of their own. */
const WITHOUT_STATUS: ReadonlySet<string> = new Set(['Lease', 'Event', 'ReferenceGrant']);
/** Kinds whose changes nobody counts. */
const WITHOUT_GENERATION: ReadonlySet<string> = new Set(['Lease', 'Event', 'Service']);

/**
 * An API server in memory: what one does with names, resource versions, generations, statuses, owners of fields, finalizers and
 * watches. It knows no schemas: whatever is sent is accepted, and lists are written as a whole except for the few that every
 * object has.
 */
export class SimulatedCluster {
  readonly watches = new Watches();
  readonly #objects = new Map<string, KubernetesObject>();
  #revision = 100;
  #writes = 0;

  /** A way to reach this server, with faults of its own. */
  connect(options: ConnectionOptions = {}): SimulatedConnection {
    return new SimulatedConnection(this, options);
  }

  /** How many writes changed something. */
  get writes(): number {
    return this.#writes;
  }

  /** Those who watch learn how far they are. */
  bookmark(): void {
    this.watches.bookmark(this.#revision);
  }

  /** What happened so far can no longer be watched. */
  expire(): void {
    this.watches.expire(this.#revision);
  }

  get(kind: ObjectKind, key: ObjectKey): KubernetesObject | null {
    return this.#objects.get(pathOf(kind, key)) ?? null;
  }

  /** @throws ClusterError */
  list(kind: ObjectKind, { namespace, labelSelector }: ListQuery): ObjectList {
    const hasLabels = labelFilter(labelSelector);
    const within = `${kind.apiVersion}/${kind.plural}/${namespace === null ? '' : `${namespace}/`}`;
    const items = [...this.#objects]
      .filter(([path]) => path.startsWith(within))
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([, object]) => object);
    return { items: items.filter(hasLabels), resourceVersion: String(this.#revision) };
  }

  /** @throws ClusterError */
  create(kind: ObjectKind, sent: KubernetesObject, manager: string): KubernetesObject {
    const object = asSent(kind, sent);
    if (object.metadata.resourceVersion !== undefined) {
      throw new ClusterError('invalid', 'resourceVersion should not be set on objects to be created');
    }
    if (this.get(kind, keyOf(object)) !== null) {
      throw new ClusterError('conflict', `${kind.plural} "${object.metadata.name}" already exists`);
    }
    const { status: _status, ...made } = object;
    const writer = { manager, operation: 'Update', subresource: null } as const;
    return this.#write(kind, null, ownedByUpdate(null, hasStatus(kind) ? asObject(made) : object, writer));
  }

  /** @throws ClusterError */
  apply(kind: ObjectKind, sent: KubernetesObject, options: ApplyOptions): KubernetesObject {
    const object = asSent(kind, sent);
    if (object.metadata.managedFields !== undefined) {
      throw new ClusterError('invalid', 'metadata.managedFields must be nil');
    }
    const { status: _status, ...rest } = object;
    const config = hasStatus(kind) ? asObject(rest) : object;
    const live = this.get(kind, keyOf(object));
    if (live === null && object.metadata.uid !== undefined) throw changedMeanwhile(kind, object);
    this.#mustBeCurrent(kind, live, object);
    const { apiVersion, kind: name, metadata } = object;
    const blank = { apiVersion, kind: name, metadata: { name: metadata.name, ...namespaceOf(metadata) } };
    const outcome = serverSideApply(live ?? blank, config, options.manager, options.force);
    if (!outcome.ok) {
      const { conflicts } = outcome;
      const [words, whom] = [conflicts.length === 1 ? 'conflict' : 'conflicts', conflicts.map(conflictText)];
      throw new ClusterError(
        'conflict',
        `Apply failed with ${conflicts.length} ${words}: ${whom.join(', ')}`,
      );
    }
    return options.dryRun === true
      ? this.#prepared(kind, live, outcome.object)
      : this.#write(kind, live, outcome.object);
  }

  /** @throws ClusterError */
  replace(kind: ObjectKind, sent: KubernetesObject, manager: string): KubernetesObject {
    const object = asSent(kind, sent);
    const live = this.#existing(kind, object);
    const { status: _status, ...rest } = object;
    const status = live['status'] === undefined ? {} : { status: live['status'] };
    const next = hasStatus(kind) ? asObject({ ...rest, ...status }) : object;
    const writer = { manager, operation: 'Update', subresource: null } as const;
    return this.#write(kind, live, ownedByUpdate(live, next, writer));
  }

  /** @throws ClusterError */
  replaceStatus(kind: ObjectKind, sent: KubernetesObject, manager: string): KubernetesObject {
    const object = asSent(kind, sent);
    if (!hasStatus(kind)) throw notFound(kind, object.metadata.name);
    const live = this.#existing(kind, object);
    const { status: _status, ...rest } = live;
    const status = object['status'] === undefined ? {} : { status: object['status'] };
    const writer = { manager, operation: 'Update', subresource: 'status' } as const;
    return this.#write(kind, live, ownedByUpdate(live, asObject({ ...rest, ...status }), writer));
  }

  remove(kind: ObjectKind, key: ObjectKey): void {
    const live = this.get(kind, key);
    if (live === null) return;
    const { finalizers = [] } = live.metadata;
    if (finalizers.length === 0) {
      this.#forget(kind, live);
    } else if (live.metadata.deletionTimestamp === undefined) {
      const deletionTimestamp = new Date(0).toISOString();
      this.#write(kind, live, { ...live, metadata: { ...live.metadata, deletionTimestamp } });
    }
  }

  #existing(kind: ObjectKind, object: KubernetesObject): KubernetesObject {
    const live = this.get(kind, keyOf(object));
    if (live === null) throw notFound(kind, object.metadata.name);
    this.#mustBeCurrent(kind, live, object);
    return live;
  }

  #mustBeCurrent(kind: ObjectKind, live: KubernetesObject | null, sent: KubernetesObject): void {
    const { resourceVersion, uid } = sent.metadata;
    if (live === null) return;
    const isCurrent = resourceVersion === undefined || resourceVersion === live.metadata.resourceVersion;
    if (!isCurrent || (uid !== undefined && uid !== live.metadata.uid)) throw changedMeanwhile(kind, sent);
  }

  #write(kind: ObjectKind, live: KubernetesObject | null, next: KubernetesObject): KubernetesObject {
    const prepared = this.#prepared(kind, live, next);
    if (live !== null && isDeepStrictEqual(prepared, live)) return live;
    const { metadata } = prepared;
    const { finalizers = [], deletionTimestamp } = metadata;
    if (deletionTimestamp !== undefined && finalizers.length === 0) {
      return this.#forget(kind, prepared);
    }
    this.#writes += 1;
    this.#revision += 1;
    const resourceVersion = String(this.#revision);
    const object = { ...prepared, metadata: { ...metadata, resourceVersion } };
    this.#objects.set(pathOf(kind, keyOf(object)), object);
    this.watches.record({ kind, revision: this.#revision, before: live, after: object });
    return object;
  }

  /** With what the server itself writes into an object. */
  #prepared(kind: ObjectKind, live: KubernetesObject | null, next: KubernetesObject): KubernetesObject {
    const { uid = `uid-${this.#revision + 1}`, creationTimestamp = new Date(0).toISOString() } =
      live?.metadata ?? {};
    const { resourceVersion, deletionTimestamp = next.metadata.deletionTimestamp } = live?.metadata ?? {};
    const { generation: _generation, resourceVersion: _resourceVersion, ...metadata } = next.metadata;
    const generation = live?.metadata.generation ?? 0;
    const isChanged = live === null || !isDeepStrictEqual(specification(live), specification(next));
    return {
      ...next,
      metadata: {
        ...{ ...metadata, uid, creationTimestamp },
        ...(resourceVersion !== undefined && { resourceVersion }),
        ...(deletionTimestamp !== undefined && { deletionTimestamp }),
        ...(!WITHOUT_GENERATION.has(kind.kind) && { generation: generation + Number(isChanged) }),
      },
    };
  }

  #forget(kind: ObjectKind, live: KubernetesObject): KubernetesObject {
    this.#writes += 1;
    this.#revision += 1;
    this.#objects.delete(pathOf(kind, keyOf(live)));
    this.watches.record({ kind, revision: this.#revision, before: live, after: null });
    return live;
  }
}

/** A copy as it is on the wire. */
function asSent(kind: ObjectKind, object: KubernetesObject): KubernetesObject {
  const sent = JSON.parse(JSON.stringify(object)) as KubernetesObject;
  if (sent.kind !== kind.kind || sent.apiVersion !== kind.apiVersion) {
    throw new ClusterError('invalid', `${sent.apiVersion} ${sent.kind} is sent as ${kind.kind}`);
  }
  if (sent.metadata.name === '' || (kind.namespaced && sent.metadata.namespace === undefined)) {
    throw new ClusterError('invalid', 'metadata.name and metadata.namespace are required');
  }
  return sent;
}

function pathOf({ apiVersion, plural }: ObjectKind, { namespace, name }: ObjectKey): string {
  return `${apiVersion}/${plural}/${namespace ?? ''}/${name}`;
}

function keyOf({ metadata }: KubernetesObject): ObjectKey {
  return { namespace: metadata.namespace ?? null, name: metadata.name };
}

function namespaceOf({ namespace }: ObjectMeta): Pick<ObjectMeta, 'namespace'> {
  return namespace === undefined ? {} : { namespace };
}

function hasStatus({ kind }: ObjectKind): boolean {
  return !WITHOUT_STATUS.has(kind);
}

function specification({ metadata: _metadata, status: _status, ...rest }: KubernetesObject): unknown {
  return rest;
}

function asObject(parts: Omit<KubernetesObject, 'status'>): KubernetesObject {
  // Only the status was left out or put in.
  return parts as KubernetesObject;
}

function conflictText({ manager, field }: { readonly manager: string; readonly field: string }): string {
  return `conflict with "${manager}": ${field}`;
}

function notFound({ plural }: ObjectKind, name: string): ClusterError {
  return new ClusterError('not-found', `${plural} "${name}" not found`);
}

function changedMeanwhile({ plural }: ObjectKind, { metadata: { name } }: KubernetesObject): ClusterError {
  const message = `Operation cannot be fulfilled on ${plural} "${name}": the object has been modified`;
  return new ClusterError('conflict', message);
}
