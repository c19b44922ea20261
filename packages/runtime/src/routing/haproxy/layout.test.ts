import { describe, expect, test } from '@jest/globals';
import type { Gateway } from '../../config/gateway.js';
import { outlined } from '../testing/gateways.js';
import { layoutOf, layoutProblems } from './layout.js';

const shop = outlined({ port: 8080, versions: { version1: 9001, version2: 9002 } });
const noPorts = new Map<string, number>();

function problems(...gateways: readonly Gateway[]): readonly string[] {
  return layoutProblems(layoutOf(gateways, null, noPorts));
}

function route(name: string): Gateway['routes'][number] {
  return { name, condition: null, weights: new Map([['version1', 10_000]]), mirror: null };
}

describe('layoutOf', () => {
  test('the last route has the backend of the application, the others one of their own', () => {
    const layout = layoutOf([{ ...shop, routes: [route('chrome'), route('default')] }], null, noPorts);
    expect(layout.sites[0]?.backends.map((backend) => backend.name)).toEqual(['shop.chrome', 'shop']);
    expect(layout.sites[0]?.frontend).toBe('gateway:shop');
    expect(layout.sites[0]?.backends[0]?.servers).toEqual([
      { label: 'version1', address: { host: '127.0.0.1', port: 9001 } },
      { label: 'version2', address: { host: '127.0.0.1', port: 9002 } },
    ]);
  });

  test('ports that were found take the place of a 0, and of nothing else', () => {
    const ports = new Map([
      ['gateway:shop', 4000],
      ['gateway:cart', 5000],
      ['exporter:lamia', 6000],
    ]);
    const cart = outlined({ name: 'cart', versions: { version1: 9003 } });
    const layout = layoutOf([shop, cart], { host: '127.0.0.1', port: 0 }, ports);
    expect(layout.sites.map((site) => site.bind.port)).toEqual([8080, 5000]);
    expect(layout.exporter?.port).toBe(6000);
  });
});

describe('layoutProblems', () => {
  test('an ordinary layout has none', () => {
    expect(problems(shop, outlined({ name: 'cart', port: 8081, versions: { version1: 9003 } }))).toEqual([]);
  });

  test('two gateways on one address', () => {
    expect(problems(shop, outlined({ name: 'cart', port: 8080, versions: { version1: 9003 } }))).toEqual([
      'gateway `shop` and gateway `cart` both listen on `127.0.0.1:8080`; give each its own port',
    ]);
  });

  test('two gateways that both take a free port do not clash', () => {
    const [one, two] = ['one', 'two'].map((name) => outlined({ name, versions: { version1: 9003 } }));
    expect(one === undefined || two === undefined ? null : problems(one, two)).toEqual([]);
  });

  test('a gateway on the address of the exporter', () => {
    const layout = layoutOf([shop], { host: '127.0.0.1', port: 8080 }, noPorts);
    expect(layoutProblems(layout)).toEqual([
      'gateway `shop` and the exporter both listen on `127.0.0.1:8080`; give each its own port',
    ]);
  });

  test('backends with one name, however they come by it', () => {
    const left = { ...shop, application: 'a', routes: [route('b.c'), route('default')] };
    const right = {
      ...outlined({ name: 'cart', application: 'a.b', port: 8081, versions: { version1: 9003 } }),
      routes: [route('c'), route('default')],
    };
    expect(problems(left, right)).toEqual([
      'route `b.c` of gateway `shop` and route `c` of gateway `cart` would share the backend `a.b.c`; rename one of them',
    ]);
  });

  test('each wrong name and host is told with its place', () => {
    const wrong = {
      ...outlined({ name: 'sh op', application: 'sh\nop', host: '$HOST', versions: { 'v;1': 9001 } }),
    };
    expect(problems(wrong)).toEqual([
      expect.stringContaining('the gateway is named `sh op`'),
      expect.stringContaining('the `listen` of gateway `sh op` has the host `$HOST`'),
      expect.stringContaining('the backend of route `default` of gateway `sh op` is named `sh\\u{a}op`'),
      expect.stringContaining('the version of gateway `sh op` is named `v;1`'),
    ]);
  });
});
