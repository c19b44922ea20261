import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ClusterTargetSpec, Gateway } from '../../../packages/runtime/src/config/gateway.js';
import type { KubernetesObject } from '../../../packages/runtime/src/kubernetes/cluster/object.js';
import {
  fieldAt,
  listAt,
  withField,
  type Fields,
} from '../../../packages/runtime/src/routing/kubernetes/fields.js';
import { planeOf } from '../../../packages/runtime/src/routing/kubernetes/planes.js';
import type { ClusterTarget } from '../../../packages/runtime/src/routing/kubernetes/target.js';
import {
  plainly,
  routed,
  shop,
  targetSpec,
} from '../../../packages/runtime/src/routing/kubernetes/testing/mesh.js';
import type { Routing } from '../../../packages/runtime/src/routing/target.js';
import { apply, cluster, eventually, makeNamespace, pathOf, succeeded } from '../cluster.js';
import { request } from '../server/request.mjs';
import { describeTargets } from './describe-targets.js';

const { access } = cluster();
const signal = AbortSignal.timeout(300_000);

describeTargets('targets of a cluster', ({ objects, read: readIn, targetIn }) => {
  describe.each(['istio', 'gateway-api', 'gloo'] as const)('on objects of %s', (kind) => {
    const spec = targetSpec({ kind });
    const plane = planeOf(spec);
    let namespace: string;
    let target: ClusterTarget;
    let gateway: Gateway;
    const given = (more: Partial<ClusterTargetSpec> = {}): Gateway =>
      shop({ name: `${namespace}/shop`, namespace, target: { kind, ...more } });
    const routing = (v2: number): Routing => ({ ...routed(v2), gateway: `${namespace}/shop` });
    const read = (name = 'shop'): Promise<KubernetesObject> => readIn(plane.routing, namespace, name);
    const observed = async () => plainly(await target.observe(`${namespace}/shop`, signal));
    const shares = (v2: number) => ({ testers: { v2: 10_000 }, default: { v1: 10_000 - v2, v2 } });

    beforeAll(async () => {
      namespace = await makeNamespace(access, `routes-${kind}`);
      target = await targetIn(namespace, spec);
      gateway = given();
      await target.serve([gateway], [routing(1_250)], signal);
    });

    test('they are made, accepted, and their weights are read back', async () => {
      expect(await observed()).toEqual(shares(1_250));
    });

    test('weights change with a write, and nothing is written while they are as they shall be', async () => {
      await target.apply(routing(2_000), signal);
      expect(await observed()).toEqual(shares(2_000));
      const { metadata } = await read();
      expect(metadata.annotations).toMatchObject({ 'lamia.dev/gateway': 'shop', 'lamia.dev/epoch': '3' });
      await target.apply(routing(2_000), signal);
      await target.serve([gateway], [routing(2_000)], signal);
      expect((await read()).metadata.resourceVersion).toBe(metadata.resourceVersion);
    });

    test('another process finds them as they shall be and writes nothing', async () => {
      const { metadata } = await read();
      const another = await targetIn(namespace, spec);
      await another.serve([gateway], [routing(2_000)], signal);
      expect((await read()).metadata.resourceVersion).toBe(metadata.resourceVersion);
    });

    test('weights that were edited by hand are seen and set again', async () => {
      const object = await read();
      const [first, second] = listAt(object, plane.rules) as readonly Fields[];
      const theirs = withField(second ?? {}, plane.destinations, fieldAt(first, plane.destinations));
      const body = withField({}, plane.rules, [first, theirs]);
      const path = `${pathOf(plane.routing, namespace)}/shop?fieldManager=kubectl-edit`;
      succeeded(await request(access, 'PATCH', path, { body, contentType: 'application/merge-patch+json' }));
      const edited = { testers: { v2: 10_000 }, default: { v2: 10_000 } };
      await eventually('the edit is seen', async () => {
        const seen = await observed().catch(() => null);
        return JSON.stringify(seen) === JSON.stringify(edited);
      });
      await target.apply(routing(2_000), signal);
      expect(await observed()).toEqual(shares(2_000));
    });

    test('what another manager owns is told, and taken where the gateway says so', async () => {
      const object = await read();
      const { apiVersion, kind: name } = object;
      const fields = withField({}, plane.rules, listAt(object, plane.rules).slice(1));
      await apply(access, plane.routing, {
        ...{ ...fields, apiVersion, kind: name },
        metadata: { name: 'shop', namespace },
      });
      await eventually('the change is seen', async () => (await observed().catch(() => true)) === null);
      const owned = plane.rules.map((part) => `.${part}`).join('');
      await expect(target.apply(routing(2_000), signal)).rejects.toThrow(`\`tests\` owns \`${owned}\` there`);
      expect(listAt(await read(), plane.rules)).toHaveLength(1);
      await target.serve([given({ force: true })], [routing(2_000)], signal);
      expect(await observed()).toEqual(shares(2_000));
    });

    test('what is not the gateway’s stays as others have it', async () => {
      const body = { metadata: { labels: { team: 'shop' } } };
      const path = `${pathOf(plane.routing, namespace)}/shop?fieldManager=others`;
      succeeded(await request(access, 'PATCH', path, { body, contentType: 'application/merge-patch+json' }));
      await target.apply(routing(3_000), signal);
      expect((await read()).metadata.labels).toMatchObject({ team: 'shop' });
    });

    test('an object that was removed is made again', async () => {
      await objects().remove(plane.routing, { namespace, name: 'shop' }, signal);
      await eventually('the loss is seen', async () => (await observed().catch(() => true)) === null);
      await target.serve([gateway], [routing(3_000)], signal);
      expect(await observed()).toEqual(shares(3_000));
    });

    test('fields that are not wanted any more are gone, and so are objects', async () => {
      const condition = 'header "x-group" exact "testers" and host exact "b.example"';
      const [testers, ...others] = gateway.routes;
      const hosts = ['a.example', 'b.example'];
      const routes = testers === undefined ? others : [{ ...testers, condition }, ...others];
      await target.serve([{ ...gateway, hosts, routes }], [routing(3_000)], signal);
      expect(await observed()).toEqual(shares(3_000));
      await target.serve([given()], [routing(3_000)], signal);
      expect(await observed()).toEqual(shares(3_000));
      const { items } = await objects().list(plane.routing, { namespace }, signal);
      expect(items.map(({ metadata }) => metadata.name)).toEqual(['shop']);
    });

    test('an object that was made goes with its gateway where that is asked for', async () => {
      await target.leave(given({ onDelete: 'remove' }), signal);
      expect(await objects().get(plane.routing, { namespace, name: 'shop' }, signal)).toBeNull();
    });
  });
});
