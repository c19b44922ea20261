import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { describeWithFolder } from '../crds/crds.js';
import { describeWithServer, eventually, pathOf, succeeded } from './cluster.js';
import { changeRights } from './controller-account.js';
import { Scene } from './scene.js';
import { request } from './server/request.mjs';

const REMOVING = { target: { kind: 'gateway-api', parents: [{ name: 'public' }], onDelete: 'remove' } };

describeWithServer('a controller in a cluster', (assets) => {
  describeWithFolder('with the Gateway API', (folder) => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await Scene.open(assets, folder);
    });
    afterEach(() => scene.close());

    const call = async (method: string, path: string, body?: unknown): Promise<unknown> =>
      succeeded(
        await request(scene.server.access, method, path, {
          ...(body !== undefined && { body, contentType: 'application/merge-patch+json' }),
        }),
      );
    const ownPath = (): string => `${pathOf(KINDS.gateway, scene.namespace)}/shop`;
    const itemsOf = async (path: string): Promise<readonly KubernetesObject[]> =>
      ((await call('GET', path)) as { readonly items: readonly KubernetesObject[] }).items;

    test('tells by an Event why it does not do what an annotation asks for', async () => {
      await scene.start('one');
      await scene.applyGateway();
      await scene.isPromoted();
      await scene.annotate('dance');
      await eventually('the annotation is taken away', async () => (await scene.asked()) === null);
      await eventually('it is told', async () => {
        const events = await itemsOf(pathOf(KINDS.event, scene.namespace));
        return events.some(
          ({ reason, message, involvedObject }) =>
            reason === 'ActRefused' &&
            String(message).startsWith('`lamia.dev/act: dance` is no act') &&
            (involvedObject as { readonly name: string }).name === 'shop',
        );
      });
    });

    test('removes the route of a gateway that was deleted while no controller ran', async () => {
      const first = await scene.start('one');
      await scene.applyGateway(REMOVING);
      await scene.isPromoted();
      await first.stop();
      await call('DELETE', ownPath());
      expect((await scene.gateway())?.metadata.deletionTimestamp).toBeDefined();
      expect(await itemsOf(pathOf(KINDS.httpRoute, scene.namespace))).toHaveLength(1);
      await scene.start('two');
      await eventually('the gateway is gone', async () => (await scene.gateway()) === null);
      expect(await itemsOf(pathOf(KINDS.httpRoute, scene.namespace))).toEqual([]);
    });

    const withoutRights = (name: string): Promise<() => Promise<void>> =>
      changeRights(scene.server.access, name, () => []);

    test('that may not write routes says so in the status, stays ready, and goes on once it may', async () => {
      const grant = await withoutRights('lamia-gateway-api');
      const replica = await scene.start('one');
      await scene.applyGateway();
      await eventually('the status tells of it', async () =>
        /^(False|True) (Unreachable|TargetFailed)/.test(await scene.condition('Degraded')),
      );
      expect(JSON.stringify(await scene.status())).toContain('httproutes');
      expect(await replica.probe('/readyz')).toBe('200 ok');
      expect(replica.hasEnded()).toBe(false);
      await grant();
      await scene.isPromoted();
      expect(scene.logs()).not.toContain('a fault of lamia itself');
    });

    test('that may read nothing is not ready and does not end, and works once it may', async () => {
      const grant = await withoutRights('lamia-controller');
      const replica = await scene.start('one');
      await scene.applyGateway();
      await eventually('it says why', () => Promise.resolve(/forbidden|may not/.test(replica.log())));
      expect(await replica.probe('/readyz')).toBe('503 the first lists are not there yet');
      expect(await replica.probe('/healthz')).toBe('200 ok');
      expect(replica.hasEnded()).toBe(false);
      const events = replica
        .log()
        .split('\n')
        .slice(0, -1)
        .map((line) => (JSON.parse(line) as { readonly event: string }).event);
      expect(new Set(events)).toEqual(new Set(['serving', 'trouble']));
      await grant();
      await scene.isPromoted();
      expect(await replica.probe('/readyz')).toBe('200 ok');
    });
  });
});
