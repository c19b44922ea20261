import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FakeClock } from '../../release/testing/clock.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import { seededRandom } from '../testing/random.js';
import { SimulatedCluster } from '../testing/simulated-cluster.js';
import type { SimulatedConnection } from '../testing/simulated-connection.js';
import { Informer, type InformerOptions } from './informer.js';

const KIND = KINDS.gateway;
const never = new AbortController().signal;

let clock: FakeClock;
let cluster: SimulatedCluster;
/** The informer's. */
let connection: SimulatedConnection;
let team: SimulatedConnection;
let stop: AbortController;
let troubles: (string | null)[];
let faults: unknown[];

beforeEach(() => {
  clock = new FakeClock();
  cluster = new SimulatedCluster();
  connection = cluster.connect();
  team = cluster.connect();
  stop = new AbortController();
  [troubles, faults] = [[], []];
});

afterEach(() => stop.abort());

function start(options: Partial<InformerOptions> = {}) {
  const informer = new Informer(
    {
      objects: connection,
      clock,
      elapsed: () => clock.elapsed(),
      random: () => 0,
      trouble: (message) => troubles.push(message),
      report: (fault) => faults.push(fault),
    },
    { kind: KIND, namespaces: null, ...options },
  );
  const heard: string[] = [];
  informer.onChange((key, object) => heard.push(`${key} ${textOf(object)}`));
  const followed = informer.follow(stop.signal);
  return { informer, heard, followed };
}

const gateway = (name: string, size = 0, namespace = 'team'): KubernetesObject => ({
  ...{ apiVersion: KIND.apiVersion, kind: KIND.kind, metadata: { name, namespace }, spec: { size } },
});

function textOf(object: KubernetesObject | null): string {
  const spec = object?.['spec'];
  return spec === undefined ? 'gone' : JSON.stringify(spec);
}

const put = (name: string, size: number, namespace = 'team') =>
  team.apply(KIND, gateway(name, size, namespace), { manager: 'team', force: true }, never);
const remove = (name: string, namespace = 'team') => team.remove(KIND, { namespace, name }, never);

describe('an informer', () => {
  test('knows what there is, and hears of what comes, changes and goes, once', async () => {
    await put('one', 1);
    const { informer, heard } = start();
    expect(informer.hasSynced()).toBe(false);
    await clock.rest();
    expect(informer.hasSynced()).toBe(true);
    expect(heard).toEqual(['team/one {"size":1}']);
    await put('two', 1);
    await put('one', 2);
    await remove('two');
    await clock.rest();
    expect(heard.slice(1)).toEqual(['team/two {"size":1}', 'team/one {"size":2}', 'team/two gone']);
    expect(informer.get('team/one')).toMatchObject({ spec: { size: 2 } });
    expect(informer.get('team/two')).toBeNull();
    expect(informer.list()).toHaveLength(1);
    expect([informer.list('team').length, informer.list('other').length]).toEqual([1, 0]);
  });

  test('looks at its namespaces alone, and each follows on its own', async () => {
    await put('one', 1, 'a');
    await put('two', 1, 'b');
    await put('three', 1, 'c');
    connection.inject({ failure: 'forbidden', when: ({ namespace }) => namespace === 'b' });
    const { informer, heard } = start({ namespaces: ['a', 'b'] });
    expect(informer.hasSynced()).toBe(false);
    await clock.rest();
    expect(heard).toEqual(['a/one {"size":1}']);
    // A team that has not given its rights yet keeps nobody from the others.
    expect(informer.hasSynced()).toBe(true);
    expect(troubles).toEqual(['list of gateways: forbidden']);
    expect(start({ namespaces: ['b'] }).informer.hasSynced()).toBe(false);
  });

  test('has not synced while a namespace gives no answer, or while nothing at all may be seen', async () => {
    connection.inject({ failure: 'forbidden', when: ({ namespace }) => namespace === 'a' });
    connection.inject({ failure: 'unreachable', when: ({ namespace }) => namespace === 'b' });
    const forbidden = start({ namespaces: ['a'] }).informer;
    const silent = start({ namespaces: ['b', 'c'] }).informer;
    await clock.rest();
    expect([forbidden.hasSynced(), silent.hasSynced()]).toEqual([false, false]);
  });

  test('keeps no managed fields, or what it is told to', async () => {
    await put('one', 1);
    const whole = start().informer;
    const lean = start({
      keep: ({ apiVersion, kind, metadata }) => ({ apiVersion, kind, metadata }),
    }).informer;
    await clock.rest();
    expect(whole.get('team/one')?.metadata.managedFields).toBeUndefined();
    expect(whole.get('team/one')?.['spec']).toEqual({ size: 1 });
    expect(lean.get('team/one')?.['spec']).toBeUndefined();
  });

  test('goes on where it was after a cut, and tells why it hears nothing until then', async () => {
    await put('one', 1);
    const { informer, heard } = start();
    await clock.rest();
    const lift = connection.inject({ failure: 'unreachable' });
    connection.cutWatches();
    await clock.rest();
    await put('one', 2);
    await remove('one');
    await put('one', 3);
    await clock.advance(400);
    expect(informer.get('team/one')).toMatchObject({ spec: { size: 1 } });
    expect(troubles).toEqual(['the watch was cut: unreachable', 'watch of gateways: unreachable']);
    lift();
    await clock.advance(1_000);
    expect(heard.slice(1)).toEqual(['team/one {"size":2}', 'team/one gone', 'team/one {"size":3}']);
    expect(troubles.at(-1)).toBeNull();
    expect(connection.calls.filter(({ verb }) => verb === 'list')).toHaveLength(1);
  });

  test('lists anew what is too old to be watched, and finds what went and what is another object since', async () => {
    for (const name of ['stays', 'changes', 'goes', 'returns']) await put(name, 1);
    const { heard } = start();
    await clock.rest();
    heard.length = 0;
    const lift = connection.inject({ failure: 'unreachable' });
    connection.cutWatches();
    await put('changes', 2);
    await remove('goes');
    await remove('returns');
    await put('returns', 1);
    cluster.expire();
    lift();
    await clock.advance(2_000);
    expect(heard.toSorted()).toEqual(
      [
        'team/changes {"size":2}',
        'team/goes gone',
        'team/returns gone',
        'team/returns {"size":1}',
      ].toSorted(),
    );
    expect(heard.indexOf('team/returns gone')).toBeLessThan(heard.indexOf('team/returns {"size":1}'));
  });

  test('goes on from a bookmark, which is not too old when its last change is', async () => {
    await put('one', 1);
    start();
    await clock.rest();
    await team.create(KINDS.lease, { ...leaseOf('other') }, never);
    cluster.bookmark();
    cluster.watches.forget();
    connection.cutWatches(null);
    await clock.advance(1_000);
    expect(connection.calls.map(({ verb }) => verb)).toEqual(['list', 'watch', 'watch']);
  });

  test('survives whatever is thrown at it, with pauses that grow, and not for ever', async () => {
    connection.inject({ failure: 'busy' });
    start();
    await clock.advance(60_000);
    expect(connection.calls.length).toBe(8);
    expect(troubles).toEqual(['list of gateways: busy']);
    const { calls } = connection;
    await clock.advance(300_000);
    expect(calls.length).toBe(8 + 10);
  });

  test('waits as long as the server asks it to', async () => {
    connection.inject({ failure: 'busy', retryAfter: 5_000, times: 1 });
    const { informer } = start();
    await clock.advance(4_999);
    expect(informer.hasSynced()).toBe(false);
    await clock.advance(1);
    expect(informer.hasSynced()).toBe(true);
  });

  test('does not ask a server again and again that ends each watch at once', async () => {
    start();
    for (let times = 0; times < 200; times += 1) {
      await clock.advance(100);
      connection.cutWatches(null);
    }
    await clock.rest();
    const watches = connection.calls.filter(({ verb }) => verb === 'watch').length;
    expect(watches).toBeGreaterThan(2);
    expect(watches).toBeLessThan(20);
  });

  test('knows how long the server was silent', async () => {
    const { informer } = start();
    await clock.advance(50_000);
    expect(informer.silentFor()).toBe(50_000);
    cluster.bookmark();
    expect(informer.silentFor()).toBe(0);
  });

  test('goes on when a listener fails, and tells of it', async () => {
    const { informer, heard } = start();
    const fault = new Error('a listener');
    const end = informer.onChange(() => {
      throw fault;
    });
    await clock.rest();
    await put('one', 1);
    end();
    await put('one', 2);
    await clock.rest();
    expect(faults).toEqual([fault]);
    expect(heard).toHaveLength(2);
  });

  test('tells of nothing after its end', async () => {
    const { heard, followed } = start();
    await clock.rest();
    stop.abort();
    await put('one', 1);
    await followed;
    expect(heard).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5])('loses and doubles nothing, whatever happens (%i)', async (seed) => {
    const random = seededRandom(seed);
    const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
    const { informer } = start();
    const told = new Map<string, KubernetesObject>();
    const doubled: string[] = [];
    informer.onChange((key, object) => {
      const before = told.get(key);
      if (object === null ? before === undefined : isSame(before, object)) doubled.push(key);
      if (object === null) told.delete(key);
      else told.set(key, object);
    });
    const names = ['a', 'b', 'c', 'd'];
    const lifts: (() => void)[] = [];
    const acts: readonly (() => unknown)[] = [
      ...Array.from({ length: 4 }, () => () => put(pick(names), Math.floor(random() * 3))),
      () => remove(pick(names)),
      () => connection.cutWatches(pick(['unreachable', 'busy', 'gone', null])),
      () => cluster.expire(),
      () => cluster.bookmark(),
      () =>
        lifts.push(
          connection.inject({ failure: pick(['unreachable', 'busy', 'gone', 'forbidden']), times: 2 }),
        ),
      () => clock.advance(random() * 2_000),
    ];
    for (let step = 0; step < 400; step += 1) await pick(acts)();
    for (const lift of lifts) lift();
    await clock.advance(200_000);
    expect(doubled).toEqual([]);
    const there = cluster.list(KIND, { namespace: null }).items;
    const versions = (objects: Iterable<KubernetesObject>): readonly unknown[] =>
      [...objects]
        .map(({ metadata: { name, resourceVersion } }) => `${name} ${resourceVersion ?? ''}`)
        .toSorted();
    expect(versions(informer.list())).toEqual(versions(there));
    expect(versions(told.values())).toEqual(versions(there));
  });
});

function isSame(before: KubernetesObject | undefined, object: KubernetesObject): boolean {
  return before?.metadata.resourceVersion === object.metadata.resourceVersion;
}

function leaseOf(name: string): KubernetesObject {
  const { apiVersion, kind } = KINDS.lease;
  return { apiVersion, kind, metadata: { name, namespace: 'team' } };
}
