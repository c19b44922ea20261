import { beforeEach, describe, expect, test } from '@jest/globals';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import { writtenStatus } from '../resources/written-status.js';
import {
  ControlledCluster,
  gatewayResource,
  KEY,
  SOURCE,
  type Replica,
} from './testing/controlled-cluster.js';

const signal = new AbortController().signal;
const REMOVING = { target: { kind: 'gateway-api', onDelete: 'remove' } };

let scene: ControlledCluster;
let cluster: ControlledCluster['cluster'];
let connection: ControlledCluster['connection'];
let target: ControlledCluster['target'];
let shared: ControlledCluster['shared'];

beforeEach(async () => {
  scene = await ControlledCluster.open();
  ({ cluster, connection, target, shared } = scene);
});

const resource = gatewayResource;
const started = (epoch?: number): Promise<Replica> => scene.started(epoch);
const stop = (replica: Replica): Promise<void> => scene.stop(replica);
const resourceNow = (name?: string): KubernetesObject => scene.resource(name);
const edit = (change: (now: KubernetesObject) => KubernetesObject): Promise<void> => scene.edit(change);
const phase = (): unknown => scene.phase();

const remove = (): Promise<void> =>
  connection.remove(KINDS.gateway, { namespace: 'team', name: 'shop' }, signal);

test('tells of the shards that it has, and of gateways of them that cannot be run until they can', async () => {
  await connection.create(KINDS.gateway, resource(), signal);
  await connection.create(KINDS.gateway, resource({ baseline: 'v9' }, 'broken'), signal);
  const one = scene.replica();
  await one.world.start();
  expect([one.controller.shards, one.controller.notRun()]).toEqual([0, []]);
  one.begin(1);
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

  test('goes on from the last that was decided, also where that comes while it is taken over', async () => {
    await connection.create(KINDS.gateway, resource(), signal);
    const one = await started(1);
    await one.controller.reconcile(KEY);
    await shared.run(25_000);
    const before = writtenStatus(resourceNow()).state?.intent.step ?? 0;
    const two = await started(2);
    scene.afterOpening = async () => {
      await shared.run(10_000);
      await one.controller.end(0);
    };
    await expect(two.controller.reconcile(KEY)).rejects.toThrow('it is taken over anew');
    scene.afterOpening = () => Promise.resolve();
    expect(writtenStatus(resourceNow())).toMatchObject({ epoch: 1, state: { intent: { step: before + 1 } } });
    await two.controller.reconcile(KEY);
    expect(writtenStatus(resourceNow())).toMatchObject({ epoch: 2, state: { intent: { step: before + 1 } } });
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
    scene.afterOpening = async () => {
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
    const one = scene.replica();
    await one.world.start();
    await one.controller.reconcile(KEY);
    await shared.run(60_000);
    expect(target.served.size).toBe(0);
    expect(resourceNow()['status']).toBeUndefined();
    await stop(one);
  });
});
