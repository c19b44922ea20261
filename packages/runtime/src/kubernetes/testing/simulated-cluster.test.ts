import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { WatchEvent } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import { clusterContract } from './cluster-contract.js';
import { SimulatedCluster } from './simulated-cluster.js';

const KIND = KINDS.gateway;
const never = new AbortController().signal;

const gateway = (name: string, spec: object = {}): KubernetesObject => ({
  ...{ apiVersion: KIND.apiVersion, kind: KIND.kind, metadata: { name, namespace: 'team' } },
  spec,
});

describe('a simulated cluster', () => {
  clusterContract(() => Promise.resolve({ objects: new SimulatedCluster().connect(), namespace: 'team' }));
});

describe('what a test can do to a simulated cluster', () => {
  test('a call fails as often as it is told to', async () => {
    const objects = new SimulatedCluster().connect();
    objects.inject({ failure: 'busy', times: 1, retryAfter: 50, when: ({ verb }) => verb === 'create' });
    await expect(objects.get(KIND, { namespace: 'team', name: 'shop' }, never)).resolves.toBeNull();
    const failed = objects.create(KIND, gateway('shop'), never);
    await expect(failed).rejects.toMatchObject({ failure: 'busy', retryAfter: 50 });
    await expect(objects.create(KIND, gateway('shop'), never)).resolves.toMatchObject({ kind: 'Gateway' });
  });

  test('a fault lasts until it is lifted, and for one connection', async () => {
    const cluster = new SimulatedCluster();
    const [cut, well] = [cluster.connect(), cluster.connect()];
    const lift = cut.inject({ failure: 'unreachable' });
    await expect(cut.list(KIND, { namespace: null }, never)).rejects.toThrow('unreachable');
    await expect(well.list(KIND, { namespace: null }, never)).resolves.toMatchObject({ items: [] });
    lift();
    await expect(cut.list(KIND, { namespace: null }, never)).resolves.toMatchObject({ items: [] });
  });

  test('an answer can be lost after the server did what it was asked', async () => {
    const cluster = new SimulatedCluster();
    const objects = cluster.connect();
    objects.inject({ failure: 'unreachable', isDone: true, times: 1 });
    await expect(objects.create(KIND, gateway('shop'), never)).rejects.toThrow('unreachable');
    expect(cluster.get(KIND, { namespace: 'team', name: 'shop' })).not.toBeNull();
    expect(cluster.writes).toBe(1);
  });

  test('watches hear bookmarks, are cut, and expire', async () => {
    const cluster = new SimulatedCluster();
    const objects = cluster.connect();
    const { resourceVersion } = await objects.list(KIND, { namespace: null }, never);
    const heard: WatchEvent[] = [];
    const watch = (): Promise<void> =>
      objects.watch(KIND, { namespace: null, resourceVersion }, (event) => heard.push(event), never);
    const [ended, cut] = [watch(), watch()];
    await setImmediate();
    cluster.bookmark();
    expect(heard).toEqual([
      { type: 'bookmark', resourceVersion },
      { type: 'bookmark', resourceVersion },
    ]);
    objects.cutWatches(null);
    await expect(ended).resolves.toBeUndefined();
    await expect(cut).resolves.toBeUndefined();
    await objects.create(KIND, gateway('shop'), never);
    cluster.expire();
    await expect(watch()).rejects.toMatchObject({ failure: 'gone' });
  });

  test('an object with a finalizer goes when that does', async () => {
    const cluster = new SimulatedCluster();
    const objects = cluster.connect();
    const { metadata, ...rest } = gateway('shop');
    await objects.create(
      KIND,
      { ...rest, metadata: { ...metadata, finalizers: ['lamia.dev/route'] } },
      never,
    );
    const key = { namespace: 'team', name: 'shop' };
    await objects.remove(KIND, key, never);
    const left = await objects.get(KIND, key, never);
    expect(left?.metadata.deletionTimestamp).toBeDefined();
    await objects.replace(KIND, { ...rest, metadata: { ...metadata, finalizers: [] } }, never);
    expect(await objects.get(KIND, key, never)).toBeNull();
  });
});
