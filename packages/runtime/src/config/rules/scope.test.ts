import { describe, expect, test } from '@jest/globals';
import { gatewayWith, healthPolicy, route } from '../../release/testing/gateways.js';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { gatewayText } from '../testing/gateway-text.js';
import { scopeOf } from './route-scope.js';

const metrics = (more: string) =>
  `{ source: { kind: prometheus, url: "http://127.0.0.1:9090" }, window: 5s, scrapeInterval: 1s, ${more} }`;

const mixing = {
  routes:
    '[{ name: beta, condition: header "x" exact "1", weights: { version1: 50, version2: 50 } }, { name: default, weights: { version1: 100 } }]',
  policies: '[{ type: health }]',
};
const feeding = { ...mixing, routes: mixing.routes.replace('version1: 50, version2: 50', 'version2: 100') };

const found = (changes: Readonly<Record<string, string>>) => findingTexts(gatewayText(changes));

describe('metrics of requests that a policy does not move', () => {
  test('are told of where a conditional route feeds both versions', async () => {
    expect(await found({ ...mixing, metrics: metrics('provider: embedded') })).toEqual([
      'warning other-routes at "health": metrics cover all requests of a version, so that this policy judges by those of route `beta` too, which it does not move; write `scope: route` in `metrics` where the provider tells routes apart',
    ]);
  });

  test.each([
    ['it feeds one version only', { ...feeding, metrics: metrics('provider: embedded') }],
    [
      'the policy moves it too',
      {
        ...mixing,
        policies: '[{ type: health, routes: [beta, default] }]',
        metrics: metrics('provider: embedded'),
      },
    ],
    [
      'the policy judges nothing',
      { ...mixing, policies: '[{ type: time, interval: 10s }]', metrics: metrics('provider: embedded') },
    ],
    [
      'the metrics are those of the route',
      { ...mixing, metrics: metrics('provider: embedded, scope: route') },
    ],
    ['HAProxy counts every route by itself', { ...mixing, metrics: metrics('provider: haproxy') }],
  ])('not where %s', async (_, changes) => {
    expect(await found(changes)).toEqual([]);
  });

  test('are all that there is on HAProxy for a policy that moves another route than the last', async () => {
    const policies = '[{ type: health, routes: [beta] }]';
    expect(await found({ ...mixing, policies, metrics: metrics('provider: haproxy') })).toEqual([
      'warning other-routes at "health": HAProxy counts every route by itself, and these metrics are those of the last route `default` alone; let a policy move one route, and write `scope: route` in `metrics` to judge by it',
    ]);
    expect(await found({ ...mixing, policies, metrics: metrics('provider: haproxy, scope: route') })).toEqual(
      [],
    );
  });
});

describe('`scope: route`', () => {
  test.each([
    ['provider: istio, scope: route', '[{ type: health }]', 'the series of `istio` do not tell routes apart'],
    [
      'provider: haproxy, scope: route',
      '[{ type: health, routes: [beta, default] }]',
      "HAProxy's exporter shows one route at a time, and this policy moves several",
    ],
  ])('is refused with %s', async (settings, policies, why) => {
    expect(await found({ ...mixing, policies, metrics: metrics(settings) })).toEqual([
      `error unsupported at "route": \`scope: route\` cannot be had: ${why}; leave \`scope\` out`,
    ]);
  });

  test('is `gateway` unless the file says so', async () => {
    expect((await onlyGateway(gatewayText({ metrics: metrics('provider: embedded') }))).metrics?.scope).toBe(
      'gateway',
    );
  });

  const gateway = gatewayWith([healthPolicy()], {
    routes: [route('b.c', { version1: 10_000 }), route('default', { version1: 10_000 })],
  });
  const scope = (provider: string, moved: readonly string[]) =>
    gateway.metrics === null
      ? null
      : scopeOf(gateway, { ...gateway.metrics, provider, scope: 'route' }, moved);

  test('narrows the series of the embedded gateway by their routes, whatever stands in the names', () => {
    expect(scope('embedded', ['b.c', 'default'])).toEqual({
      ok: true,
      scope: {
        application: 'shop',
        selector: [{ label: 'route', operator: '=~', value: 'b\\.c|default' }],
      },
    });
  });

  test("reads HAProxy's backend of the route", () => {
    expect(scope('haproxy', ['b.c'])).toEqual({ ok: true, scope: { application: 'shop.b.c', selector: [] } });
    expect(scope('haproxy', ['default'])).toEqual({ ok: true, scope: { application: 'shop', selector: [] } });
  });
});
