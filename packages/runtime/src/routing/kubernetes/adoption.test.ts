import { describe, expect, test } from '@jest/globals';
import type { KubernetesObject } from '../../kubernetes/cluster/object.js';
import { KINDS } from '../../kubernetes/cluster/kinds.js';
import type { Fields } from './fields.js';
import { Mesh, NAME, NAMESPACE, plainly, routed, shop, targetSpec } from './testing/mesh.js';

const signal = AbortSignal.timeout(60_000);
const metadata = { name: 'storefront', namespace: NAMESPACE };
const ADOPT = { kind: 'istio', adopt: 'storefront' } as const;
const FORCED = { ...ADOPT, force: true } as const;
const { apiVersion, kind } = KINDS.istioVirtualService;

const RULES: readonly Fields[] = [
  { name: 'images', match: [{ uri: { prefix: '/images' } }], route: [{ destination: { host: 'images' } }] },
  { match: [{ uri: { prefix: '/shop' } }], timeout: '3s', route: [{ destination: { host: 'shop' } }] },
];

/** A virtual service of others, which an apply of theirs declares. */
async function existing(mesh: Mesh, http: readonly Fields[] = RULES): Promise<KubernetesObject> {
  const spec = { hosts: ['shop.example'], gateways: ['public'], http };
  const options = { manager: 'kustomize-controller', force: true };
  return mesh.others.apply(KINDS.istioVirtualService, { apiVersion, kind, metadata, spec }, options, signal);
}

const share = (version: string, weight: number) => ({
  destination: { host: `shop-${version}`, port: { number: 80 } },
  weight,
});
const testers = { 'x-group': { exact: 'testers' } };

/** What becomes of the rules of others with a tenth of the requests for v2. */
const JOINED = [
  RULES[0],
  {
    ...{ timeout: '3s', match: [{ uri: { prefix: '/shop' }, headers: testers }] },
    route: [share('v2', 100)],
  },
  { timeout: '3s', match: [{ uri: { prefix: '/shop' } }], route: [share('v1', 90), share('v2', 10)] },
];

describe('an object of others that is adopted', () => {
  test('is taken from who declares it only where that is asked for', async () => {
    const mesh = new Mesh(targetSpec(ADOPT));
    const before = await existing(mesh);
    await expect(mesh.target.serve([shop({ target: ADOPT })], [routed(1_000)], signal)).rejects.toThrow(
      "the virtualservice `default/storefront` is not written, since `kustomize-controller` owns `.spec.http` there; let go of it there, or set `force: true` in the gateway's `target`",
    );
    expect(mesh.object(KINDS.istioVirtualService, 'storefront')).toEqual(before);
  });

  test('keeps its conditions, what else its rules do and every other field', async () => {
    const mesh = new Mesh(targetSpec(FORCED));
    await existing(mesh);
    await mesh.serve(shop({ target: FORCED }), routed(1_000));
    const { spec, metadata: written } = mesh.object(KINDS.istioVirtualService, 'storefront');
    expect(spec).toEqual({ hosts: ['shop.example'], gateways: ['public'], http: JOINED });
    expect(written.annotations?.['lamia.dev/original-rules']).toBe(JSON.stringify(RULES));
    expect(mesh.has(KINDS.istioVirtualService, 'shop')).toBe(false);
    expect(plainly(await mesh.target.observe(NAME, signal))).toEqual({
      testers: { v2: 10_000 },
      default: { v1: 9_000, v2: 1_000 },
    });
  });

  test('is made from its first rules again and again, also by another process', async () => {
    const mesh = new Mesh(targetSpec(FORCED));
    await existing(mesh);
    const gateway = shop({ target: FORCED });
    await mesh.serve(gateway, routed(5_000));
    mesh.calls();
    const another = mesh.targetWith();
    await another.serve([gateway], [routed(5_000)], signal);
    expect(mesh.calls()).toEqual([]);
    await another.apply(routed(1_000), signal);
    expect(mesh.rules('storefront')).toEqual(JOINED);
  });

  test('has rules of its own repaired', async () => {
    const mesh = new Mesh(targetSpec(FORCED));
    await existing(mesh);
    const gateway = shop({ target: FORCED });
    await mesh.serve(gateway, routed(1_000));
    await mesh.edit(['spec', 'http'], JOINED.slice(1), KINDS.istioVirtualService, 'storefront');
    expect(await mesh.target.observe(NAME, signal)).toBeNull();
    await mesh.target.serve([gateway], [routed(1_000)], signal);
    expect(mesh.rules('storefront')).toEqual(JOINED);
  });

  test('is made from other first rules once they are written beside it, as docs/gitops.md says', async () => {
    const mesh = new Mesh(targetSpec(FORCED));
    await existing(mesh);
    const gateway = shop({ target: FORCED });
    await mesh.serve(gateway, routed(1_000));
    const annotations = { 'lamia.dev/original-rules': JSON.stringify(RULES.slice(1)) };
    const options = { manager: 'kubectl-annotate', force: true };
    const annotated = { apiVersion, kind, metadata: { ...metadata, annotations } };
    await mesh.others.apply(KINDS.istioVirtualService, annotated, options, signal);
    await mesh.serve(gateway, routed(1_000));
    expect(mesh.rules('storefront')).toEqual(JOINED.slice(1));
  });

  test('stays when its gateway goes, even where what was made is removed', async () => {
    const given = { ...FORCED, onDelete: 'remove' } as const;
    const mesh = new Mesh(targetSpec(given));
    await existing(mesh);
    const gateway = shop({ target: given });
    await mesh.serve(gateway, routed(1_000));
    await mesh.target.leave(gateway, signal);
    expect(mesh.rules('storefront')).toEqual(JOINED);
  });

  test('must be there', async () => {
    const mesh = new Mesh(targetSpec(ADOPT));
    await expect(mesh.target.serve([shop({ target: ADOPT })], [routed(0)], signal)).rejects.toThrow(
      'the virtualservice `default/storefront` to adopt is not there; make it first, or remove `adopt` to have one made',
    );
  });

  test('must send requests to the gateway', async () => {
    const mesh = new Mesh(targetSpec(FORCED));
    await existing(mesh, RULES.slice(0, 1));
    await expect(mesh.target.serve([shop({ target: FORCED })], [routed(0)], signal)).rejects.toThrow(
      'the virtualservice `default/storefront` cannot be adopted: none of its rules sends requests to a service of the gateway: `shop`, `shop-v1`, `shop-v2`',
    );
  });

  test('is one gateway’s alone', async () => {
    const mesh = new Mesh(targetSpec(FORCED));
    await existing(mesh);
    await mesh.serve(shop({ target: FORCED }), routed(0));
    const other = shop({ name: 'default/other', target: FORCED });
    const routing = { ...routed(0), gateway: 'default/other' };
    await expect(mesh.target.serve([other], [routing], signal)).rejects.toThrow(
      'the virtualservice `default/storefront` belongs to the gateway `shop` already',
    );
  });
});

describe.each(['gateway-api', 'gloo'] as const)('adopting for %s', (of) => {
  const target = { kind: of, adopt: 'storefront', force: true } as const;
  const rules: readonly Fields[] =
    of === 'gloo'
      ? [
          {
            matchers: [{ prefix: '/shop' }],
            routeAction: { single: { upstream: { name: 'default-shop-80', namespace: 'gloo-system' } } },
          },
        ]
      : [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/shop' } }],
            backendRefs: [{ name: 'shop', port: 80 }],
          },
        ];

  test('joins conditions as well', async () => {
    const mesh = new Mesh(targetSpec(target));
    const { apiVersion: version, kind: name } = mesh.routingKind;
    const parentRefs = [{ name: 'public' }];
    const spec = of === 'gloo' ? { virtualHost: { domains: ['*'], routes: rules } } : { parentRefs, rules };
    await mesh.others.create(mesh.routingKind, { apiVersion: version, kind: name, metadata, spec }, signal);
    await mesh.serve(shop({ target }), routed(1_000));
    expect(mesh.rules('storefront')).toHaveLength(2);
    expect(mesh.rules('storefront')).toMatchObject(
      of === 'gloo'
        ? [
            { matchers: [{ prefix: '/shop', headers: [{ name: 'x-group', value: 'testers' }] }] },
            { matchers: [{ prefix: '/shop' }] },
          ]
        : [
            { matches: [{ path: { value: '/shop' }, headers: [{ name: 'x-group', value: 'testers' }] }] },
            { matches: [{ path: { value: '/shop' } }] },
          ],
    );
    expect(plainly(await mesh.target.observe(NAME, signal))).toEqual({
      testers: { v2: 10_000 },
      default: { v1: 9_000, v2: 1_000 },
    });
  });
});
