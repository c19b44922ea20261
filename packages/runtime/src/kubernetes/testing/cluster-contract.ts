import { expect, test } from '@jest/globals';
import type { ClusterFailure, ClusterObjects, WatchEvent } from '../cluster/cluster-objects.js';
import { ClusterError } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject, ObjectKind, ObjectMeta } from '../cluster/object.js';

/** A cluster, and a namespace of it in which nothing is. */
export interface ContractScene {
  readonly objects: ClusterObjects;
  readonly namespace: string;
}

/** A custom resource with a status, and any fields in its specification. */
export const PROBE: ObjectKind = {
  ...{ apiVersion: 'test.lamia.dev/v1', kind: 'Probe', plural: 'probes', namespaced: true },
};

const never = new AbortController().signal;

/**
 * What everybody who uses `ClusterObjects` relies on: the simulated cluster and a real one are held to the same.
 * @param testNewer takes what servers before 1.21 do otherwise, and what is got over there
 */
export function clusterContract(
  open: () => Promise<ContractScene>,
  testNewer: (name: string, body: () => Promise<void>) => void = test,
): void {
  const probe = (
    namespace: string,
    spec: Readonly<Record<string, unknown>> | null,
    metadata: Partial<ObjectMeta> = {},
  ): KubernetesObject => ({
    ...{ apiVersion: PROBE.apiVersion, kind: PROBE.kind },
    metadata: { name: 'shop', namespace, ...metadata },
    ...(spec !== null && { spec }),
  });

  test('an object that is not there is null, and removing it does nothing', async () => {
    const { objects, namespace } = await open();
    expect(await objects.get(PROBE, { namespace, name: 'shop' }, never)).toBeNull();
    await objects.remove(PROBE, { namespace, name: 'shop' }, never);
  });

  test('an object is created once', async () => {
    const { objects, namespace } = await open();
    const made = await objects.create(PROBE, probe(namespace, { hosts: ['a'] }), never);
    expect(made).toMatchObject({ metadata: { name: 'shop', namespace, generation: 1 } });
    expect(await objects.get(PROBE, { namespace, name: 'shop' }, never)).toEqual(made);
    const again = objects.create(PROBE, probe(namespace, { hosts: ['b'] }), never);
    expect(await failureOf(again)).toBe('conflict');
  });

  test('a write over what was read longer ago than the last write is a conflict', async () => {
    const { objects, namespace } = await open();
    const first = await objects.create(PROBE, probe(namespace, { hosts: ['a'] }), never);
    const second = await objects.replace(PROBE, { ...first, spec: { hosts: ['b'] } }, never);
    expect(second.metadata.resourceVersion).not.toBe(first.metadata.resourceVersion);
    expect(await failureOf(objects.replace(PROBE, { ...first, spec: { hosts: ['c'] } }, never))).toBe(
      'conflict',
    );
    expect(await failureOf(objects.replaceStatus(PROBE, { ...first, status: {} }, never))).toBe('conflict');
    const { resourceVersion = '' } = first.metadata;
    const stale = probe(namespace, { hosts: ['d'] }, { resourceVersion });
    expect(await failureOf(objects.apply(PROBE, stale, { manager: 'lamia', force: true }, never))).toBe(
      'conflict',
    );
    expect(await objects.get(PROBE, { namespace, name: 'shop' }, never)).toEqual(second);
  });

  // 1.20 calls it a conflict: the object is read again, and is found to be gone then.
  testNewer(
    'what is written over an object that was deleted meanwhile is refused where it names that object',
    async () => {
      const { objects, namespace } = await open();
      const made = await objects.create(PROBE, probe(namespace, { hosts: ['a'] }), never);
      await objects.remove(PROBE, { namespace, name: 'shop' }, never);
      const { uid = '', resourceVersion = '' } = made.metadata;
      const stale = probe(namespace, { hosts: ['d'] }, { uid, resourceVersion });
      const options = { manager: 'lamia', force: true };
      expect(await failureOf(objects.apply(PROBE, stale, options, never))).toBe('conflict');
      expect(await failureOf(objects.replace(PROBE, made, never))).toBe('not-found');
      // An API server makes the object anew where it knows only the version.
      const unnamed = probe(namespace, { hosts: ['d'] }, { resourceVersion });
      expect(await failureOf(objects.apply(PROBE, unnamed, options, never))).toBeNull();
      expect(await failureOf(objects.apply(PROBE, stale, options, never))).toBe('conflict');
    },
  );

  test('the generation counts changes of the specification alone', async () => {
    const { objects, namespace } = await open();
    const made = await objects.create(PROBE, probe(namespace, { hosts: ['a'] }), never);
    const labelled = await objects.replace(
      PROBE,
      { ...made, metadata: { ...made.metadata, labels: { team: 'a' } } },
      never,
    );
    expect(labelled.metadata.generation).toBe(1);
    const changed = await objects.replace(PROBE, { ...labelled, spec: { hosts: ['b'] } }, never);
    expect(changed.metadata.generation).toBe(2);
  });

  // 1.20 notes when a field was applied last; what is there already is not applied.
  testNewer('a write without news changes nothing', async () => {
    const { objects, namespace } = await open();
    const made = await objects.create(PROBE, probe(namespace, { hosts: ['a'] }), never);
    expect(await objects.replace(PROBE, made, never)).toEqual(made);
    const options = { manager: 'lamia', force: true };
    const applied = await objects.apply(PROBE, probe(namespace, { hosts: ['b'] }), options, never);
    const again = await objects.apply(PROBE, probe(namespace, { hosts: ['b'] }), options, never);
    expect(again.metadata.resourceVersion).toBe(applied.metadata.resourceVersion);
  });

  test('the status is written alone, and not by anything else', async () => {
    const { objects, namespace } = await open();
    const sent = { ...probe(namespace, { hosts: ['a'] }), status: { observedGeneration: 7 } };
    const made = await objects.create(PROBE, sent, never);
    expect(made['status']).toBeUndefined();
    const status = { observedGeneration: 1 };
    const told = await objects.replaceStatus(PROBE, { ...made, spec: { hosts: ['b'] }, status }, never);
    expect(told).toMatchObject({ spec: { hosts: ['a'] }, status, metadata: { generation: 1 } });
    const replaced = await objects.replace(PROBE, { ...told, status: { observedGeneration: 9 } }, never);
    expect(replaced['status']).toEqual(status);
  });

  test('a manager owns the fields that it applies, and gives up those that it leaves out', async () => {
    const { objects, namespace } = await open();
    const options = { manager: 'lamia', force: false };
    const spec = { hosts: ['a'], http: ['default'] };
    const labels = { team: 'a', tier: 'web' };
    await objects.apply(PROBE, probe(namespace, spec, { labels }), options, never);
    const other = { manager: 'canary', force: false };
    await objects.apply(PROBE, probe(namespace, null, { labels: { tier: 'web' } }), other, never);
    const left = await objects.apply(PROBE, probe(namespace, { hosts: ['a'] }), options, never);
    expect(left['spec']).toEqual({ hosts: ['a'] });
    expect(left.metadata.labels).toEqual({ tier: 'web' });
    expect(ownersOf(left)).toEqual([
      ['canary', 'Apply', { 'f:metadata': { 'f:labels': { 'f:tier': {} } } }],
      ['lamia', 'Apply', { 'f:spec': { 'f:hosts': {} } }],
    ]);
  });

  test('a field of somebody else is a conflict that names it, unless it is forced or of the same value', async () => {
    const { objects, namespace } = await open();
    await objects.apply(
      PROBE,
      probe(namespace, { hosts: ['a'] }),
      { manager: 'canary', force: false },
      never,
    );
    const mine = { manager: 'lamia', force: false };
    await objects.apply(PROBE, probe(namespace, { hosts: ['a'] }), mine, never);
    const refused = objects.apply(PROBE, probe(namespace, { hosts: ['b'] }), mine, never);
    await expect(refused).rejects.toThrow(
      'Apply failed with 1 conflict: conflict with "canary": .spec.hosts',
    );
    expect(await failureOf(refused)).toBe('conflict');
    const forced = await objects.apply(
      PROBE,
      probe(namespace, { hosts: ['b'] }),
      { ...mine, force: true },
      never,
    );
    expect(forced['spec']).toEqual({ hosts: ['b'] });
    expect(ownersOf(forced)).toEqual([['lamia', 'Apply', { 'f:spec': { 'f:hosts': {} } }]]);
  });

  test('a dry run answers as if it had written', async () => {
    const { objects, namespace } = await open();
    const options = { manager: 'lamia', force: false, dryRun: true };
    const dry = await objects.apply(PROBE, probe(namespace, { hosts: ['a'] }), options, never);
    expect(dry['spec']).toEqual({ hosts: ['a'] });
    expect(await objects.get(PROBE, { namespace, name: 'shop' }, never)).toBeNull();
  });

  test('a list has what its query fits', async () => {
    const { objects, namespace } = await open();
    for (const [name, team] of [
      ['one', 'a'],
      ['two', 'b'],
    ] as const) {
      await objects.create(PROBE, probe(namespace, { hosts: ['a'] }, { name, labels: { team } }), never);
    }
    const all = await objects.list(PROBE, { namespace }, never);
    expect(all.items.map(({ apiVersion, kind, metadata }) => [apiVersion, kind, metadata.name])).toEqual([
      [PROBE.apiVersion, PROBE.kind, 'one'],
      [PROBE.apiVersion, PROBE.kind, 'two'],
    ]);
    const some = await objects.list(PROBE, { namespace, labelSelector: 'team=b' }, never);
    expect(some.items.map(({ metadata }) => metadata.name)).toEqual(['two']);
    const everywhere = await objects.list(PROBE, { namespace: null, labelSelector: 'team!=b' }, never);
    const mine = everywhere.items.filter(({ metadata }) => metadata.namespace === namespace);
    expect(mine.map(({ metadata }) => metadata.name)).toEqual(['one']);
  });

  test('a watch goes on from a list, and ends with its signal', async () => {
    const { objects, namespace } = await open();
    const made = await objects.create(PROBE, probe(namespace, { hosts: ['a'] }), never);
    const { resourceVersion } = await objects.list(PROBE, { namespace }, never);
    await objects.replace(PROBE, { ...made, spec: { hosts: ['b'] } }, never);
    const stop = new AbortController();
    const heard: string[] = [];
    const watched = objects.watch(
      PROBE,
      { namespace, resourceVersion },
      (event) => {
        if (event.type !== 'bookmark') heard.push(textOf(event));
        if (event.type === 'deleted') stop.abort();
      },
      stop.signal,
    );
    // It may end before the removal is answered.
    const reason = watched.catch((error: unknown) => error);
    await objects.remove(PROBE, { namespace, name: 'shop' }, never);
    expect(await reason).toBe(stop.signal.reason);
    expect(heard).toEqual(['modified shop ["b"]', 'deleted shop ["b"]']);
  });

  test('a watch with labels tells of what fits no longer as deleted', async () => {
    const { objects, namespace } = await open();
    const labels = { team: 'a' };
    const made = await objects.create(PROBE, probe(namespace, { hosts: ['a'] }, { labels }), never);
    const labelSelector = 'team=a';
    const { resourceVersion } = await objects.list(PROBE, { namespace, labelSelector }, never);
    await objects.replace(PROBE, { ...made, metadata: { ...made.metadata, labels: { team: 'b' } } }, never);
    const stop = new AbortController();
    const heard = await new Promise<WatchEvent>((resolve) => {
      void objects
        .watch(PROBE, { namespace, labelSelector, resourceVersion }, resolve, stop.signal)
        .catch(() => undefined);
    });
    stop.abort();
    expect(heard.type).toBe('deleted');
  });

  test('a lease has neither a generation nor a status', async () => {
    const { objects, namespace } = await open();
    const kind = KINDS.lease;
    const lease = {
      ...{ apiVersion: kind.apiVersion, kind: kind.kind, metadata: { name: 'one', namespace } },
      spec: { holderIdentity: 'a', renewTime: '2026-01-01T00:00:00.000000Z' },
    };
    const made = await objects.create(kind, lease, never);
    expect(made['spec']).toEqual(lease.spec);
    expect(made.metadata.generation).toBeUndefined();
    expect(await failureOf(objects.replaceStatus(kind, made, never))).toBe('not-found');
  });

  test('with an ended signal nothing is done', async () => {
    const { objects, namespace } = await open();
    const ended = AbortSignal.abort();
    const made = objects.create(PROBE, probe(namespace, { hosts: ['a'] }), ended);
    await expect(made).rejects.toBe(ended.reason);
    expect(await objects.get(PROBE, { namespace, name: 'shop' }, never)).toBeNull();
  });
}

/** Null where the call succeeds. */
async function failureOf(call: Promise<unknown>): Promise<ClusterFailure | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof ClusterError) return error.failure;
    throw error;
  }
}

function ownersOf({ metadata: { managedFields = [] } }: KubernetesObject): readonly unknown[] {
  return managedFields
    .map(({ manager = '', operation, fieldsV1 }) => [manager, operation, fieldsV1] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
}

function textOf(event: Exclude<WatchEvent, { type: 'bookmark' }>): string {
  const { spec, metadata } = event.object;
  const hosts = typeof spec === 'object' && spec !== null && 'hosts' in spec ? spec.hosts : null;
  return `${event.type} ${metadata.name} ${JSON.stringify(hosts)}`;
}
