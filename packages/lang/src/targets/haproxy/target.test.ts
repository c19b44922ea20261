import { expect, test } from '@jest/globals';
import type { Backend, Rule, Share, TargetGateway } from '../target.js';
import { NO_STAND_INS } from './stand-ins.js';
import { haproxyTarget, type EmittedHaproxy } from './target.js';

const OPTIONS = { bind: { host: '*', port: 8080 }, standIns: NO_STAND_INS };
const RULES: readonly Rule[] = [
  {
    all: [{ field: 'header', name: 'x', op: 'exact', value: '1', ignoreCase: false, negated: false }],
    route: 0,
  },
  { all: [], route: 1 },
];

test('a gateway is a whole configuration', () => {
  expect(emitted(gateway()).config).toMatchInlineSnapshot(`
    "defaults
      mode http
      timeout connect 5s
      timeout client 60s
      timeout server 60s
    frontend 'gateway:shop'
      bind *:8080
      acl t1 'req.fhdr(x)' -m str -- '1'
      use_backend 'shop.canary' if t1
      default_backend 'shop'
    backend 'shop.canary'
      balance roundrobin
      server 'v1' shop-v1:80 weight 50 init-addr last,libc,none
      server 'v2' shop-v2:80 weight 150 init-addr last,libc,none
    backend 'shop'
      balance roundrobin
      server 'v1' shop-v1:80 weight 200 init-addr last,libc,none
      server 'v2' shop-v2:80 weight 0 init-addr last,libc,none
    "
  `);
});

test('a reader gives the shares of the route that takes a request', () => {
  const target = emitted(gateway());
  const read = haproxyTarget.readers(target, OPTIONS).get('haproxy');
  expect(read?.({ headers: { X: '1' } })).toEqual([
    { version: 'v1', weight: 2_500 },
    { version: 'v2', weight: 7_500 },
  ]);
  expect(read?.({ headers: { X: '2' } })).toEqual([{ version: 'v1', weight: 10_000 }]);
});

test('a reader gives nothing for a host that is not served', () => {
  const target = emitted({ ...gateway(), hosts: ['shop.example'] });
  const read = haproxyTarget.readers(target, OPTIONS).get('haproxy');
  expect(read?.({ host: 'other' })).toBeNull();
  expect(read?.({ host: 'SHOP.example.:80' })).toEqual([{ version: 'v1', weight: 10_000 }]);
});

test.each<[string, Partial<TargetGateway>, string]>([
  ['a name', { name: "it's" }, 'target-name'],
  ['a service', { backends: [backend('v1', { service: 'a b' }), backend('v2')] }, 'target-name'],
  ['a version', { backends: [backend('v1'), backend('v\n2', { service: 'shop' })] }, 'target-name'],
  [
    'versions of one service',
    { backends: [backend('v1'), backend('v2', { subset: { v: '2' } })] },
    'target-cannot',
  ],
  ['weights', { routes: [route('a', [1, 9_999]), route('b', [10_000, 0])] }, 'target-cannot'],
])('%s that HAProxy cannot have is refused', (_, change, code) => {
  const emission = haproxyTarget.emit({ ...gateway(), ...change }, RULES, OPTIONS);
  expect(emission).toMatchObject({ ok: false, problems: [{ code, severity: 'error' }] });
});

test('weights that are no multiple of half a percent are scaled without a rest', () => {
  const uneven = emitted({ ...gateway(), routes: [route('a', [6_875, 3_125]), route('b', [10_000, 0])] });
  expect(uneven.backends[0]?.servers.map(({ weight }) => weight)).toEqual([11, 5]);
});

function gateway(): TargetGateway {
  return {
    name: 'shop',
    namespace: 'default',
    hosts: [],
    backends: [backend('v1'), backend('v2')],
    routes: [route('canary', [2_500, 7_500]), route('default', [10_000, 0])],
  };
}

function backend(version: string, change: Partial<Backend> = {}): Backend {
  return { version, service: `shop-${version}`, port: 80, subset: null, ...change };
}

function route(name: string, [one, two]: readonly [number, number]): { name: string; to: readonly Share[] } {
  return {
    name,
    to: [
      { version: 'v1', weight: one },
      { version: 'v2', weight: two },
    ],
  };
}

function emitted(target: TargetGateway): EmittedHaproxy {
  const emission = haproxyTarget.emit(target, RULES, OPTIONS);
  if (!emission.ok) throw new Error(emission.problems.map(({ message }) => message).join('; '));
  return emission.emitted;
}
