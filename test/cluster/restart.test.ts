import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROBE } from '../../packages/runtime/src/kubernetes/testing/cluster-contract.js';
import {
  ClusterError,
  type WatchEvent,
} from '../../packages/runtime/src/kubernetes/cluster/cluster-objects.js';
import { openCluster, type Cluster } from '../../packages/runtime/src/kubernetes/cluster/open-cluster.js';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { describeWithServer, eventually } from './cluster.js';
import { installProbes } from './probes.js';
import { startServer, type RunningServer } from './server/start.mjs';

const never = new AbortController().signal;
const NAMESPACE = 'default';

const probe = (name: string, hosts: readonly string[]): KubernetesObject => ({
  ...{ apiVersion: PROBE.apiVersion, kind: PROBE.kind },
  ...{ metadata: { name, namespace: NAMESPACE }, spec: { hosts } },
});

describeWithServer('an API server that is killed and comes back', (assets) => {
  let server: RunningServer;
  let opened: Cluster;
  beforeAll(async () => {
    server = await startServer(assets);
    await installProbes(server.access);
    opened = await openCluster({ context: null, environment: { KUBECONFIG: server.kubeconfig } });
  });
  afterAll(async () => {
    opened.close();
    await server.stop();
  });

  const outcomeOf = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'done',
      (error: unknown) => (error instanceof ClusterError ? error.failure : 'another error'),
    );
  const watch = (
    resourceVersion: string,
    hear: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<void> => opened.objects.watch(PROBE, { namespace: NAMESPACE, resourceVersion }, hear, signal);

  test('ends what was watched, is unreachable meanwhile, and has everything afterwards', async () => {
    const { objects } = opened;
    await objects.create(PROBE, probe('kept', ['a']), never);
    const { resourceVersion } = await objects.list(PROBE, { namespace: NAMESPACE }, never);
    const heard: WatchEvent[] = [];
    const watching = outcomeOf(watch(resourceVersion, (event) => heard.push(event), never));
    await objects.create(PROBE, probe('heard', ['a']), never);
    await eventually('the watch tells of it', () => Promise.resolve(heard.length > 0));
    await server.killApiServer();
    expect(['done', 'unreachable']).toContain(await watching);
    expect(await outcomeOf(objects.get(PROBE, { namespace: NAMESPACE, name: 'kept' }, never))).toBe(
      'unreachable',
    );
    await server.startApiServer();
    const kept = await objects.get(PROBE, { namespace: NAMESPACE, name: 'kept' }, never);
    expect(kept?.['spec']).toEqual({ hosts: ['a'] });
  });

  test('after etcd forgot the past a watch from there is gone, and one from a new list goes on', async () => {
    const { objects } = opened;
    const { resourceVersion: old } = await objects.list(PROBE, { namespace: NAMESPACE }, never);
    for (const host of ['b', 'c', 'd']) {
      await objects.apply(PROBE, probe('kept', [host]), { manager: 'tests', force: true }, never);
    }
    await server.compact();
    await server.killApiServer();
    await server.startApiServer();
    let outcome = '';
    // A server that has just started reads its objects first, and asks to be asked again.
    await eventually('the watch is answered', async () => {
      outcome = await outcomeOf(watch(old, () => undefined, never));
      return outcome !== 'busy';
    });
    expect(outcome).toBe('gone');
    const { resourceVersion, items } = await objects.list(PROBE, { namespace: NAMESPACE }, never);
    expect(items.find(({ metadata }) => metadata.name === 'kept')?.['spec']).toEqual({ hosts: ['d'] });
    const ended = new AbortController();
    const heard: WatchEvent[] = [];
    const watching = outcomeOf(watch(resourceVersion, (event) => heard.push(event), ended.signal));
    await objects.remove(PROBE, { namespace: NAMESPACE, name: 'kept' }, never);
    await eventually('the watch tells of it', () =>
      Promise.resolve(heard.some(({ type }) => type === 'deleted')),
    );
    ended.abort();
    await watching;
  });
});
