import type { Milliseconds } from '../../config/duration.js';
import type { ApplyOptions, ClusterObjects, ListQuery, ObjectList, WatchEvent } from './cluster-objects.js';
import type { KubernetesObject, ObjectKey, ObjectKind } from './object.js';
import { listPath, objectPath, statusPath } from './paths.js';
import { readList, readObject, readWatchLine } from './read.js';
import { isMissingObject, refusal } from './refusal.js';
import type { ApiAnswer, ApiRequest, ApiTransport } from './transport.js';
import type { CallRate } from './call-rate.js';

export interface ApiLimits {
  /** Of one call, from its first byte to its last. */
  readonly call: Milliseconds;
  /** How long a server lets a watch go on at most. */
  readonly watch: Milliseconds;
  /** A watch that says nothing for longer has lost its connection. */
  readonly silence: Milliseconds;
  /** Objects of one page of a list. */
  readonly page: number;
}

/** A server says that nothing has changed right before it ends a watch, so that a watch that lives is never silent for longer. */
export const API_LIMITS: ApiLimits = { call: 10_000, watch: 60_000, silence: 80_000, page: 500 };

/** As whom objects are created and replaced. */
const MANAGER = 'lamia';
const JSON_TYPE = 'application/json';
const APPLY_TYPE = 'application/apply-patch+yaml';

/** The objects of a real cluster, over the HTTP API of its server. */
export class ApiObjects implements ClusterObjects {
  readonly #transport: ApiTransport;
  readonly #rate: CallRate;
  readonly #limits: ApiLimits;

  constructor(transport: ApiTransport, rate: CallRate, limits: ApiLimits = API_LIMITS) {
    this.#transport = transport;
    this.#rate = rate;
    this.#limits = limits;
  }

  async get(kind: ObjectKind, key: ObjectKey, signal: AbortSignal): Promise<KubernetesObject | null> {
    const answer = await this.#send(kind, { method: 'GET', path: objectPath(kind, key), body: null }, signal);
    return isMissingObject(answer) ? null : readObject(accepted(answer, `to get ${nameOf(kind, key)}`), kind);
  }

  async list(kind: ObjectKind, query: ListQuery, signal: AbortSignal): Promise<ObjectList> {
    const { namespace, labelSelector } = query;
    const items: KubernetesObject[] = [];
    let next: string | null = null;
    for (;;) {
      const path = listPath(kind, namespace, {
        ...{ labelSelector, limit: String(this.#limits.page) },
        ...(next !== null && { continue: next }),
      });
      const answer = await this.#send(kind, { method: 'GET', path, body: null }, signal);
      const page = readList(accepted(answer, `to list ${kind.plural}${placeOf(query)}`), kind);
      items.push(...page.items);
      if (page.next === null) return { items, resourceVersion: page.resourceVersion };
      next = page.next;
    }
  }

  async watch(
    kind: ObjectKind,
    query: ListQuery & { readonly resourceVersion: string },
    hear: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace, labelSelector, resourceVersion } = query;
    const asked = `to watch ${kind.plural}${placeOf(query)}`;
    const path = listPath(kind, namespace, {
      ...{ watch: 'true', allowWatchBookmarks: 'true', labelSelector, resourceVersion },
      timeoutSeconds: String(Math.ceil(this.#limits.watch / 1000)),
    });
    const ask: ApiRequest = {
      ...{ method: 'GET', path, body: null, pool: 'watches', timeout: this.#limits.call },
    };
    const refused = await this.#transport.follow(
      ask,
      this.#limits.silence,
      (line) => hear(readWatchLine(line, kind, asked)),
      signal,
    );
    if (refused !== null) throw refusal(refused, asked);
  }

  async create(kind: ObjectKind, object: KubernetesObject, signal: AbortSignal): Promise<KubernetesObject> {
    const path = listPath(kind, object.metadata.namespace ?? null, { fieldManager: MANAGER });
    return await this.#write(kind, 'create', object, { method: 'POST', path }, signal);
  }

  async apply(
    kind: ObjectKind,
    object: KubernetesObject,
    { manager, force, dryRun = false }: ApplyOptions,
    signal: AbortSignal,
  ): Promise<KubernetesObject> {
    const path = objectPath(kind, keyOf(object), {
      ...{ fieldManager: manager, force: String(force) },
      // A field that an older definition does not have would be dropped, and a route may mean something else without it.
      fieldValidation: 'Strict',
      ...(dryRun && { dryRun: 'All' }),
    });
    return await this.#write(kind, 'apply', object, { method: 'PATCH', path, type: APPLY_TYPE }, signal);
  }

  async replace(kind: ObjectKind, object: KubernetesObject, signal: AbortSignal): Promise<KubernetesObject> {
    const path = objectPath(kind, keyOf(object), { fieldManager: MANAGER });
    return await this.#write(kind, 'replace', object, { method: 'PUT', path }, signal);
  }

  async replaceStatus(
    kind: ObjectKind,
    object: KubernetesObject,
    signal: AbortSignal,
  ): Promise<KubernetesObject> {
    const path = statusPath(kind, keyOf(object), { fieldManager: MANAGER });
    return await this.#write(kind, 'replace the status of', object, { method: 'PUT', path }, signal);
  }

  async remove(kind: ObjectKind, key: ObjectKey, signal: AbortSignal): Promise<void> {
    const path = objectPath(kind, key, { propagationPolicy: 'Background' });
    const answer = await this.#send(kind, { method: 'DELETE', path, body: null }, signal);
    if (!isMissingObject(answer)) accepted(answer, `to delete ${nameOf(kind, key)}`);
  }

  async #write(
    kind: ObjectKind,
    verb: string,
    object: KubernetesObject,
    { method, path, type = JSON_TYPE }: Pick<ApiRequest, 'method' | 'path'> & { readonly type?: string },
    signal: AbortSignal,
  ): Promise<KubernetesObject> {
    const body = { type, text: JSON.stringify(object) };
    const answer = await this.#send(kind, { method, path, body }, signal);
    return readObject(accepted(answer, `to ${verb} ${nameOf(kind, keyOf(object))}`), kind);
  }

  async #send(
    kind: ObjectKind,
    ask: Pick<ApiRequest, 'method' | 'path' | 'body'>,
    signal: AbortSignal,
  ): Promise<ApiAnswer> {
    const isLease = kind.apiVersion.startsWith('coordination.k8s.io/');
    if (!isLease) await this.#rate.turn(this.#limits.call, signal);
    const pool = isLease ? 'leases' : 'calls';
    return await this.#transport.send({ ...ask, pool, timeout: this.#limits.call }, signal);
  }
}

/** @throws ClusterError */
function accepted(answer: ApiAnswer, asked: string): string {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw refusal(answer, asked);
}

function keyOf({ metadata }: KubernetesObject): ObjectKey {
  return { namespace: metadata.namespace ?? null, name: metadata.name };
}

function nameOf({ plural }: ObjectKind, { namespace, name }: ObjectKey): string {
  return `${plural} \`${namespace === null ? name : `${namespace}/${name}`}\``;
}

function placeOf({ namespace }: ListQuery): string {
  return namespace === null ? ' of all namespaces' : ` of namespace \`${namespace}\``;
}
