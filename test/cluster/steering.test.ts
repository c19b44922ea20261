import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { describeWithFolder } from '../crds/crds.js';
import { apply, describeWithServer, eventually } from './cluster.js';
import { Scene, SHARES } from './scene.js';

/** What a team writes that has not looked at it. */
const BROKEN = {
  metrics: { source: { kind: 'prometheus', url: 'http://prometheus:9090' }, provider: 'istio' },
  policies: [{ type: 'custom', interval: '2s', expression: 'result = candidat; result' }],
};

describeWithServer('a release that people have a hand in', (assets) => {
  describeWithFolder('with the Gateway API', (folder) => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await Scene.open(assets, folder);
    });
    afterEach(() => scene.close());

    test('is paused, goes on, is promoted and goes back by annotations', async () => {
      await scene.start('one');
      await scene.applyGateway({ policies: [{ type: 'time', interval: '5s', step: '25%' }] });
      await scene.reaches(25);
      for (const [act, phase, share] of [
        ['pause', 'Paused', 25],
        ['resume', 'Progressing', 25],
        ['promote', 'Promoted', 100],
        ['rollback', 'RolledBack', 0],
      ] as const) {
        await scene.annotate(act);
        await scene.comesTo(phase);
        await scene.serves(share);
      }
      expect(scene.shares()).toEqual([0, 25, 100, 0]);
      await eventually('the annotation is taken away', async () => (await scene.asked()) === null);
      await scene.tells(/^Normal Operated: paused by /);
      await scene.tells(/^Warning ReleaseEnded: rolled back, v1/);
      await scene.tells(/^Normal Operated: rolled back at once by /);
      // Each was done once, whatever was written of the gateway at the same time.
      expect(scene.logs()).not.toMatch(/has ended|paused already|no release that is paused/);
    });

    test('goes back after its promotion also where its versions are found', async () => {
      await scene.start('one');
      await scene.applyGateway({ versions: undefined, candidate: undefined });
      await scene.isPromoted();
      await scene.serves(100);
      await scene.annotate('rollback');
      await scene.comesTo('RolledBack');
      await scene.serves(0);
      await scene.tells(/^Warning ReleaseEnded: rolled back, v1 is stable: /);
      expect(scene.shares()).toEqual([...SHARES, 0]);
    });

    test('is not fought over with who takes the rules of its route, and goes on once they let go', async () => {
      const { access } = scene.server;
      await scene.start('one');
      await scene.applyGateway();
      await scene.reaches(25);
      const route = {
        ...{ apiVersion: KINDS.httpRoute.apiVersion, kind: KINDS.httpRoute.kind },
        metadata: { name: scene.route, namespace: scene.namespace },
      };
      const rules = [{ backendRefs: [{ name: 'shop-v1', port: 8080, weight: 1 }] }];
      await apply(access, KINDS.httpRoute, { ...route, spec: { rules } });
      await eventually('it says who owns them', async () =>
        String((await scene.status())['reason']).includes('`tests` owns `.spec.rules`'),
      );
      expect(await scene.condition('Degraded')).toBe('True TargetFailed');
      await scene.serves(0);
      await apply(access, KINDS.httpRoute, route);
      await scene.isPromoted();
    });

    test('is not stopped by the broken policy of another team, who is told what to mend', async () => {
      const { namespace, plane } = await scene.openOther();
      await scene.start('one', ['--namespaces', `${scene.namespace},${namespace}`]);
      await scene.applyGateway(BROKEN, namespace);
      await scene.applyGateway();
      await scene.isPromoted();
      await eventually('the status says so', async () =>
        String((await scene.status(namespace))['reason']).startsWith(
          'the gateway has no version `candidat`: did you mean `candidate`?',
        ),
      );
      await scene.tells(/^Warning Invalid: the gateway has no version `candidat`/, namespace);
      expect(plane.routes()).toEqual([]);
      await scene.applyGateway({}, namespace);
      await scene.comesTo('Promoted', namespace);
      expect(plane.routes()).toEqual(['shop']);
    });
  });
});
