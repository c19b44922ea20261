import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ClusterError } from '../../packages/runtime/src/kubernetes/cluster/cluster-objects.js';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { openCluster, type Cluster } from '../../packages/runtime/src/kubernetes/cluster/open-cluster.js';
import { Informer } from '../../packages/runtime/src/kubernetes/watch/informer.js';
import { systemClock } from '../../packages/runtime/src/release/system-clock.js';
import { describeWithServer, eventually, makeNamespace } from './cluster.js';
import { startServer, type RunningServer } from './server/start.mjs';
import { until } from './until.js';

const KIND = KINDS.service;
const never = new AbortController().signal;

let server: RunningServer;
let opened: Cluster;
let namespace: string;
let stop: AbortController;
let followed: Promise<void>;
let informer: Informer;
let troubles: (string | null)[];
/** What was told of each object, oldest first. */
let heard: Map<string, (string | null)[]>;

beforeEach(async () => {
  namespace = await makeNamespace(server.access, 'informer');
  stop = new AbortController();
  troubles = [];
  heard = new Map();
  informer = new Informer(
    {
      ...{ objects: opened.objects, clock: systemClock, elapsed: () => performance.now() },
      ...{ random: () => 0.5, trouble: (message) => troubles.push(message) },
      report: (fault) => {
        throw fault;
      },
    },
    { kind: KIND, namespaces: [namespace] },
  );
  informer.onChange((key, object) => {
    const said = heard.get(nameIn(key)) ?? [];
    heard.set(nameIn(key), [...said, object?.metadata.labels?.['size'] ?? null]);
  });
  followed = informer.follow(stop.signal);
});

afterEach(async () => {
  stop.abort();
  await followed;
});

function nameIn(key: string): string {
  return key.slice(namespace.length + 1);
}

async function put(name: string, size: string): Promise<void> {
  const object: KubernetesObject = {
    ...{ apiVersion: KIND.apiVersion, kind: KIND.kind },
    metadata: { name, namespace, labels: { size } },
    spec: { ports: [{ port: 80, protocol: 'TCP' }] },
  };
  await opened.objects.apply(KIND, object, { manager: 'tests', force: true }, never);
}

const remove = (name: string): Promise<void> => opened.objects.remove(KIND, { namespace, name }, never);
const last = (name: string): string | null | undefined => heard.get(name)?.at(-1);

describeWithServer('an informer on a real API server', (assets) => {
  beforeAll(async () => {
    // Its own: it is killed, and its past is taken away.
    server = await startServer(assets);
    opened = await openCluster({ context: null, environment: { KUBECONFIG: server.kubeconfig } });
  }, 120_000);

  afterAll(async () => {
    opened.close();
    await server.stop();
  });

  test('knows what there is, and hears of what comes, changes and goes', async () => {
    await put('one', 's');
    await until(() => informer.hasSynced());
    await put('one', 'm');
    await put('two', 's');
    await remove('two');
    await until(() => last('two') === null);
    expect(heard.get('one')?.at(-1)).toBe('m');
    expect(heard.get('two')).toEqual(['s', null]);
    expect(informer.list().map(({ metadata: { name } }) => name)).toEqual(['one']);
    expect(troubles).toEqual([]);
  });

  test('goes on when the server was killed and is there again, and loses nothing of before and after', async () => {
    for (const name of ['changes', 'goes']) await put(name, 's');
    await until(() => last('changes') === 's' && last('goes') === 's');
    await server.killApiServer();
    await until(() => troubles.length > 0);
    await server.startApiServer();
    await put('changes', 'm');
    await remove('goes');
    await put('comes', 's');
    await until(() => last('changes') === 'm' && last('goes') === null && last('comes') === 's');
    expect(Object.fromEntries(heard)).toEqual({
      ...{ changes: ['s', 'm'], goes: ['s', null], comes: ['s'] },
    });
    await until(() => troubles.at(-1) === null);
  });

  test('finds what went while the server was away and forgot the past', async () => {
    for (const name of ['stays', 'changes', 'goes']) await put(name, 's');
    await until(() => heard.size === 3);
    const { resourceVersion } = await opened.objects.list(KIND, { namespace }, never);
    stop.abort();
    await followed;
    // As for one that is cut off: what it knows is from before.
    await put('changes', 'm');
    await remove('goes');
    await server.killApiServer();
    await server.compact();
    await server.startApiServer();
    // A server that has just started reads its objects first, and asks to be asked again.
    await eventually('that past is gone', async () => {
      const late = opened.objects.watch(KIND, { namespace, resourceVersion }, () => undefined, never);
      const reason = await late.catch((error: unknown) => error);
      return reason instanceof ClusterError && reason.failure === 'gone';
    });
    stop = new AbortController();
    followed = informer.follow(stop.signal);
    await until(() => last('changes') === 'm' && last('goes') === null);
    expect(Object.fromEntries(heard)).toEqual({
      ...{ stays: ['s'], changes: ['s', 'm'], goes: ['s', null] },
    });
  });
});
