import { describe, expect, test } from '@jest/globals';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { FOUNDING, gatewayText } from '../testing/gateway-text.js';

/** A gateway of a cluster that nothing is wrong with. */
const clusterText = (changes: Readonly<Record<string, string | null>>): string =>
  gatewayText({
    listen: null,
    hosts: '[shop.example]',
    versions: '{ version1: { service: a }, version2: { service: b } }',
    metrics: '{ source: { kind: prometheus, url: "http://prometheus:9090" }, provider: istio }',
    ...changes,
  });

describe('a target in a cluster', () => {
  test.each([
    [
      '{ kind: istio }',
      { kind: 'istio', gateways: ['mesh'], adopt: null, onDelete: 'keep', force: false, discover: null },
    ],
    [
      '{ kind: istio, gateways: [mesh, istio-system/public], adopt: shop.old, onDelete: remove, force: true }',
      {
        ...{ kind: 'istio', gateways: ['mesh', 'istio-system/public'] },
        ...{ adopt: 'shop.old', onDelete: 'remove', force: true, discover: null },
      },
    ],
    [
      '{ kind: gateway-api, parents: [{ name: public, namespace: infra, sectionName: https }, { kind: Service, name: shop, port: 80 }] }',
      {
        kind: 'gateway-api',
        parents: [
          { kind: 'Gateway', name: 'public', namespace: 'infra', sectionName: 'https', port: null },
          { kind: 'Service', name: 'shop', namespace: null, sectionName: null, port: 80 },
        ],
        ...{ adopt: null, onDelete: 'keep', force: false, discover: null },
      },
    ],
    [
      '{ kind: gloo, object: RouteTable }',
      { kind: 'gloo', object: 'RouteTable', adopt: null, onDelete: 'keep', force: false, discover: null },
    ],
  ])('%s', async (target, canonical) => {
    expect((await onlyGateway(clusterText({ target }))).target).toEqual(canonical);
  });

  test.each([
    [
      '{ kind: embedded, adopt: shop }',
      'unknown-key at "adopt": `adopt` is for the targets `istio`, `gateway-api` or `gloo`; remove it',
    ],
    [
      '{ kind: haproxy, gateways: [mesh] }',
      'unknown-key at "gateways": `gateways` is for the target `istio`; remove it',
    ],
    [
      '{ kind: istio, parents: [{ name: a }] }',
      'unknown-key at "parents": `parents` is for the target `gateway-api`; remove it',
    ],
    [
      '{ kind: istio, gateways: [Mesh] }',
      'wrong-value at "Mesh": item 1 of `gateways` wants `mesh`, or the name of a gateway such as `public` or `istio-system/public`, not `Mesh`',
    ],
    [
      '{ kind: istio, discover: {} }',
      'conflicting-keys at "discover": `versions` says which versions there are, so that none is discovered; keep one of them',
    ],
  ])('%s is refused', async (target, message) => {
    expect(await findingTexts(clusterText({ target }))).toContain(`error ${message}`);
  });
});

describe('a mesh routes hosts that it knows', () => {
  const WANTED = 'error missing-key at "target": the sidecars of a mesh do not route every host: ';

  test('and none where the gateway names none', async () => {
    expect(await findingTexts(clusterText({ target: '{ kind: istio }', hosts: null }))).toEqual([
      expect.stringContaining(WANTED),
    ]);
  });

  test.each([
    '{ kind: istio, gateways: [public] }',
    '{ kind: istio, adopt: storefront }',
    '{ kind: gateway-api, parents: [{ name: public }] }',
  ])('which is no matter with %s', async (target) => {
    expect(await findingTexts(clusterText({ target, hosts: null }))).toEqual([]);
  });
});

describe('versions that are found among deployments', () => {
  const found = (changes: Readonly<Record<string, string | null>> = {}): string =>
    clusterText({ target: '{ kind: istio }', versions: null, ...changes });

  test('are left out, and the candidate with them', async () => {
    const gateway = await onlyGateway(
      found({
        target: '{ kind: istio, discover: { service: web, port: 8080 } }',
        candidate: null,
        policies: `[{ type: time }, { type: custom, expression: '${FOUNDING}' }]`,
      }),
    );
    expect(gateway).toMatchObject({ versions: [], baseline: 'version1', candidate: null });
    expect(gateway.target).toMatchObject({ discover: { service: 'web', port: 8080 } });
  });

  test('are any that a program, a route or a role names', async () => {
    const program = 'if (metric v3 "requests" > 5) { result = v3; } else { result = nil; } result';
    const gateway = await onlyGateway(
      found({
        candidate: 'v2',
        routes:
          '[{ name: beta, condition: header "x" exact "1", weights: { v3: 100 } }, { name: rest, weights: { v1: 100 } }]',
        policies: `[{ type: custom, expression: '${program}' }]`,
      }),
    );
    expect(gateway.target).toMatchObject({ discover: { service: null, port: 80 } });
  });

  test('do not keep conditions from being compiled for the data plane', async () => {
    const texts = await findingTexts(
      found({
        target: '{ kind: gateway-api }',
        routes:
          '[{ name: beta, condition: scheme exact "https", weights: { v3: 100 } }, { name: rest, weights: { v1: 100 } }]',
      }),
    );
    expect(texts).toEqual([expect.stringMatching(/^error target-cannot at "scheme/)]);
  });

  test('are nothing that another target can do', async () => {
    const texts = await findingTexts(gatewayText({ versions: null }));
    expect(texts).toEqual(['error missing-key at "spec": `spec` lacks `versions`: a map of versions']);
  });
});

test('a version at an address is told of in a cluster, also where no route has a condition', async () => {
  const texts = await findingTexts(
    clusterText({
      target: '{ kind: istio }',
      versions: '{ version1: { address: "10.0.0.1:80" }, version2: { service: b } }',
    }),
  );
  expect(texts).toEqual([
    expect.stringMatching(/^warning target-name .*`version1` is at `10.0.0.1`, an address/),
  ]);
});
