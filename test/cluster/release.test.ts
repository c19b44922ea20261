import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { describeWithFolder } from '../crds/crds.js';
import { apply, describeWithServer, eventually, makeNamespace, pathOf, succeeded } from './cluster.js';
import { accountAccess, applyManifests, CONTROLLER, rightsManifests } from './controller-account.js';
import { startController, type ControllerProcess } from './controller-process.js';
import { definitionsIn, install } from './definitions.js';
import { request, type Access } from './server/request.mjs';
import { startServer, type RunningServer } from './server/start.mjs';
import { SimulatedPlane } from './simulated-plane.js';

const CRDS = join(import.meta.dirname, '../../deploy/crds');
const SHARES = [0, 25, 50, 75, 100];

const gateway = (namespace: string): KubernetesObject => ({
  ...{ apiVersion: KINDS.gateway.apiVersion, kind: KINDS.gateway.kind },
  metadata: { name: 'shop', namespace },
  spec: {
    application: 'shop',
    hosts: ['shop.example'],
    target: { kind: 'gateway-api', parents: [{ name: 'public' }] },
    versions: { v1: { service: 'shop-v1', port: 8080 }, v2: { service: 'shop-v2', port: 8080 } },
    baseline: 'v1',
    candidate: 'v2',
    routes: [{ name: 'default', weights: { v1: 100 } }],
    policies: [{ type: 'time', interval: '2s', step: '25%' }],
  },
});

/** A version with its pod available, as Kubernetes' own controllers would say. */
async function deploy(access: Access, namespace: string, version: string): Promise<void> {
  const labels = { app: 'shop', deployment: `shop-${version}`, version };
  const made = await apply(access, KINDS.deployment, {
    ...{ apiVersion: KINDS.deployment.apiVersion, kind: KINDS.deployment.kind },
    metadata: { name: `shop-${version}`, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'shop', image: 'shop' }] } },
    },
  });
  const counts = { replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };
  const status = { observedGeneration: made.metadata.generation, ...counts };
  const path = `${pathOf(KINDS.deployment, namespace)}/shop-${version}/status`;
  succeeded(await request(access, 'PUT', path, { body: { ...made, status } }));
}

/** When a replica logged last, which the one that runs a release does every other second. */
const lastTime = (replica: ControllerProcess): string =>
  [...replica.log().matchAll(/"time":"([^"]+)"/g)].at(-1)?.[1] ?? '';

describeWithServer('a release in a cluster', (assets) => {
  describeWithFolder('with the Gateway API', (folder) => {
    let server: RunningServer;
    let namespace: string;
    let plane: SimulatedPlane;
    let replicas: ControllerProcess[] = [];

    beforeEach(async () => {
      server = await startServer(assets);
      const definitions = definitionsIn(folder).filter(
        ({ spec }) => spec.group === 'gateway.networking.k8s.io',
      );
      await install(server.access, [...definitions, ...definitionsIn(CRDS)]);
      await applyManifests(server.access, rightsManifests());
      namespace = await makeNamespace(server.access, 'release');
      for (const name of ['shop-v1', 'shop-v2']) {
        const metadata = { name, namespace };
        const spec = { ports: [{ port: 8080 }], selector: { app: 'shop' } };
        await apply(server.access, KINDS.service, { apiVersion: 'v1', kind: 'Service', metadata, spec });
      }
      for (const version of ['v1', 'v2']) await deploy(server.access, namespace, version);
      plane = new SimulatedPlane(server.access, namespace);
      plane.start();
    });
    afterEach(async () => {
      await Promise.all(replicas.map((replica) => replica.stop()));
      replicas = [];
      await plane.stop();
      await server.stop();
    });

    /** A replica with the rights that are shipped, and no others. */
    const start = async (name: string): Promise<ControllerProcess> => {
      const access = await accountAccess(server.access, CONTROLLER);
      const replica = await startController({ name, access, args: ['--namespaces', namespace] });
      replicas.push(replica);
      return replica;
    };
    const status = async (): Promise<Readonly<Record<string, unknown>>> => {
      const answer = await request(server.access, 'GET', `${pathOf(KINDS.gateway, namespace)}/shop`);
      return ((succeeded(answer) as KubernetesObject)['status'] ?? {}) as Readonly<Record<string, unknown>>;
    };
    const route = (): string => plane.routes()[0] ?? '';
    /** What the candidate had of the traffic, one state after the other. */
    const shares = (): readonly number[] =>
      plane.seen(route()).map(({ weights }) => {
        const all = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
        return (100 * (weights['shop-v2'] ?? 0)) / all;
      });
    const logs = (): string => replicas.map((each) => each.log()).join('\n');
    const reaches = async (share: number): Promise<void> => {
      try {
        await eventually(`${share} % for the candidate`, () =>
          Promise.resolve((shares().at(-1) ?? 0) >= share),
        );
      } catch (error) {
        throw new Error(logs(), { cause: error });
      }
    };
    const isPromoted = (): Promise<void> =>
      eventually(
        'it is promoted',
        async () => (await status().catch(() => ({ phase: '' }))).phase === 'Promoted',
      );

    test('goes from 0 to 100 step by step, while its API server is killed and comes back', async () => {
      await start('one');
      await apply(server.access, KINDS.gateway, gateway(namespace));
      await reaches(25);
      await server.killApiServer();
      await server.startApiServer();
      await isPromoted();
      expect(shares()).toEqual(SHARES);
      expect(await status()).toMatchObject({ stable: 'v2', version: 'v2' });
      expect(plane.missed(route())).toBe(0);
    });

    test('loses and doubles no step when the replica that runs it is killed', async () => {
      await start('one');
      await start('two');
      await apply(server.access, KINDS.gateway, gateway(namespace));
      await reaches(25);
      const runs = replicas.toSorted((left, right) => lastTime(right).localeCompare(lastTime(left)))[0];
      await runs?.kill();
      await reaches(50);
      expect(logs()).not.toContain('a fault of lamia itself');
      await isPromoted();
      expect(shares()).toEqual(SHARES);
      expect(plane.missed(route())).toBe(0);
    });

    /** When a replica was heard of last, as it says itself. */
    const renewal = async ({ name }: ControllerProcess): Promise<string | undefined> => {
      const answer = await request(server.access, 'GET', pathOf(KINDS.lease, CONTROLLER.namespace));
      const { items } = succeeded(answer) as { readonly items: readonly KubernetesObject[] };
      const own = items.find(({ metadata }) => metadata.name.startsWith(`lamia-replica-${name}-`));
      return (own?.['spec'] as { readonly renewTime?: string } | undefined)?.renewTime;
    };

    test('is not disturbed by a replica that slept past its lease and wakes', async () => {
      await start('one');
      await start('two');
      await apply(server.access, KINDS.gateway, gateway(namespace));
      await reaches(25);
      const sleeper = replicas.toSorted((left, right) => lastTime(right).localeCompare(lastTime(left)))[0];
      if (sleeper === undefined) throw new Error('there are two replicas');
      sleeper.pause();
      await isPromoted();
      const before = await renewal(sleeper);
      sleeper.resume();
      await eventually('the sleeper is heard of again', async () => {
        const now = await renewal(sleeper);
        return now !== undefined && now !== before;
      });
      // Whatever it was about to write when it fell asleep would be there by now.
      await eventually(
        'both have what they shall have',
        async () => (await status())['phase'] === 'Promoted',
      );
      expect(shares()).toEqual(SHARES);
      expect(plane.missed(route())).toBe(0);
      expect(logs()).not.toContain('a fault of lamia itself');
    });
  });
});
