import { beforeEach, describe, expect, test } from '@jest/globals';
import { gatewayWith, timePolicy } from '../../release/testing/gateways.js';
import { Play } from '../../release/testing/play.js';
import type { GatewayState } from '../../release/state.js';
import { PartlyStoredError } from '../../store/store.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import { fingerprintOf } from '../resources/written-status.js';
import { SimulatedCluster } from '../testing/simulated-cluster.js';
import { ActMarks } from './act-marks.js';
import { ResourceStore, type ResourceStoreOptions } from './resource-store.js';

const signal = new AbortController().signal;
const shop = gatewayWith([timePolicy({ interval: 10_000 })], { name: 'team/shop' });
const key = { namespace: 'team', name: 'shop' };

let cluster: SimulatedCluster;
let newest: KubernetesObject | null;
/** Of the resource whose gateway runs. */
let uid: string | undefined;

beforeEach(async () => {
  cluster = new SimulatedCluster();
  newest = await cluster
    .connect()
    .create(
      KINDS.gateway,
      { apiVersion: 'lamia.dev/v1', kind: 'Gateway', metadata: key, spec: { application: 'shop' } },
      signal,
    );
  uid = newest.metadata.uid;
});

function replica(epoch: number, holds = true) {
  const connection = cluster.connect({ manager: `replica-${epoch}` });
  if (newest === null) throw new Error('the resource was created');
  const taken = fingerprintOf(newest);
  const marks = new ActMarks();
  const options: ResourceStoreOptions = {
    objects: connection,
    newest: () => newest,
    wrote: (_gateway, resource) => {
      newest = resource;
    },
    fenceOf: () => ({ epoch, holds: () => holds }),
    running: () => ({ gateway: shop, uid, taken }),
    marks,
    now: () => 5_000,
  };
  return { connection, marks, store: new ResourceStore(options) };
}

function played(): Play {
  return new Play(shop);
}

const progress = (state: GatewayState, record: Play['record'] = null) => ({ state, record });

describe('how a gateway stands is kept in its resource', () => {
  test('with the epoch of who wrote it, and only where it is news', async () => {
    const { store } = replica(1);
    const { state } = played();
    await store.saveIntents([progress(state)]);
    expect(cluster.get(KINDS.gateway, key)?.['status']).toMatchObject({ epoch: 1, state });
    const { writes } = cluster;
    const { release } = state;
    const asked = release?.policies.map((policy) => ({ ...policy, askedAt: 5 })) ?? [];
    await store.saveOutcomes([
      progress(release === null ? state : { ...state, release: { ...release, policies: asked } }),
    ]);
    expect(cluster.writes).toBe(writes);
    await store.saveOutcomes([progress({ ...state, stable: 'version2' })]);
    expect(cluster.writes).toBe(writes + 1);
  });

  test('is written by who took over though nothing else changed, and by nobody before', async () => {
    const { state } = played();
    await replica(1).store.saveIntents([progress(state)]);
    await replica(2).store.saveIntents([progress(state)]);
    expect(cluster.get(KINDS.gateway, key)?.['status']).toMatchObject({ epoch: 2 });
    await expect(replica(1).store.saveIntents([progress(state)])).rejects.toThrow(
      'team/shop: another replica decides for the gateway `team/shop` now',
    );
  });

  test('is not written by who slept through the end of the lease', async () => {
    const { state } = played();
    const old = replica(1);
    await old.store.saveIntents([progress(state)]);
    const read = newest;
    await replica(2).store.saveIntents([progress(state)]);
    // What the sleeper has read is as it was.
    newest = read;
    const moved = { ...state, intent: { ...state.intent, step: 9 } };
    await expect(old.store.saveIntents([progress(moved)])).rejects.toThrow('another replica');
    expect(cluster.get(KINDS.gateway, key)?.['status']).toMatchObject({ epoch: 2, state });
    await expect(replica(3, false).store.saveIntents([progress(moved)])).rejects.toThrow('another replica');
  });

  test('is not written over by who took over what was older', async () => {
    const { state } = played();
    const old = replica(1);
    await old.store.saveIntents([progress(state)]);
    const next = replica(2);
    const read = newest;
    const moved = { ...state, intent: { ...state.intent, step: 9 } };
    await old.store.saveOutcomes([progress(moved)]);
    // The news of that has not come yet.
    newest = read;
    await expect(next.store.saveIntents([progress(state)])).rejects.toThrow(
      'the gateway `team/shop` was decided for by another replica meanwhile; it is taken over anew',
    );
    expect(cluster.get(KINDS.gateway, key)?.['status']).toMatchObject({ epoch: 1, state: moved });
    expect(newest).toEqual(cluster.get(KINDS.gateway, key));
    await replica(2).store.saveIntents([progress(moved)]);
    expect(cluster.get(KINDS.gateway, key)?.['status']).toMatchObject({ epoch: 2, state: moved });
  });

  test('is written though somebody edits the specification meanwhile', async () => {
    const { state } = played();
    const { store } = replica(1);
    const edited = cluster.get(KINDS.gateway, key);
    if (edited === null) throw new Error('the resource was created');
    await cluster.connect().replace(KINDS.gateway, { ...edited, spec: { application: 'other' } }, signal);
    await store.saveIntents([progress(state)]);
    expect(cluster.get(KINDS.gateway, key)).toMatchObject({
      ...{ spec: { application: 'other' }, status: { epoch: 1 } },
    });
  });

  test('is told of where it cannot be written, and written the next time', async () => {
    const { state } = played();
    const { store, connection } = replica(1);
    connection.inject({ failure: 'unreachable', when: ({ verb }) => verb === 'replaceStatus', times: 1 });
    await expect(store.saveIntents([progress(state)])).rejects.toThrow(
      'the status of the gateway `team/shop` could not be written',
    );
    await store.saveIntents([progress(state)]);
    expect(cluster.get(KINDS.gateway, key)).toMatchObject({ status: { epoch: 1 } });
  });
});

describe('what an operator asked for', () => {
  const status = (): unknown => cluster.get(KINDS.gateway, key)?.['status'];
  const acted = 'pause #7 by kubectl-annotate';

  test('is told as done in the write that stores it, and until it is asked for no more', async () => {
    const { store, marks } = replica(1);
    const play = played();
    await store.saveIntents([progress(play.state)]);
    marks.begin('team/shop', acted);
    // A tick that was under way stores something else.
    await store.saveOutcomes([progress({ ...play.state, stable: 'version2' })]);
    expect(status()).not.toHaveProperty('acted');
    expect(marks.isDone('team/shop', acted)).toBe(false);
    play.act({ kind: 'pause' });
    const { writes } = cluster;
    await store.saveIntents([progress(play.state, play.record)]);
    expect(cluster.writes).toBe(writes + 1);
    expect(status()).toMatchObject({ acted, phase: 'Paused' });
    expect(marks.isDone('team/shop', acted)).toBe(true);
    await store.saveOutcomes([progress({ ...play.state, stable: 'version2' })]);
    expect(status()).toMatchObject({ acted });
    marks.forget('team/shop');
    await store.saveOutcomes([progress({ ...play.state, stable: 'version2' })]);
    expect(status()).not.toHaveProperty('acted');
  });

  test('is told no more once it was taken away, also while a write was under way', async () => {
    const { store, marks, connection } = replica(1);
    const play = played();
    play.act({ kind: 'pause' });
    marks.begin('team/shop', acted);
    connection.inject({
      failure: 'unreachable',
      when: () => {
        marks.forget('team/shop');
        return false;
      },
    });
    await store.saveIntents([progress(play.state, play.record)]);
    expect(status()).toMatchObject({ acted, phase: 'Paused' });
    await store.saveOutcomes([progress({ ...play.state, stable: 'version2' })]);
    expect(status()).not.toHaveProperty('acted');
  });

  test('is told also where somebody else writes at the same time', async () => {
    const { store, marks } = replica(1);
    const play = played();
    play.act({ kind: 'pause' });
    marks.begin('team/shop', acted);
    const edited = cluster.get(KINDS.gateway, key);
    if (edited === null) throw new Error('the resource was created');
    await cluster.connect().replace(KINDS.gateway, { ...edited, spec: { application: 'other' } }, signal);
    await store.saveIntents([progress(play.state, play.record)]);
    expect(status()).toMatchObject({ acted, phase: 'Paused' });
  });

  test('is not done where nobody knows whether it was stored, and taken back by the next write', async () => {
    const { store, marks, connection } = replica(1);
    const play = played();
    const before = play.state;
    await store.saveIntents([progress(before)]);
    play.act({ kind: 'pause' });
    marks.begin('team/shop', acted);
    connection.inject({ failure: 'unreachable', isDone: true, times: 1 });
    await expect(store.saveIntents([progress(play.state, play.record)])).rejects.toThrow('unreachable');
    expect(status()).toMatchObject({ acted });
    expect(marks.isDone('team/shop', acted)).toBe(false);
    // The watch tells of it.
    newest = cluster.get(KINDS.gateway, key);
    await store.saveOutcomes([progress(before)]);
    expect(status()).not.toHaveProperty('acted');
  });
});

test('what becomes of a gateway is not told in the resource of another one that has its name by now', async () => {
  const { store } = replica(1);
  const { state } = played();
  await store.saveIntents([progress(state)]);
  const connection = cluster.connect();
  await connection.remove(KINDS.gateway, key, signal);
  const known = newest;
  newest = await connection.create(
    KINDS.gateway,
    { apiVersion: 'lamia.dev/v1', kind: 'Gateway', metadata: key, spec: { application: 'shop' } },
    signal,
  );
  expect(newest.metadata.uid).not.toBe(known?.metadata.uid);
  uid = known?.metadata.uid;
  await expect(store.saveOutcomes([progress({ ...state, stable: 'version2' })])).rejects.toThrow('is gone');
  // Also where it learns that only from the server.
  newest = known;
  await expect(store.saveOutcomes([progress({ ...state, stable: 'version2' })])).rejects.toThrow('is gone');
  expect(cluster.get(KINDS.gateway, key)).not.toHaveProperty('status');
});

test('a gateway that cannot be written keeps no other from being written', async () => {
  const connection = cluster.connect();
  const cart = { ...key, name: 'cart' };
  await connection.create(
    KINDS.gateway,
    { apiVersion: 'lamia.dev/v1', kind: 'Gateway', metadata: cart, spec: { application: 'cart' } },
    signal,
  );
  connection.inject({ failure: 'forbidden', when: ({ name }) => name === 'cart' });
  const newestOf = (gateway: string) => cluster.get(KINDS.gateway, gateway === 'team/cart' ? cart : key);
  const taken = (gateway: string) => {
    const found = newestOf(gateway);
    if (found === null) throw new Error('the resource was created');
    return { uid: found.metadata.uid, taken: fingerprintOf(found) };
  };
  const store = new ResourceStore({
    objects: connection,
    newest: newestOf,
    wrote: () => undefined,
    fenceOf: () => ({ epoch: 1, holds: () => true }),
    running: (gateway) => ({ gateway: shop, ...taken(gateway) }),
    marks: new ActMarks(),
    now: () => 5_000,
  });
  const { state } = played();
  const both = [progress({ ...state, gateway: 'team/cart' }), progress(state)];
  const failure: unknown = await store.saveIntents(both).catch((error: unknown) => error);
  expect(failure instanceof PartlyStoredError && [...failure.failures.keys()]).toEqual(['team/cart']);
  expect(cluster.get(KINDS.gateway, key)).toMatchObject({ status: { epoch: 1 } });
  expect(cluster.get(KINDS.gateway, cart)).not.toHaveProperty('status');
});

test('what was decided is remembered, and told in the resource where it is news', async () => {
  const { store } = replica(1);
  const play = played().tick({ type: 'time', requests: [] });
  await store.saveOutcomes([progress(play.state, play.record)]);
  expect(await store.decisions('team/shop', 10)).toMatchObject([{ keeping: 'change', record: play.record }]);
  expect(cluster.get(KINDS.gateway, key)).toMatchObject({
    status: { reason: play.state.release?.reason },
  });
  await store.forget('team/shop');
  expect(await store.decisions('team/shop', 10)).toEqual([]);
});
