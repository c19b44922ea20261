import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import type { Ended } from '../cli/lamia.js';
import { describeWithFolder } from '../crds/crds.js';
import { describeWithHelm } from '../deploy/programs.js';
import { mayDo } from './access-review.js';
import { cluster, describeWithServer, eventually, makeNamespace, pathOf, succeeded } from './cluster.js';
import { accountAccess, CONTROLLER } from './controller-account.js';
import type { ControllerProcess } from './controller-process.js';
import { InstalledChart } from './installed-chart.js';
import { Scene, SHARES } from './scene.js';
import { request } from './server/request.mjs';
import { startServer } from './server/start.mjs';

/** The oldest Kubernetes that the chart is for. */
const OLDEST = 21;
const PROMETHEUS = ['http://prometheus.monitoring:9090'];
/** Nothing in it is asked for here; that the controller reads it is what counts. */
const CONFIGURATION = { maxReleases: 3, upstreams: ['shop.example'] };

function expectSuccess({ code, stderr }: Ended): void {
  expect([code, stderr]).toEqual([0, '']);
}

describeWithServer('the chart of the controller', (assets) => {
  describeWithHelm('installed by Helm', (helm) => {
    /** The chart for a server that all tests of a suite share. */
    const onServer = (): (() => InstalledChart) => {
      let chart: InstalledChart;
      beforeAll(async () => {
        chart = await InstalledChart.on(helm, await startServer(assets));
      });
      afterAll(async () => {
        await chart.close();
        await chart.server.stop();
      });
      return () => chart;
    };

    if (cluster().minor < OLDEST) {
      describe('where Kubernetes is too old', () => {
        const chart = onServer();

        test('is refused, and installs nothing', async () => {
          const { code, stderr } = await chart().upgrade();
          expect([code, stderr]).toEqual([1, expect.stringContaining('chart requires kubeVersion: >=1.21')]);
          expect(await chart().revision()).toBe(0);
        });
      });
      return;
    }

    describe('and given something wrong', () => {
      const chart = onServer();
      beforeAll(async () => expectSuccess(await chart().upgrade()));

      test.each([
        [
          'a number of replicas that is none',
          { replicas: 'two' },
          "at '/replicas': got string, want integer",
        ],
        ['a value that there is not', { replica: 3 }, "additional properties 'replica' not allowed"],
        [
          'a configuration that the controller could not read',
          { configuration: { maxRelease: 3 } },
          "at '/configuration': additional properties 'maxRelease' not allowed",
        ],
        [
          'a webhook without certificate',
          { 'admission.enabled': true },
          'secretName is empty: name a secret',
        ],
        ['what the cluster has no kind for', { 'serviceMonitor.enabled': true }, 'kind "ServiceMonitor"'],
      ])('stays as it is: %s', async (_, values, message) => {
        const { code, stderr } = await chart().upgrade(values);
        expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
        expect(await chart().revision()).toBe(1);
      });
    });

    describeWithFolder('beside the Gateway API', (folder) => {
      let chart: InstalledChart;
      let scene: Scene;
      beforeEach(async () => {
        scene = await Scene.open(assets, folder, async (server) => {
          chart = await InstalledChart.on(helm, server);
          expectSuccess(await chart.upgrade({ prometheus: PROMETHEUS, configuration: CONFIGURATION }));
        });
      });
      afterEach(async () => {
        await scene.close();
        await chart.close();
      });

      /** What a pod of the Deployment would be. */
      const replica = async (name: string): Promise<ControllerProcess> =>
        scene.startWith(name, await chart.words());

      test('brings all that a release needs', async () => {
        const one = await replica('one');
        await scene.applyGateway();
        await scene.isPromoted();
        expect(scene.shares()).toEqual(SHARES);
        expect(await one.probe('/readyz')).toBe('200 ok');
        expect(await chart.words()).toEqual(
          expect.arrayContaining(['--prometheus', ...PROMETHEUS, '--configuration']),
        );
      });

      test('takes its rights back to the namespaces that it is changed to, and its release goes on', async () => {
        const { access } = scene.server;
        const elsewhere = await makeNamespace(access, 'elsewhere');
        const account = await accountAccess(access, CONTROLLER);
        const mayRouteIn = (namespace: string): Promise<boolean> =>
          mayDo(account, {
            ...{ verb: 'patch', group: 'gateway.networking.k8s.io', resource: 'httproutes' },
            namespace,
          });
        await eventually('it may write everywhere', () => mayRouteIn(elsewhere));
        const before = await replica('before');
        await scene.applyGateway();
        await scene.reaches(25);
        await before.stop();
        expectSuccess(await chart.upgrade({ namespaces: [scene.namespace] }));
        await eventually('it may write nothing elsewhere', async () => !(await mayRouteIn(elsewhere)));
        await eventually('it may write where it is told to', () => mayRouteIn(scene.namespace));
        await replica('after');
        await scene.isPromoted();
        expect(scene.shares()).toEqual(SHARES);
      });

      test('leaves traffic as it is when it is taken away, and goes on where it was once it is back', async () => {
        const before = await replica('before');
        await scene.applyGateway();
        await scene.reaches(25);
        await before.stop();
        const { access } = scene.server;
        const routeNow = async (): Promise<unknown> => {
          const path = `${pathOf(KINDS.httpRoute, scene.namespace)}/${scene.route}`;
          return (succeeded(await request(access, 'GET', path)) as KubernetesObject)['spec'];
        };
        const left = await routeNow();
        const { code, stdout } = await chart.uninstall();
        expect([code, stdout]).toEqual([0, expect.stringContaining('gateways.lamia.dev')]);
        expect(await scene.gateway()).not.toBeNull();
        expect(await routeNow()).toEqual(left);
        // Definitions that are kept belong to the release of that name.
        const other = await chart.upgrade({}, 'other');
        expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('gateways.lamia.dev')]);
        expectSuccess(await chart.upgrade());
        await replica('after');
        await scene.isPromoted();
        expect(scene.shares()).toEqual(SHARES);
      });
    });
  });
});
