import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ReleaseEvent } from '../../release/events.js';
import { customPolicy, gatewayWith, timePolicy } from '../../release/testing/gateways.js';
import { Play } from '../../release/testing/play.js';
import { decidedFor } from '../../release/testing/readings.js';
import { tickedEvent } from '../../release/events.js';
import { ClusterError } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import { SimulatedCluster } from '../testing/simulated-cluster.js';
import { EventRecorder } from './event-recorder.js';
import { refusedAct } from './told-event.js';

const AT = Date.parse('2026-11-26T10:00:00Z');
const resource: KubernetesObject = {
  ...{ apiVersion: 'lamia.dev/v1', kind: 'Gateway' },
  metadata: { name: 'shop', namespace: 'team', uid: 'u-1' },
};
const failed = (reason: string, at: number): ReleaseEvent => ({
  kind: 'target-failed',
  gateway: 'team/shop',
  at,
  reason,
});

let cluster: SimulatedCluster;
let troubles: string[];
let resourceOf: (gateway: string) => KubernetesObject | null;
beforeEach(() => {
  cluster = new SimulatedCluster();
  troubles = [];
  resourceOf = (gateway) => (gateway === 'team/shop' ? resource : null);
});

const recorder = (objects: ConstructorParameters<typeof EventRecorder>[0]['objects'] = cluster.connect()) =>
  new EventRecorder({
    ...{ objects, resourceOf: (gateway) => resourceOf(gateway) },
    teller: { instance: 'lamia-0', run: 'a1' },
    trouble: (message) => troubles.push(message),
  });

/** What the cluster has after these were told. */
async function written(events: readonly ReleaseEvent[]): Promise<readonly KubernetesObject[]> {
  const telling = recorder();
  for (const event of events) telling.note(event);
  await telling.close();
  const query = { namespace: 'team' };
  return (await cluster.connect().list(KINDS.event, query, AbortSignal.timeout(5_000))).items;
}

describe('what happens to a gateway is told by the cluster', () => {
  test('about its resource, with what a decision was made of', async () => {
    const gateway = gatewayWith([customPolicy()], { name: 'team/shop' });
    const play = new Play(gateway).tick(decidedFor('version2')).wait(120_000);
    play.tick(
      decidedFor('version2', {
        trace: {
          headline: '',
          statements: [],
          value: null,
          because: [{ holds: true, text: '0.99 > 0.96' }],
        } as never,
      }),
    );
    const shifts = play.events.filter(({ kind }) => kind === 'shifted');
    const [event] = await written(shifts.slice(-1));
    expect(event).toMatchObject({
      metadata: { name: 'shop.a1.1', namespace: 'team' },
      involvedObject: {
        apiVersion: 'lamia.dev/v1',
        kind: 'Gateway',
        name: 'shop',
        namespace: 'team',
        uid: 'u-1',
      },
      ...{ type: 'Normal', reason: 'WeightsChanged', count: 1, reportingInstance: 'lamia-0' },
      message: expect.stringMatching(/^weights changed to .*version2 20%.*: .*0\.99 > 0\.96/),
    });
  });

  test('and so is what an operator asked for in vain', async () => {
    const telling = recorder();
    telling.tell('team/shop', refusedAct('it is paused already'), AT);
    telling.tell('team/shop', refusedAct('it is paused already'), AT + 60_000);
    telling.tell('team/gone', refusedAct('it is paused already'), AT);
    await telling.close();
    const { items } = cluster.list(KINDS.event, { namespace: null });
    expect(items).toMatchObject([
      { type: 'Warning', reason: 'ActRefused', message: 'it is paused already', count: 2 },
    ]);
  });

  test('once for the same again, with how often and since when', async () => {
    const events = [0, 5, 9].map((second) => failed(`no answer in ${second + 3} s`, AT + second * 1_000));
    expect(await written(events)).toEqual([
      expect.objectContaining({
        ...{ type: 'Warning', reason: 'TargetFailed', count: 3 },
        message: 'the data plane failed: no answer in 12 s',
        ...{ firstTimestamp: '2026-11-26T10:00:00Z', lastTimestamp: '2026-11-26T10:00:09Z' },
      }),
    ]);
  });

  test('anew where the cluster has forgotten the one before', async () => {
    const events = [failed('no answer', AT), failed('no answer', AT + 2 * 3_600_000)];
    expect((await written(events)).map(({ metadata }) => metadata.name)).toEqual(['shop.a1.1', 'shop.a1.2']);
  });

  test('not what another event tells, nor of a gateway that is gone', async () => {
    const { events } = new Play(gatewayWith([timePolicy()], { name: 'team/other' })).run(20_000, {
      type: 'time',
      requests: [],
    });
    expect(await written(events)).toEqual([]);
    expect(
      await written([
        { kind: 'confirmed', gateway: 'team/shop', at: AT, reason: 'seen', step: 1, routes: [] },
      ]),
    ).toEqual([]);
  });
});

test('what policies say is told when it is something else, and not at every tick', async () => {
  const gateway = gatewayWith([customPolicy()], { name: 'team/shop' });
  const play = new Play(gateway).tick(decidedFor('version2')).wait(120_000);
  const ticks = Array.from({ length: 5 }, () => {
    play.wait(10_000).tick(decidedFor(null));
    if (play.record === null) throw new Error('a tick leaves a record');
    return tickedEvent(play.record);
  });
  expect(await written(ticks)).toEqual([expect.objectContaining({ reason: 'Decided', count: 1 })]);
});

test('a gateway that tells too much is heard now and then', async () => {
  const events = Array.from({ length: 500 }, (_, index) =>
    failed(`${String.fromCharCode(97 + (index % 26))}x`, AT + index * 100),
  );
  const telling = recorder();
  const before = cluster.writes;
  for (const event of events) {
    telling.note(event);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await telling.close();
  expect(cluster.writes - before).toBeLessThanOrEqual(22);
});

test('a cluster that does not take events is told of once, and holds nothing up', async () => {
  let calls = 0;
  const telling = recorder({
    apply: () => {
      calls += 1;
      return Promise.reject(new ClusterError('unreachable', 'the API server gives no answer'));
    },
  });
  for (const what of ['a', 'b', 'c']) {
    telling.note(failed(what, AT));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await telling.close();
  expect(calls).toBe(3);
  expect(troubles).toEqual(['events of gateways cannot be written: the API server gives no answer']);
});
