import type { Milliseconds } from '../../config/duration.js';
import { ClusterError, type ClusterObjects } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import type { LeaseClock } from './lease-clock.js';
import { readLease, type Lease } from './lease.js';

/** Reads and writes the leases of one namespace; every call is waited for only so long, by the clock of leases. */
export class LeaseCalls {
  readonly namespace: string;
  readonly #objects: ClusterObjects;
  readonly #clock: LeaseClock;
  readonly #limit: Milliseconds;

  constructor(objects: ClusterObjects, namespace: string, clock: LeaseClock, limit: Milliseconds) {
    this.#objects = objects;
    this.namespace = namespace;
    this.#clock = clock;
    this.#limit = limit;
  }

  /** @throws ClusterError */
  async list(labelSelector: string): Promise<readonly Lease[]> {
    const query = { namespace: this.namespace, labelSelector };
    const { items } = await this.#within((signal) => this.#objects.list(KINDS.lease, query, signal));
    return items.map(readLease);
  }

  /** @throws ClusterError */
  async get(name: string): Promise<Lease | null> {
    const key = { namespace: this.namespace, name };
    const found = await this.#within((signal) => this.#objects.get(KINDS.lease, key, signal));
    return found === null ? null : readLease(found);
  }

  /** @throws ClusterError */
  async create(object: KubernetesObject): Promise<Lease> {
    return readLease(await this.#within((signal) => this.#objects.create(KINDS.lease, object, signal)));
  }

  /** Only as it was read. @throws ClusterError */
  async replace(object: KubernetesObject): Promise<Lease> {
    return readLease(await this.#within((signal) => this.#objects.replace(KINDS.lease, object, signal)));
  }

  /** @throws ClusterError */
  async remove(name: string): Promise<void> {
    const key = { namespace: this.namespace, name };
    await this.#within((signal) => this.#objects.remove(KINDS.lease, key, signal));
  }

  async #within<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const answered = new AbortController();
    const message = `the API server gave no answer about leases within ${this.#limit} ms`;
    void this.#clock.sleep(this.#limit, answered.signal).then(() => {
      late.abort(new ClusterError('unreachable', message));
    });
    try {
      return await call(late.signal);
    } finally {
      answered.abort();
    }
  }
}
