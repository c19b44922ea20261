import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { openCluster, type Cluster } from '../../packages/runtime/src/kubernetes/cluster/open-cluster.js';
import type { Fence } from '../../packages/runtime/src/kubernetes/leases/fence.js';
import { readLease } from '../../packages/runtime/src/kubernetes/leases/lease.js';
import { LEASE_TIMES } from '../../packages/runtime/src/kubernetes/leases/lease-times.js';
import type { ShardDuty } from '../../packages/runtime/src/kubernetes/leases/shard-duty.js';
import { ShardHolder } from '../../packages/runtime/src/kubernetes/leases/shard-holder.js';
import { systemClock } from '../../packages/runtime/src/release/system-clock.js';
import { describeWithServer, makeNamespace } from './cluster.js';
import { startServer, type RunningServer } from './server/start.mjs';
import { until } from './until.js';

const SHARDS = 8;
const never = new AbortController().signal;

/** A replica that does nothing for its shards but to remember them. */
class Replica implements ShardDuty {
  readonly duties = new Map<number, Fence>();
  readonly reports: string[] = [];
  /** When a duty was given up last. */
  endedAt = 0;
  readonly #stop = new AbortController();
  readonly #stopped: Promise<void>;

  constructor(objects: Cluster['objects'], namespace: string, identity: string) {
    const clock = { ...systemClock, elapsed: () => performance.now() };
    const holder = new ShardHolder({
      ...{ objects, namespace, identity, clock, random: Math.random, duty: this, shards: SHARDS },
      ...{ installation: 'lamia', report: (message) => this.reports.push(message) },
    });
    this.#stopped = holder.run(this.#stop.signal);
  }

  begin(shard: number, fence: Fence): void {
    this.duties.set(shard, fence);
  }

  end(shard: number): Promise<void> {
    this.duties.delete(shard);
    this.endedAt = performance.now();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#stopped;
  }
}

let server: RunningServer;
let opened: Cluster;
const replicas: Replica[] = [];

afterEach(async () => {
  await Promise.all(replicas.splice(0).map((replica) => replica.stop()));
});

function start(namespace: string, identity: string): Replica {
  const replica = new Replica(opened.objects, namespace, identity);
  replicas.push(replica);
  return replica;
}

const counts = (): readonly number[] => replicas.map(({ duties }) => duties.size);

describeWithServer('leases on a real API server', (assets) => {
  beforeAll(async () => {
    // Its own: it is killed.
    server = await startServer(assets);
    opened = await openCluster({ context: null, environment: { KUBECONFIG: server.kubeconfig } });
  }, 120_000);

  afterAll(async () => {
    opened.close();
    await server.stop();
  });

  test('are shared by two replicas, and had at once by one when the other stops', async () => {
    const namespace = await makeNamespace(server.access, 'leases');
    const one = start(namespace, 'one-1');
    await until(() => one.duties.size === SHARDS);
    const first = new Map([...one.duties].map(([shard, { epoch }]) => [shard, epoch]));
    const two = start(namespace, 'two-1');
    await until(() => counts().every((count) => count === SHARDS / 2));
    const shards = [...one.duties.keys(), ...two.duties.keys()];
    expect(new Set(shards).size).toBe(SHARDS);
    for (const [shard, fence] of two.duties) {
      expect(fence.holds()).toBe(true);
      expect(fence.epoch).toBeGreaterThan(first.get(shard) ?? Number.POSITIVE_INFINITY);
    }
    await one.stop();
    await until(() => two.duties.size === SHARDS);
    const { items } = await opened.objects.list(KINDS.lease, { namespace }, never);
    const holders = items.map(readLease).map(({ holder }) => holder);
    expect(holders).toEqual(Array.from({ length: SHARDS + 1 }, () => 'two-1'));
    expect([...one.reports, ...two.reports]).toEqual([]);
  });

  test('are given up before they lapse while the server is away, and taken with higher epochs when it is back', async () => {
    const namespace = await makeNamespace(server.access, 'leases');
    const one = start(namespace, 'one-1');
    await until(() => one.duties.size === SHARDS);
    const fences = [...one.duties.values()];
    const cutAt = performance.now();
    await server.killApiServer();
    await until(() => one.duties.size === 0);
    // From the last renewal, which may be as old as the pause between two.
    expect(one.endedAt - cutAt).toBeLessThan(LEASE_TIMES.duration);
    expect(fences.map((fence) => fence.holds())).not.toContain(true);
    await server.startApiServer();
    await until(() => one.duties.size === SHARDS);
    const epochs = [...one.duties.values()].map(({ epoch }) => epoch);
    expect(Math.min(...epochs)).toBeGreaterThan(Math.max(...fences.map(({ epoch }) => epoch)));
  });
});
