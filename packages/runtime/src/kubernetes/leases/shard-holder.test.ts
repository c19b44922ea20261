import { beforeEach, describe, expect, test } from '@jest/globals';
import { FakeClock } from '../../release/testing/clock.js';
import { KINDS } from '../cluster/kinds.js';
import { SimulatedCluster } from '../testing/simulated-cluster.js';
import { readLease, type Lease } from './lease.js';
import { Replica, type ReplicaOptions } from './testing/replica.js';

const signal = new AbortController().signal;
const SECOND = 1000;

let world: FakeClock;
let cluster: SimulatedCluster;

beforeEach(() => {
  world = new FakeClock(Date.UTC(2026, 10, 26));
  cluster = new SimulatedCluster();
});

const replica = (identity: string, options: Partial<ReplicaOptions> = {}) =>
  new Replica(world, cluster, { identity, ...options });

const leases = (): readonly Lease[] => cluster.list(KINDS.lease, { namespace: 'lamia' }).items.map(readLease);

const lease = (name: string): Lease => {
  const found = leases().find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no lease ${name}`);
  return found;
};

const shardsOf = (one: Replica): readonly number[] => [...one.duties.keys()].toSorted((a, b) => a - b);

/** How long it takes until so many shards are served here. */
async function timeUntil(isSo: () => boolean): Promise<number> {
  const began = world.elapsed();
  await world.advance(120 * SECOND, isSo);
  expect(isSo()).toBe(true);
  return world.elapsed() - began;
}

describe('one replica', () => {
  test('takes all shards at once and keeps them by renewals', async () => {
    const a = replica('a');
    await world.rest();
    expect(shardsOf(a)).toEqual([0, 1, 2, 3]);
    const { epoch } = lease('lamia-shard-00');
    await world.advance(60 * SECOND);
    expect(a.fences).toHaveLength(4);
    expect(a.fences.every(({ fence }) => fence.holds())).toBe(true);
    expect(lease('lamia-shard-00')).toMatchObject({ holder: 'a', epoch, duration: 10 * SECOND });
    expect(lease('lamia-replica-a').holder).toBe('a');
  });

  test('writes one renewal of each lease in two seconds, and nothing else', async () => {
    const a = replica('a');
    await world.advance(60 * SECOND);
    const before = cluster.writes;
    const calls = a.connection.calls.length;
    await world.advance(60 * SECOND);
    expect(cluster.writes - before).toBe(30 * 5);
    expect(a.connection.calls.length - calls).toBe(30 * 6);
  });

  test('writes the times of its leases to the microsecond', async () => {
    replica('a');
    await world.advance(3 * SECOND);
    expect(lease('lamia-shard-02').object['spec']).toEqual({
      ...{ holderIdentity: 'a', leaseDurationSeconds: 10, leaseTransitions: expect.any(Number) },
      ...{ acquireTime: '2026-11-26T00:00:00.000000Z', renewTime: '2026-11-26T00:00:02.000000Z' },
    });
  });

  test('ends its duties and frees all leases when it stops', async () => {
    const a = replica('a', { ending: () => 15 * SECOND });
    await world.advance(3 * SECOND);
    a.stop();
    await world.advance(14 * SECOND);
    // What is under way goes on with the right to write.
    expect(a.fences.every(({ fence }) => fence.holds())).toBe(true);
    expect(leases().map(({ name }) => name)).not.toContain('lamia-replica-a');
    await world.advance(SECOND);
    await a.stopped;
    expect(a.duties.size).toBe(0);
    expect(a.fences.some(({ fence }) => fence.holds())).toBe(false);
    expect(leases().map(({ holder }) => holder)).toEqual([null, null, null, null]);
  });

  test('goes on after everything was unreachable for longer than a lease', async () => {
    const a = replica('a');
    await world.advance(3 * SECOND);
    const reconnect = a.cutOff();
    await world.advance(30 * SECOND);
    expect(a.duties.size).toBe(0);
    reconnect();
    await world.advance(3 * SECOND);
    expect(shardsOf(a)).toEqual([0, 1, 2, 3]);
    expect(a.reports).toContainEqual(
      expect.stringMatching(/^the leases of other replicas cannot be seen for \d+s: /),
    );
  });
});

describe('several replicas', () => {
  test('share the shards, and give up what a newcomer should have once it is at rest', async () => {
    const a = replica('a', { shards: 16, ending: () => 5 * SECOND });
    await world.advance(4 * SECOND);
    expect(a.duties.size).toBe(16);
    const b = replica('b', { shards: 16 });
    await world.advance(5 * SECOND);
    expect([a.duties.size, b.duties.size]).toEqual([16, 0]);
    await world.advance(6 * SECOND);
    expect([a.duties.size, b.duties.size]).toEqual([8, 8]);
    const c = replica('c', { shards: 16 });
    await world.advance(20 * SECOND);
    expect([a, b, c].map(({ duties }) => duties.size).toSorted()).toEqual([5, 5, 6]);
    const begun = a.fences.length + b.fences.length + c.fences.length;
    await world.advance(60 * SECOND);
    expect(a.fences.length + b.fences.length + c.fences.length).toBe(begun);
  });

  test('take over at once from one that stops', async () => {
    const [a, b] = [replica('a'), replica('b')];
    await world.advance(10 * SECOND);
    expect([a.duties.size, b.duties.size]).toEqual([2, 2]);
    a.stop();
    expect(await timeUntil(() => b.duties.size === 4)).toBeLessThan(3 * SECOND);
  });

  test('take over within 15 s from one that was killed, and remove what it left', async () => {
    const [a, b] = [replica('a'), replica('b')];
    await world.advance(10 * SECOND);
    a.kill();
    expect(await timeUntil(() => b.duties.size === 4)).toBeLessThan(15 * SECOND);
    await world.advance(15 * SECOND);
    expect(leases().map(({ name }) => name)).not.toContain('lamia-replica-a');
  });

  test('a replica that sleeps past its lease knows as soon as it wakes, and another has a higher epoch', async () => {
    const [a, b] = [replica('a'), replica('b')];
    await world.advance(10 * SECOND);
    const lost = [...a.duties];
    a.clock.pause();
    await world.advance(40 * SECOND);
    expect(lost.map(([, fence]) => fence.holds())).toEqual([false, false]);
    for (const [shard, fence] of lost) expect(b.duties.get(shard)?.epoch).toBeGreaterThan(fence.epoch);
    a.clock.resume();
    await world.rest();
    expect(a.duties.size).toBe(0);
    await world.advance(10 * SECOND);
    expect([a.duties.size, b.duties.size]).toEqual([2, 2]);
  });

  test('a replica that is cut off ends its duties before another begins them', async () => {
    const [a, b] = [replica('a', { ending: () => SECOND }), replica('b')];
    await world.advance(10 * SECOND);
    a.cutOff();
    await timeUntil(() => a.duties.size === 0);
    expect(b.duties.size).toBe(2);
    await timeUntil(() => b.duties.size === 4);
  });

  test('clocks that are hours apart make no difference', async () => {
    const a = replica('a', { skew: { ahead: -5 * 3_600 * SECOND, rate: 1 } });
    await world.advance(4 * SECOND);
    const b = replica('b', { skew: { ahead: 7 * 3_600 * SECOND, rate: 1.02 } });
    await world.advance(60 * SECOND);
    expect([a.duties.size, b.duties.size]).toEqual([2, 2]);
    expect(a.fences).toHaveLength(4);
    a.kill();
    expect(await timeUntil(() => b.duties.size === 4)).toBeLessThan(15 * SECOND);
    for (const { shard, fence } of b.fences.slice(2))
      expect(fence.epoch).toBeGreaterThan(a.fences.find((each) => each.shard === shard)?.fence.epoch ?? 0);
  });
});

describe('leases that others touch', () => {
  test('a label that somebody puts there takes no lease away', async () => {
    const a = replica('a');
    await world.advance(3 * SECOND);
    const { object } = lease('lamia-shard-01');
    const labels = { ...object.metadata.labels, team: 'a' };
    await a.connection.replace(KINDS.lease, { ...object, metadata: { ...object.metadata, labels } }, signal);
    await world.advance(20 * SECOND);
    expect(a.fences).toHaveLength(4);
    expect(lease('lamia-shard-01').object.metadata.labels).toEqual(labels);
  });

  test('a renewal whose answer is lost is known to be our own', async () => {
    const a = replica('a');
    await world.advance(3 * SECOND);
    a.connection.inject({
      failure: 'unreachable',
      when: ({ verb }) => verb === 'replace',
      isDone: true,
      times: 5,
    });
    await world.advance(20 * SECOND);
    expect(a.fences).toHaveLength(4);
    expect(a.fences.every(({ fence }) => fence.holds())).toBe(true);
  });

  test('a lease that was taken while its answer was lost is taken again', async () => {
    const a = replica('a', { shards: 1 });
    a.connection.inject({
      ...{ failure: 'unreachable', isDone: true, times: 1 },
      when: ({ verb, name }) => verb === 'create' && name === 'lamia-shard-00',
    });
    await world.advance(5 * SECOND);
    expect(shardsOf(a)).toEqual([0]);
  });

  test('a lease that is deleted is given up, and its epoch goes on growing', async () => {
    const [a, b] = [replica('a', { shards: 2 }), replica('b', { shards: 2 })];
    await world.advance(10 * SECOND);
    const before = new Map([...a.duties, ...b.duties]);
    for (const { name } of leases()) cluster.remove(KINDS.lease, { namespace: 'lamia', name });
    await world.advance(30 * SECOND);
    const after = new Map([...a.duties, ...b.duties]);
    expect(after.size).toBe(2);
    for (const [shard, fence] of after) expect(fence.epoch).toBeGreaterThan(before.get(shard)?.epoch ?? 0);
  });

  test('missing rights are told at once with what is missing, and are got over', async () => {
    const a = replica('a');
    const grant = a.connection.inject({ failure: 'forbidden' });
    await world.advance(30 * SECOND);
    expect(a.reports).toHaveLength(2);
    expect(a.reports[0]).toMatch(
      /the controller needs `get`, `list`, `create`, `update` and `delete` for `leases` of `coordination.k8s.io` in namespace `lamia`$/,
    );
    grant();
    await world.advance(3 * SECOND);
    expect(a.duties.size).toBe(4);
  });
});
