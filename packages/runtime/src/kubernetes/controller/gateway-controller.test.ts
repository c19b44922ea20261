import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Gateway } from '../../config/gateway.js';
import { World } from '../../release/testing/world.js';
import { SimulatedSeparateTarget } from '../../release/testing/separate-target.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject, ObjectKind } from '../cluster/object.js';
import { writtenStatus } from '../resources/written-status.js';
import { ResourceStore } from '../store/resource-store.js';
import { SimulatedCluster } from '../testing/simulated-cluster.js';
import type { SimulatedConnection } from '../testing/simulated-connection.js';
import { openSource } from './allowed-sources.js';
import { ClusterConnections } from './cluster-connections.js';
import { GatewayController } from './gateway-controller.js';

const signal = new AbortController().signal;
const KEY = 'team/shop';
const SOURCE = 'http://127.0.0.1:9';
const REMOVING = { target: { kind: 'gateway-api', onDelete: 'remove' } };

let cluster: SimulatedCluster;
let connection: SimulatedConnection;
let target: SimulatedSeparateTarget;
let shared: World;
let afterOpening: () => Promise<void>;

beforeEach(async () => {
  cluster = new SimulatedCluster();
  connection = cluster.connect();
  target = new SimulatedSeparateTarget();
  shared = new World();
  afterOpening = () => Promise.resolve();
  for (const version of ['v1', 'v2']) {
    await connection.create(KINDS.deployment, deployment(version), signal);
  }
});

function deployment(version: string): KubernetesObject {
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    metadata: { name: `shop-${version}`, namespace: 'team', labels: { app: 'shop', version } },
    spec: { replicas: 1 },
  };
}

function resource(spec: Record<string, unknown> = {}, name = 'shop'): KubernetesObject {
  return {
    ...{ apiVersion: 'lamia.dev/v1', kind: 'Gateway', metadata: { name, namespace: 'team' } },
    spec: {
      ...{ application: 'shop', target: { kind: 'gateway-api' }, baseline: 'v1', candidate: 'v2' },
      routes: [{ name: 'default', weights: { v1: 100 } }],
      policies: [{ type: 'time', interval: '10s' }],
      ...spec,
    },
  };
}

/** Lets a test do something between the moment that everything is open and the one at which the gateway runs. */
class ObservedConnections extends ClusterConnections {
  override async open(gateway: Gateway): Promise<void> {
    await super.open(gateway);
    await afterOpening();
  }
}

/** A replica of the controller with one shard, in the world that all share. */
function replica() {
  const refused: string[] = [];
  const stopped: string[] = [];
  const watched = (kind: ObjectKind) => ({
    get: (key: string) => {
      const [namespace = '', name = ''] = key.split('/');
      return cluster.get(kind, { namespace, name });
    },
    list: (namespace?: string) => cluster.list(kind, { namespace: namespace ?? null }).items,
  });
  const gateways = watched(KINDS.gateway);
  const wrote = (): void => undefined;
  const store = new ResourceStore({
    ...{
      objects: connection,
      newest: (key: string) => gateways.get(key),
      wrote,
      fenceOf: (key) => controller.fenceOf(key),
    },
    gatewayOf: (key) => controller.running.get(key)?.gateway ?? null,
    now: () => shared.clock.now(),
  });
  const connections = new ObservedConnections(
    () => target,
    () => Promise.resolve(),
  );
  const world = new World(
    {
      clock: shared.clock,
      targetOf: (gateway) => connections.targetOf(gateway),
      sourceOf: (gateway) => connections.sourceOf(gateway),
      catalogueOf: (gateway) => connections.catalogueOf(gateway),
    },
    {},
    store,
  );
  const controller: GatewayController = new GatewayController({
    ...{ runtime: world.runtime, cluster: connection, connections, gateways, wrote },
    ...{
      policies: watched(KINDS.policy),
      deployments: watched(KINDS.deployment),
      sources: [openSource(SOURCE)],
    },
    now: () => shared.clock.now(),
    shardOf: () => 0,
    enqueue: () => undefined,
    refused: (_key, message) => refused.push(message),
    stopped: (_key, { reason }) => stopped.push(reason),
  });
  return { world, controller, refused, stopped };
}

const fence = (epoch: number) => ({ epoch, holds: () => true });

async function started(epoch = 1) {
  const one = replica();
  await one.world.start();
  one.controller.begin(0, fence(epoch));
  return one;
}

function phase(): unknown {
  return writtenStatus(resourceNow()).state?.release?.phase;
}

function resourceNow(name = 'shop'): KubernetesObject {
  const found = cluster.get(KINDS.gateway, { namespace: 'team', name });
  if (found === null) throw new Error('the resource is there');
  return found;
}

const remove = (): Promise<void> =>
  connection.remove(KINDS.gateway, { namespace: 'team', name: 'shop' }, signal);

async function edit(change: (now: KubernetesObject) => KubernetesObject): Promise<void> {
  await connection.replace(KINDS.gateway, change(resourceNow()), signal);
}

async function stop({ world }: { readonly world: World }): Promise<void> {
  const stopped = world.runtime.stop();
  await shared.clock.advance(120_000);
  await stopped;
}

test('tells of the shards that it has, and of gateways of them that cannot be run until they can', async () => {
  await connection.create(KINDS.gateway, resource(), signal);
  await connection.create(KINDS.gateway, resource({ baseline: 'v9' }, 'broken'), signal);
  const one = replica();
  await one.world.start();
  expect([one.controller.shards, one.controller.notRun()]).toEqual([0, []]);
  one.controller.begin(0, fence(1));
  for (const key of [KEY, 'team/broken']) await one.controller.reconcile(key);
  expect([one.controller.shards, one.controller.notRun()]).toEqual([1, ['team/broken']]);
  const mended = { ...resourceNow('broken'), spec: resource()['spec'] };
  await connection.replace(KINDS.gateway, mended, signal);
  await one.controller.reconcile('team/broken');
  expect(one.controller.notRun()).toEqual([]);
  await one.controller.end(0);
  expect([one.controller.shards, one.controller.notRun()]).toEqual([0, []]);
  await stop(one);
});

describe('a Gateway resource', () => {
  test('is released as it says, with its state in its status', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    await shared.run(300_000);
    expect(phase()).toBe('Promoted');
    expect(target.served.get(KEY)?.routing.routes.get('default')?.get('v2')).toBe(10_000);
    expect(one.world.faults).toEqual([]);
    await stop(one);
  });

  test('goes on with another replica where this one gave its shard up', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = await started(1);
    await one.controller.reconcile(KEY);
    await shared.run(35_000);
    await one.controller.end(0);
    expect(one.world.runtime.status(KEY)).toBeNull();
    const before = writtenStatus(resourceNow()).state;
    const two = await started(2);
    await two.controller.reconcile(KEY);
    expect(two.world.runtime.status(KEY)?.step).toBe(before?.intent.step);
    expect(writtenStatus(resourceNow()).epoch).toBe(2);
    await shared.run(300_000);
    expect(phase()).toBe('Promoted');
    await stop(one);
    await stop(two);
  });

  test('that nobody can use is told so, left alone, and taken up once it is mended', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    await shared.run(25_000);
    const routing = target.served.get(KEY)?.routing;
    await edit((now) => ({ ...now, spec: { ...(now['spec'] as object), candidate: 'v9' } }));
    await one.controller.reconcile(KEY);
    expect(resourceNow()['status']).toMatchObject({
      conditions: expect.arrayContaining([expect.objectContaining({ type: 'Degraded', reason: 'Invalid' })]),
    });
    await one.controller.reconcile(KEY);
    expect(one.stopped).toEqual(['Invalid']);
    await shared.run(60_000);
    expect(target.served.get(KEY)?.routing).toBe(routing);
    await edit((now) => ({ ...now, spec: { ...(now['spec'] as object), candidate: 'v2' } }));
    await one.controller.reconcile(KEY);
    await shared.run(300_000);
    expect(phase()).toBe('Promoted');
    await stop(one);
  });

  test('goes on once the Deployment of a version that was taken back is deleted', async () => {
    const { candidate: _found, ...spec } = resource()['spec'] as Record<string, unknown>;
    await connection.create(KINDS.gateway, { ...resource(), spec }, signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    await shared.run(25_000);
    await one.world.runtime.act(KEY, { kind: 'rollback' }, 'olga');
    await shared.run(60_000);
    expect(phase()).toBe('RolledBack');
    await connection.remove(KINDS.deployment, { namespace: 'team', name: 'shop-v2' }, signal);
    await one.controller.reconcile(KEY);
    await shared.run(60_000);
    expect(writtenStatus(resourceNow()).state?.outage).toBeNull();
    expect(target.served.get(KEY)?.routing.routes.get('default')).toEqual(new Map([['v1', 10_000]]));
    await stop(one);
  });

  test('is left by the data plane once it is deleted', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    await shared.run(25_000);
    await connection.remove(KINDS.gateway, { namespace: 'team', name: 'shop' }, signal);
    await one.controller.reconcile(KEY);
    expect(target.left).toEqual([KEY]);
    expect(one.controller.running.size).toBe(0);
    await stop(one);
  });

  test('keeps its resource until its objects are removed, where they shall go with it', async () => {
    await connection.create(KINDS.gateway, resource(REMOVING), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    expect(resourceNow().metadata.finalizers).toEqual(['lamia.dev/route-objects']);
    await shared.run(25_000);
    await remove();
    await one.controller.reconcile(KEY);
    expect(target.left).toEqual([KEY]);
    expect(cluster.get(KINDS.gateway, { namespace: 'team', name: 'shop' })).toBeNull();
    await stop(one);
  });

  test('that is deleted while no controller runs has its objects removed by the next one, also without its Deployments', async () => {
    await connection.create(KINDS.gateway, resource(REMOVING), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    await stop(one);
    await remove();
    for (const version of ['v1', 'v2']) {
      await connection.remove(KINDS.deployment, { namespace: 'team', name: `shop-${version}` }, signal);
    }
    expect(target.left).toEqual([]);
    const two = await started(2);
    await two.controller.reconcile(KEY);
    expect(target.left).toEqual([KEY]);
    expect(cluster.get(KINDS.gateway, { namespace: 'team', name: 'shop' })).toBeNull();
    await stop(two);
  });

  test('has no finalizer where its objects stay, and loses it where they are to stay from now on', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    expect(resourceNow().metadata.finalizers ?? []).toEqual([]);
    const asked = (spec: object) => (now: KubernetesObject) => ({
      ...now,
      metadata: {
        ...now.metadata,
        finalizers: [...(now.metadata.finalizers ?? []), 'others.example/theirs'],
      },
      spec: { ...(now['spec'] as object), ...spec },
    });
    await edit(asked(REMOVING));
    await one.controller.reconcile(KEY);
    expect(resourceNow().metadata.finalizers).toEqual(['others.example/theirs', 'lamia.dev/route-objects']);
    await edit((now) => ({ ...now, spec: { ...(now['spec'] as object), target: { kind: 'gateway-api' } } }));
    await one.controller.reconcile(KEY);
    expect(resourceNow().metadata.finalizers).toEqual(['others.example/theirs']);
    await stop(one);
  });

  test('keeps what it reads open while another one is given up', async () => {
    const metrics = { source: { kind: 'prometheus', url: SOURCE }, provider: 'istio' };
    await connection.create(KINDS.gateway, resource({}, 'other'), signal);
    await connection.create(KINDS.gateway, resource({ metrics }), signal);
    const one = await started();
    await one.controller.reconcile('team/other');
    // The other one goes after its source was opened, and before it runs.
    afterOpening = async () => {
      await connection.remove(KINDS.gateway, { namespace: 'team', name: 'other' }, signal);
      await one.controller.reconcile('team/other');
    };
    await one.controller.reconcile(KEY);
    expect(one.controller.running.has(KEY)).toBe(true);
    expect(resourceNow()['status']).not.toMatchObject({
      conditions: expect.arrayContaining([expect.objectContaining({ reason: 'Unreachable' })]),
    });
    await stop(one);
  });

  test('does once what an annotation asks for', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    await shared.run(25_000);
    const asking = (act: string) => (now: KubernetesObject) => ({
      ...now,
      metadata: { ...now.metadata, annotations: { 'lamia.dev/act': act } },
    });
    await edit(asking('pause'));
    await one.controller.reconcile(KEY);
    expect(one.world.runtime.status(KEY)?.phase).toBe('Paused');
    expect(resourceNow().metadata.annotations).toEqual({});
    await edit(asking('dance'));
    await one.controller.reconcile(KEY);
    await edit(asking('pause'));
    await one.controller.reconcile(KEY);
    expect(one.refused).toEqual([
      expect.stringContaining('`lamia.dev/act: dance` is no act'),
      expect.stringMatching(/paused/i),
    ]);
    await stop(one);
  });

  test('does not do again what an annotation asks for where it is outrun in taking that away', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    await shared.run(25_000);
    await edit((now) => ({
      ...now,
      metadata: { ...now.metadata, annotations: { 'lamia.dev/act': 'pause' } },
    }));
    // Somebody writes just before the next so many writes.
    let outrun = 1;
    const others = cluster.connect();
    const replace = connection.replace.bind(connection);
    jest.spyOn(connection, 'replace').mockImplementation(async (kind, object, until) => {
      if (outrun > 0) {
        const now = resourceNow();
        const metadata = { ...now.metadata, labels: { outrun: String(outrun) } };
        outrun -= 1;
        await others.replace(KINDS.gateway, { ...now, metadata }, until);
      }
      return replace(kind, object, until);
    });
    await one.controller.reconcile(KEY);
    expect(outrun).toBe(0);
    expect(resourceNow().metadata.annotations).toEqual({});
    await edit((now) => ({
      ...now,
      metadata: { ...now.metadata, annotations: { 'lamia.dev/act': 'resume' } },
    }));
    outrun = 4;
    await expect(one.controller.reconcile(KEY)).rejects.toMatchObject({ failure: 'conflict' });
    await one.controller.reconcile(KEY);
    expect(resourceNow().metadata.annotations).toEqual({});
    expect(one.world.runtime.status(KEY)?.phase).toBe('Progressing');
    expect(one.refused).toEqual([]);
    jest.restoreAllMocks();
    await stop(one);
  });

  test('whose versions are found goes back after a promotion, for as long as the one before is deployed', async () => {
    await connection.create(KINDS.gateway, resource({ candidate: undefined }), signal);
    const one = await started();
    await one.controller.reconcile(KEY);
    await shared.run(300_000);
    expect(phase()).toBe('Promoted');
    await one.controller.reconcile(KEY);
    await one.controller.end(0);
    const two = await started(2);
    await two.controller.reconcile(KEY);
    expect(two.world.runtime.status(KEY)).toMatchObject({ phase: 'Promoted', stable: 'v2' });
    await edit((now) => ({
      ...now,
      metadata: { ...now.metadata, annotations: { 'lamia.dev/act': 'rollback' } },
    }));
    await two.controller.reconcile(KEY);
    await shared.run(30_000);
    expect(two.refused).toEqual([]);
    expect(phase()).toBe('RolledBack');
    // What was taken back is not tried again, also where what is deployed is looked at anew.
    await two.controller.reconcile(KEY);
    await shared.run(60_000);
    expect(two.world.runtime.status(KEY)).toMatchObject({ phase: 'RolledBack', stable: 'v1' });
    expect(target.served.get(KEY)?.routing.routes.get('default')?.get('v1')).toBe(10_000);
    await stop(one);
    await stop(two);
  });

  test('is no business of a replica without its shard', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = replica();
    await one.world.start();
    await one.controller.reconcile(KEY);
    await shared.run(60_000);
    expect(target.served.size).toBe(0);
    expect(resourceNow()['status']).toBeUndefined();
    await stop(one);
  });
});
