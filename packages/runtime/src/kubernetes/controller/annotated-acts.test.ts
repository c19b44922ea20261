import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import type { ClusterCall } from '../testing/faults.js';
import {
  ControlledCluster,
  deployment,
  gatewayResource,
  KEY,
  type Replica,
} from './testing/controlled-cluster.js';

const signal = new AbortController().signal;
const GATED = {
  policies: [
    {
      ...{ type: 'time', interval: '10s', step: '25%' },
      gates: [
        { at: '25%', type: 'manual', name: 'first' },
        { at: '50%', type: 'manual', name: 'second' },
      ],
    },
  ],
};

let scene: ControlledCluster;

beforeEach(async () => {
  scene = await ControlledCluster.open();
});

const asking =
  (act: string) =>
  (now: KubernetesObject): KubernetesObject => ({
    ...now,
    metadata: { ...now.metadata, annotations: { ...now.metadata.annotations, 'lamia.dev/act': act } },
  });

const ask = (act: string): Promise<void> => scene.edit(asking(act));

const asked = ({ metadata }: KubernetesObject): string | undefined => metadata.annotations?.['lamia.dev/act'];
const openGates = ({ world }: Replica): readonly string[] =>
  (world.runtime.status(KEY)?.gates ?? []).map(({ gate }) => gate);

/** A replica whose release has come to the first of two gates. */
async function atFirstGate(): Promise<Replica> {
  await scene.create(gatewayResource(GATED));
  const one = await scene.started(1);
  await one.controller.reconcile(KEY);
  await scene.shared.run(25_000);
  expect(openGates(one)).toEqual(['first']);
  return one;
}

/** Another one that takes over. */
async function successor(epoch = 2): Promise<Replica> {
  const next = await scene.started(epoch);
  await next.controller.reconcile(KEY);
  return next;
}

const takesAway = ({ verb, object }: ClusterCall): boolean =>
  verb === 'replace' && object !== null && asked(object) === undefined;

/** Has a replica do what is asked for while nobody lets it take that away. */
async function doneAndStillThere({ connection, controller }: Replica): Promise<() => void> {
  const allow = connection.inject({ failure: 'forbidden', when: takesAway });
  await expect(controller.reconcile(KEY)).rejects.toMatchObject({ failure: 'forbidden' });
  return allow;
}

describe('what an operator asks for by an annotation', () => {
  test('is done once and taken away, and what does not fit is refused', async () => {
    await scene.create(gatewayResource());
    const one = await scene.started();
    await one.controller.reconcile(KEY);
    await scene.shared.run(25_000);
    await ask('pause');
    await one.controller.reconcile(KEY);
    expect(scene.phase()).toBe('Paused');
    expect(asked(scene.resource())).toBeUndefined();
    await ask('dance');
    await one.controller.reconcile(KEY);
    await ask('pause');
    await one.controller.reconcile(KEY);
    expect(one.refused).toEqual([
      expect.stringContaining('`lamia.dev/act: dance` is no act'),
      expect.stringMatching(/paused/i),
    ]);
    expect(asked(scene.resource())).toBeUndefined();
    await scene.stop(one);
  });

  test('says who asks for it, also where the controller has written it anew', async () => {
    await scene.create(gatewayResource());
    const one = await scene.started();
    await one.controller.reconcile(KEY);
    await scene.shared.run(25_000);
    await scene.cluster
      .connect({ manager: 'kubectl-annotate' })
      .replace(KINDS.gateway, asking('pause')(scene.resource()), signal);
    one.connection.inject({ failure: 'unreachable', when: ({ verb }) => verb === 'replaceStatus', times: 1 });
    await expect(one.controller.reconcile(KEY)).rejects.toThrow('nothing was changed');
    expect(asked(scene.resource())).toMatch(/^pause #\d+ by kubectl-annotate$/);
    await one.controller.reconcile(KEY);
    expect(scene.resource()['status']).toMatchObject({ reason: 'paused by kubectl-annotate' });
    await scene.stop(one);
  });

  test('leaves nothing to be written once it is done', async () => {
    const one = await atFirstGate();
    await ask('approve');
    await one.controller.reconcile(KEY);
    await scene.shared.run(40_000);
    expect(openGates(one)).toEqual(['second']);
    expect(scene.resource()['status']).not.toHaveProperty('acted');
    const { writes } = scene.cluster;
    await one.controller.reconcile(KEY);
    await scene.shared.run(120_000);
    expect(scene.cluster.writes).toBe(writes);
    await scene.stop(one);
  });

  test('is done once where others write just before', async () => {
    const one = await atFirstGate();
    await ask('approve');
    // Before the next so many writes.
    let outrun = 0;
    const { connection } = one;
    const replace = connection.replace.bind(connection);
    jest.spyOn(connection, 'replace').mockImplementation(async (kind, object, until) => {
      if (outrun > 0) {
        const labels = { outrun: String(outrun) };
        outrun -= 1;
        await scene.edit((now) => ({ ...now, metadata: { ...now.metadata, labels } }));
      }
      return replace(kind, object, until);
    });
    outrun = 4;
    await expect(one.controller.reconcile(KEY)).rejects.toMatchObject({ failure: 'conflict' });
    expect(openGates(one)).toEqual(['first']);
    outrun = 1;
    await one.controller.reconcile(KEY);
    expect(outrun).toBe(0);
    expect(asked(scene.resource())).toBeUndefined();
    await scene.shared.run(40_000);
    expect(openGates(one)).toEqual(['second']);
    expect(one.refused).toEqual([]);
    jest.restoreAllMocks();
    await scene.stop(one);
  });

  test('is done once where it cannot be taken away for long, and again where it is asked for again', async () => {
    const one = await atFirstGate();
    await ask('approve');
    const allow = await doneAndStillThere(one);
    await scene.shared.run(40_000);
    await expect(one.controller.reconcile(KEY)).rejects.toMatchObject({ failure: 'forbidden' });
    expect(openGates(one)).toEqual(['second']);
    await ask('approve');
    allow();
    await one.controller.reconcile(KEY);
    expect(openGates(one)).toEqual([]);
    expect(asked(scene.resource())).toBeUndefined();
    await scene.stop(one);
  });

  test('is told as refused only once it is away, for it may fit before', async () => {
    const one = await atFirstGate();
    await ask('resume');
    const allow = await doneAndStillThere(one);
    expect(one.refused).toEqual([]);
    one.kill();
    const two = await successor();
    expect(two.refused).toEqual(['the gateway has no release that is paused']);
    expect(asked(scene.resource())).toBeUndefined();
    allow();
    await scene.stop(one, two);
  });

  test('is done for a gateway that was deleted and made again', async () => {
    await scene.create(gatewayResource());
    const one = await scene.started();
    await one.controller.reconcile(KEY);
    await ask('pause');
    const allow = await doneAndStillThere(one);
    await scene.connection.remove(KINDS.gateway, { namespace: 'team', name: 'shop' }, signal);
    await scene.create(asking('pause')(gatewayResource()));
    allow();
    await one.controller.reconcile(KEY);
    expect(scene.phase()).toBe('Paused');
    expect(one.refused).toEqual([]);
    await scene.stop(one);
  });

  test('is only taken away from a gateway that cannot be used any more', async () => {
    const one = await atFirstGate();
    await ask('approve');
    const allow = await doneAndStillThere(one);
    allow();
    await scene.edit((now) => ({ ...now, spec: { ...(now['spec'] as object), candidate: 'v9' } }));
    await one.controller.reconcile(KEY);
    expect(one.stopped).toEqual(['Invalid']);
    expect(one.refused).toEqual([]);
    expect(asked(scene.resource())).toBeUndefined();
    await scene.stop(one);
  });
});

describe('where the replica that does it is killed', () => {
  const approves = ({ verb, object }: ClusterCall): boolean =>
    verb === 'replaceStatus' && JSON.stringify(object).includes('"decision":"gate first approved');
  const numbers = ({ verb, object }: ClusterCall): boolean =>
    verb === 'replace' && object !== null && asked(object) !== undefined;

  test.each([
    ['before it gives it a number', numbers, false],
    ['after it gave it a number', numbers, true],
    ['before it stores what follows', approves, false],
    ['after it stored what follows', approves, true],
    ['before it takes it away', takesAway, false],
    ['after it took it away', takesAway, true],
  ] as const)('%s, it is done once', async (_when, isTheCall, isDone) => {
    const one = await atFirstGate();
    await ask('approve');
    one.connection.inject({
      failure: 'unreachable',
      isDone,
      when: (call) => {
        if (isTheCall(call)) one.kill();
        return isTheCall(call);
      },
    });
    await expect(one.controller.reconcile(KEY)).rejects.toThrow(/unreachable/);
    await scene.shared.run(15_000);
    const two = await successor();
    expect(asked(scene.resource())).toBeUndefined();
    await scene.shared.run(60_000);
    expect(openGates(two)).toEqual(['second']);
    expect([...one.refused, ...two.refused]).toEqual([]);
    await scene.stop(one, two);
  });

  test('it does not open the next gate, whatever else is written of the gateway', async () => {
    const one = await atFirstGate();
    await ask('approve');
    await doneAndStillThere(one);
    await scene.shared.run(40_000);
    expect(openGates(one)).toEqual(['second']);
    // By who has asked as well, so that the time at which that one has written says nothing.
    await scene.edit((now) => ({
      ...now,
      metadata: { ...now.metadata, annotations: { ...now.metadata.annotations, note: 'more' } },
    }));
    one.kill();
    const two = await successor();
    expect(asked(scene.resource())).toBeUndefined();
    await scene.shared.run(60_000);
    expect(openGates(two)).toEqual(['second']);
    expect(two.refused).toEqual([]);
    await ask('approve');
    await two.controller.reconcile(KEY);
    expect(openGates(two)).toEqual([]);
    await scene.stop(one, two);
  });

  test.each([
    ['promote', 'Promoted'],
    ['rollback', 'RolledBack'],
  ])('a `%s` does not hit the release after', async (act, phase) => {
    await scene.create(gatewayResource());
    await scene.connection.create(KINDS.deployment, deployment('v3'), signal);
    const one = await scene.started();
    await one.controller.reconcile(KEY);
    await scene.shared.run(25_000);
    await ask(act);
    await doneAndStillThere(one);
    await scene.shared.run(60_000);
    expect(scene.phase()).toBe(phase);
    const baseline = act === 'promote' ? 'v2' : 'v1';
    await scene.edit((now) => ({
      ...now,
      spec: { ...(now['spec'] as object), baseline, candidate: 'v3' },
    }));
    one.kill();
    const two = await successor();
    expect(two.refused).toEqual([]);
    await scene.shared.run(15_000);
    expect(two.world.runtime.status(KEY)).toMatchObject({ phase: 'Progressing', candidate: 'v3' });
    await scene.stop(one, two);
  });

  test('the same is done where it is asked for again, also before anybody has taken over', async () => {
    const one = await atFirstGate();
    await ask('approve');
    one.connection.inject({
      failure: 'unreachable',
      isDone: true,
      when: (call) => {
        if (takesAway(call)) one.kill();
        return takesAway(call);
      },
    });
    await expect(one.controller.reconcile(KEY)).rejects.toThrow(/unreachable/);
    expect(scene.resource()['status']).toMatchObject({ acted: expect.stringMatching(/^approve #/) });
    await ask('approve');
    const two = await successor();
    expect(two.refused).toEqual(['the release waits at no gate']);
    await scene.stop(one, two);
  });

  test('it is done by the next where the state that it made was lost again', async () => {
    await scene.create(gatewayResource());
    const one = await scene.started();
    await one.controller.reconcile(KEY);
    await scene.shared.run(15_000);
    await ask('pause');
    one.connection.inject({
      ...{ failure: 'unreachable', isDone: true, times: 1 },
      when: ({ verb }) => verb === 'replaceStatus',
    });
    await expect(one.controller.reconcile(KEY)).rejects.toThrow('nothing was changed');
    expect(scene.phase()).toBe('Paused');
    // It does not know, and goes on from what it does.
    await scene.shared.run(15_000);
    expect(scene.phase()).toBe('Progressing');
    one.kill();
    const two = await successor();
    expect(scene.phase()).toBe('Paused');
    expect(two.refused).toEqual([]);
    await scene.stop(one, two);
  });
});
