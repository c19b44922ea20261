import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { describeWithFolder } from '../crds/crds.js';
import { apply, describeWithServer, eventually, pathOf, succeeded } from './cluster.js';
import { Scene } from './scene.js';
import { request } from './server/request.mjs';

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

    const annotate = async (act: string): Promise<void> => {
      const path = `${pathOf(KINDS.gateway, scene.namespace)}/shop`;
      const body = { metadata: { annotations: { 'lamia.dev/act': act } } };
      const contentType = 'application/merge-patch+json';
      succeeded(await request(scene.server.access, 'PATCH', path, { body, contentType }));
    };

    test('is paused, goes on, is promoted and goes back by annotations', async () => {
      await scene.start('one');
      await scene.applyGateway({ policies: [{ type: 'time', interval: '5s', step: '25%' }] });
      await scene.reaches(25);
      for (const [act, phase] of [
        ['pause', 'Paused'],
        ['resume', 'Progressing'],
        ['promote', 'Promoted'],
        ['rollback', 'RolledBack'],
      ] as const) {
        await annotate(act);
        await scene.comesTo(phase);
      }
      expect(scene.shares()).toEqual([0, 25, 100, 0]);
      await eventually('the annotation is taken away', async () => {
        const { annotations = {} } = (await scene.gateway())?.metadata ?? {};
        return !('lamia.dev/act' in annotations);
      });
      expect(await scene.events()).toContainEqual(expect.stringMatching(/^Normal Operated: paused by /));
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
      expect(scene.shares().at(-1)).toBe(0);
      await apply(access, KINDS.httpRoute, route);
      await scene.isPromoted();
    });

    test('is not stopped by the broken policy of another team, who is told what to mend', async () => {
      const { namespace, plane } = await scene.openOther();
      await scene.start('one', ['--namespaces', `${scene.namespace},${namespace}`]);
      await scene.applyGateway(BROKEN, namespace);
      await scene.applyGateway();
      await scene.isPromoted();
      expect((await scene.status(namespace))['reason']).toMatch(
        /^the gateway has no version `candidat`: did you mean `candidate`\?/,
      );
      await eventually('an event says so', async () =>
        (await scene.events(namespace)).some((event) =>
          event.startsWith('Warning Invalid: the gateway has no version `candidat`'),
        ),
      );
      expect(plane.routes()).toEqual([]);
      await scene.applyGateway({}, namespace);
      await scene.comesTo('Promoted', namespace);
      expect(plane.routes()).toEqual(['shop']);
    });
  });
});
