import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { describeWithFolder } from '../crds/crds.js';
import { describeWithServer, eventually, pathOf, succeeded } from './cluster.js';
import { Scene, SHARES } from './scene.js';
import { request, type Answer } from './server/request.mjs';

interface RouteSpec {
  readonly parentRefs: readonly object[];
  readonly hostnames: readonly string[];
  readonly rules?: readonly object[];
}

interface Route extends KubernetesObject {
  readonly spec: RouteSpec;
}

const CONFLICT = 409;
const IN_GIT: RouteSpec = {
  parentRefs: [{ name: 'public' }],
  hostnames: ['shop.example'],
  rules: [{ backendRefs: [{ name: 'shop-v1', port: 8080 }] }],
};
const ADOPTED = { kind: 'gateway-api', adopt: 'shop' };
const FORCED = { ...ADOPTED, force: true };

describeWithServer('an adopted route that is in Git', (assets) => {
  describeWithFolder('of the Gateway API', (folder) => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await Scene.open(assets, folder);
    });
    afterEach(() => scene.close());

    const path = (): string => `${pathOf(KINDS.httpRoute, scene.namespace)}/shop`;
    const read = async (): Promise<Route> =>
      succeeded(await request(scene.server.access, 'GET', path())) as Route;
    /** As Argo CD applies: whatever others own becomes its own too. */
    const applyAsTool = (spec: RouteSpec, resourceVersion?: string): Promise<Answer> => {
      const { apiVersion, kind } = KINDS.httpRoute;
      const body = { apiVersion, kind, metadata: { name: 'shop', resourceVersion }, spec };
      const contentType = 'application/apply-patch+yaml';
      const query = '?fieldManager=argocd-controller&force=true';
      return request(scene.server.access, 'PATCH', `${path()}${query}`, { body, contentType });
    };
    /** With the rules that there are, which is what Argo CD does about a list that it is told to ignore. */
    const syncTheRest = (hostnames: RouteSpec['hostnames']): Promise<void> =>
      eventually('nobody has written between', async () => {
        const { metadata, spec } = await read();
        const answer = await applyAsTool(
          { ...IN_GIT, hostnames, rules: spec.rules ?? [] },
          metadata.resourceVersion,
        );
        if (answer.status === CONFLICT) return false;
        succeeded(answer);
        return true;
      });
    const different = (shares: readonly number[]): readonly number[] =>
      shares.filter((share, index) => share !== shares[index - 1]);

    test('keeps the weights of its release while a tool that leaves its rules alone changes the rest', async () => {
      succeeded(await applyAsTool(IN_GIT));
      await scene.start('one');
      await scene.applyGateway({ target: FORCED });
      for (const share of SHARES.slice(1)) {
        await scene.reaches(share);
        await syncTheRest([`at-${share}.shop.example`]);
      }
      await scene.isPromoted();
      expect(different(scene.shares())).toEqual(SHARES);
      expect((await read()).spec.hostnames).toEqual(['at-100.shop.example']);
    });

    test('leaves its rules to its gateway where Git has none, and is the tool’s in all else', async () => {
      const { rules: _rules, ...inGit } = IN_GIT;
      succeeded(await applyAsTool(inGit));
      await scene.start('one');
      await scene.applyGateway({ target: ADOPTED });
      for (const share of SHARES.slice(1)) {
        await scene.reaches(share);
        succeeded(await applyAsTool({ ...inGit, hostnames: [`at-${share}.shop.example`] }));
      }
      await scene.isPromoted();
      const [unanswered, ...shares] = different(scene.shares());
      expect([unanswered, shares]).toEqual([NaN, SHARES]);
      expect((await read()).spec.hostnames).toEqual(['at-100.shop.example']);
    });

    test('gets its weights back, and tells of it, where a tool has written those in Git', async () => {
      succeeded(await applyAsTool(IN_GIT));
      await scene.start('one');
      await scene.applyGateway({ target: FORCED });
      await scene.isPromoted();
      succeeded(await applyAsTool(IN_GIT));
      await scene.tells(/^Warning WeightsRepaired: weights repaired to v1 0%, v2 100%/);
      await scene.serves(100);
    });
  });
});
