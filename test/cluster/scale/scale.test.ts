import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KINDS } from '../../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { describeWithFolder } from '../../crds/crds.js';
import { apply, describeWithServer, eventually, makeNamespace, pathOf, succeeded } from '../cluster.js';
import { accountAccess, applyManifests, CONTROLLER, rightsManifests } from '../controller-account.js';
import { startController, type ControllerProcess } from '../controller-process.js';
import { definitionsIn, install } from '../definitions.js';
import { deploy } from '../deploy.js';
import { request } from '../server/request.mjs';
import { startServer, type RunningServer } from '../server/start.mjs';
import { seriesIn, sumOf, writesOf } from './exposition.mjs';
import { createGateways, gatewayName, gatewayObject, phasesOf } from './gateways.mjs';
import { shardsOf } from './shards.mjs';

const CRDS = join(import.meta.dirname, '../../../deploy/crds');
const COUNT = 2_000;
const SHARDS = 16;
/** Gateways that have series of their own; the others are counted. */
const LISTED = 1_000;
/** Longer than two intervals of every gateway. */
const WINDOW = 25_000;
/** Far longer than anything takes on a machine that has other things to do. */
const PATIENT = { within: 600_000, pause: 1_000 };

describeWithServer('2 000 gateways on two replicas', (assets) => {
  describeWithFolder('with Istio', (folder) => {
    let server: RunningServer;
    let namespace: string;
    let replicas: readonly ControllerProcess[] = [];

    beforeAll(async () => {
      server = await startServer(assets);
      const definitions = definitionsIn(folder).filter(({ spec }) => spec.group === 'networking.istio.io');
      await install(server.access, [...definitions, ...definitionsIn(CRDS)]);
      await applyManifests(server.access, rightsManifests());
      namespace = await makeNamespace(server.access, 'scale');
      for (const version of ['v1', 'v2']) await deploy(server.access, namespace, version);
      const access = await accountAccess(server.access, CONTROLLER);
      const args = ['--log-level', 'warning', '--shards', String(SHARDS)];
      replicas = await Promise.all(['one', 'two'].map((name) => startController({ name, access, args })));
    });
    afterAll(async () => {
      await Promise.all(replicas.map((replica) => replica.stop()));
      await server.stop();
    });

    const held = (): Promise<ReadonlyMap<string, number>> => shardsOf(server.access, CONTROLLER.namespace);
    const allHeldBy = async (counts: Readonly<Record<string, number>>): Promise<boolean> => {
      const found = await held();
      return Object.entries(counts).every(([name, count]) => found.get(name) === count);
    };
    const ticks = async (replica: ControllerProcess): Promise<number> =>
      sumOf(seriesIn(await replica.metrics()), 'lamia_ticks_total');
    /** How many gateways a replica looks after. */
    const served = async (replica: ControllerProcess): Promise<number> =>
      LISTED + sumOf(seriesIn(await replica.metrics()), 'lamia_gateways_without_series');

    test('are shared, and all reach their phase', async () => {
      await eventually('both hold half', () => allHeldBy({ one: SHARDS / 2, two: SHARDS / 2 }), PATIENT);
      await createGateways(server.access, { namespace, count: COUNT });
      await eventually(
        'all are promoted',
        async () => (await phasesOf(server.access, namespace))['Promoted'] === COUNT,
        PATIENT,
      );
      for (const replica of replicas) expect(await ticks(replica)).toBeGreaterThan(0);
    }, 700_000);

    test('write nothing but leases while nothing changes', async () => {
      const before = await Promise.all(replicas.map(ticks));
      let writes = {};
      await eventually(
        'nothing is written',
        async () => {
          const first = await writesOf(server.access);
          await wait(WINDOW);
          writes = await writesOf(server.access);
          return JSON.stringify(first) === JSON.stringify(writes);
        },
        PATIENT,
      );
      expect(writes).toMatchObject({ gateways: expect.any(Number), virtualservices: expect.any(Number) });
      // Every gateway was looked at meanwhile.
      const after = await Promise.all(replicas.map(ticks));
      const made = after.map((count, place) => count - (before[place] ?? 0));
      expect(made.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(COUNT);
    }, 700_000);

    test('are all looked after by the one that is left when the other is killed', async () => {
      const [killed, left] = replicas;
      if (killed === undefined || left === undefined) throw new Error('there are two replicas');
      await killed.kill();
      await eventually('the other holds all', () => allHeldBy({ two: SHARDS }), PATIENT);
      await eventually('the other looks after all', async () => (await served(left)) === COUNT, PATIENT);
      // Of these some were those of the other one.
      const changed = Array.from({ length: 20 }, (_, index) => index);
      for (const index of changed) {
        const hosts = [`${gatewayName(index)}.changed.example`];
        const object = gatewayObject(namespace, index, { hosts });
        await apply(server.access, KINDS.gateway, object);
      }
      await eventually(
        'their routes are written anew',
        async () => {
          const path = pathOf(KINDS.istioVirtualService, namespace);
          const { items } = succeeded(await request(server.access, 'GET', path)) as {
            readonly items: readonly { readonly spec: { readonly hosts: readonly string[] } }[];
          };
          const hosts = items.flatMap(({ spec }) => spec.hosts);
          return changed.every((index) => hosts.includes(`${gatewayName(index)}.changed.example`));
        },
        PATIENT,
      );
      expect(await phasesOf(server.access, namespace)).toEqual({ Promoted: COUNT });
      expect(left.log()).not.toContain('a fault of lamia itself');
    }, 700_000);
  });
});
