import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ClusterTargetSpec, Gateway } from '../../../packages/runtime/src/config/gateway.js';
import type { KubernetesObject } from '../../../packages/runtime/src/kubernetes/cluster/object.js';
import { fieldAt } from '../../../packages/runtime/src/routing/kubernetes/fields.js';
import { planeOf } from '../../../packages/runtime/src/routing/kubernetes/planes.js';
import type { ClusterTarget } from '../../../packages/runtime/src/routing/kubernetes/target.js';
import {
  plainly,
  routed,
  shop,
  targetSpec,
} from '../../../packages/runtime/src/routing/kubernetes/testing/mesh.js';
import type { Routing } from '../../../packages/runtime/src/routing/target.js';
import { apply, cluster, makeNamespace } from '../cluster.js';
import { describeTargets } from './describe-targets.js';

const { access } = cluster();
const signal = AbortSignal.timeout(300_000);
const NAME = 'storefront';

/** An object of others, and what becomes of its rules. */
interface Adopted {
  readonly of: string;
  readonly target: Pick<ClusterTargetSpec, 'kind'> & Partial<ClusterTargetSpec>;
  /** What stands beside the rules, which stays. */
  readonly beside: object;
  /** The rules in their place. */
  readonly spec: (namespace: string) => object;
  /** Those of testers, then those of everybody else; what was there for others stands before them. */
  readonly joined: readonly object[];
  readonly owned: string;
}

const testers = { 'x-group': { exact: 'testers' } };
const IMAGES = { match: [{ uri: { prefix: '/images' } }], route: [{ destination: { host: 'images' } }] };
const glooImages = (namespace: string) => ({
  matchers: [{ prefix: '/images' }],
  routeAction: { single: { upstream: { name: 'images', namespace } } },
});
const glooShop = (namespace: string) => ({
  matchers: [{ prefix: '/shop' }],
  options: { timeout: '3s' },
  routeAction: { single: { upstream: { name: `${namespace}-shop-80`, namespace: 'gloo-system' } } },
});
const glooJoined = [
  { matchers: [{ prefix: '/images' }] },
  {
    matchers: [{ prefix: '/shop', headers: [{ name: 'x-group', value: 'testers' }] }],
    options: { timeout: '3s' },
  },
  { matchers: [{ prefix: '/shop' }], options: { timeout: '3s' } },
];

const ADOPTED: readonly Adopted[] = [
  {
    of: 'a VirtualService of Istio',
    target: { kind: 'istio' },
    beside: { hosts: ['shop.example'], gateways: ['public'] },
    spec: () => ({
      hosts: ['shop.example'],
      gateways: ['public'],
      http: [
        IMAGES,
        {
          match: [{ uri: { prefix: '/shop' }, port: 8080 }],
          timeout: '3s',
          route: [{ destination: { host: 'shop' } }],
        },
      ],
    }),
    joined: [
      IMAGES,
      { timeout: '3s', match: [{ uri: { prefix: '/shop' }, port: 8080, headers: testers }] },
      { timeout: '3s', match: [{ uri: { prefix: '/shop' }, port: 8080 }] },
    ],
    owned: '.spec.http',
  },
  {
    of: 'an HTTPRoute',
    target: { kind: 'gateway-api' },
    beside: { parentRefs: [{ name: 'public' }], hostnames: ['shop.example'] },
    spec: () => ({
      parentRefs: [{ name: 'public' }],
      hostnames: ['shop.example'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/images' } }],
          backendRefs: [{ name: 'images', port: 80 }],
        },
        {
          matches: [{ path: { type: 'PathPrefix', value: '/shop' } }],
          timeouts: { request: '3s' },
          backendRefs: [{ name: 'shop', port: 80 }],
        },
      ],
    }),
    joined: [
      { matches: [{ path: { value: '/images' } }], backendRefs: [{ name: 'images' }] },
      {
        matches: [{ path: { value: '/shop' }, headers: [{ name: 'x-group', value: 'testers' }] }],
        timeouts: { request: '3s' },
      },
      { matches: [{ path: { value: '/shop' } }], timeouts: { request: '3s' } },
    ],
    owned: '.spec.rules',
  },
  {
    of: 'a VirtualService of Gloo',
    target: { kind: 'gloo' },
    beside: { virtualHost: { domains: ['shop.example'] } },
    spec: (namespace) => ({
      virtualHost: { domains: ['shop.example'], routes: [glooImages(namespace), glooShop(namespace)] },
    }),
    joined: glooJoined,
    owned: '.spec.virtualHost.routes',
  },
  {
    of: 'a RouteTable of Gloo',
    target: { kind: 'gloo', object: 'RouteTable' },
    beside: { weight: 7 },
    spec: (namespace) => ({ weight: 7, routes: [glooImages(namespace), glooShop(namespace)] }),
    joined: glooJoined,
    owned: '.spec.routes',
  },
];

describeTargets('an object of others that is adopted', ({ read: readIn, targetIn }) => {
  describe.each(ADOPTED)('$of', ({ target: of, beside, spec, joined, owned }) => {
    const plane = planeOf(targetSpec(of));
    let namespace: string;
    let target: ClusterTarget;
    const gateway = (more: Partial<ClusterTargetSpec>): Gateway =>
      shop({
        name: `${namespace}/shop`,
        namespace,
        target: { ...of, adopt: NAME, ...more },
      });
    const routing = (v2: number): Routing => ({ ...routed(v2), gateway: `${namespace}/shop` });
    const read = (): Promise<KubernetesObject> => readIn(plane.routing, namespace, NAME);
    const observed = async () => plainly(await target.observe(`${namespace}/shop`, signal));
    const shares = (v2: number) => ({
      testers: { v2: 10_000 },
      default: { ...(v2 < 10_000 && { v1: 10_000 - v2 }), v2 },
    });

    beforeAll(async () => {
      namespace = await makeNamespace(access, 'adopted');
      const { apiVersion, kind } = plane.routing;
      await apply(access, plane.routing, {
        ...{ apiVersion, kind },
        ...{ metadata: { name: NAME, namespace }, spec: spec(namespace) },
      });
      target = await targetIn(namespace, targetSpec(of));
    });

    test('is left alone while somebody else declares its rules', async () => {
      const before = await read();
      await expect(target.serve([gateway({})], [routing(1_000)], signal)).rejects.toThrow(
        `\`tests\` owns \`${owned}\``,
      );
      expect((await read())['spec']).toEqual(before['spec']);
    });

    test('keeps what is no route of the gateway, and has its conditions joined', async () => {
      await target.serve([gateway({ force: true })], [routing(1_000)], signal);
      const adopted = await read();
      expect(adopted['spec']).toMatchObject(beside);
      expect(fieldAt(adopted, plane.rules)).toMatchObject(joined);
      expect(await observed()).toEqual(shares(1_000));
    });

    test('goes through a release, with a write for each step', async () => {
      for (const share of [2_500, 5_000, 10_000]) {
        const { generation = 0 } = (await read()).metadata;
        await target.apply(routing(share), signal);
        expect(await observed()).toEqual(shares(share));
        expect((await read()).metadata.generation).toBe(generation + 1);
      }
      expect(fieldAt(await read(), plane.rules)).toMatchObject(joined);
    });

    test('stays with the last weights when its gateway goes, even where what was made is removed', async () => {
      await target.leave(gateway({ force: true, onDelete: 'remove' }), signal);
      const left = await read();
      expect(left['spec']).toMatchObject(beside);
      expect(fieldAt(left, plane.rules)).toMatchObject(joined);
    });
  });
});
