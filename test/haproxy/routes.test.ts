import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../components/binaries.js';
import { fetchText } from '../../packages/runtime/src/routing/testing/client.js';
import { outlined } from '../../packages/runtime/src/routing/testing/gateways.js';
import { TargetError, type Routing } from '../../packages/runtime/src/routing/target.js';
import { firstAddress } from '../../packages/runtime/src/config/gateway.js';
import type { Gateway } from '../../packages/runtime/src/config/gateway.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'routes with conditions on a real HAProxy', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  function gatewayWith(conditions: Readonly<Record<string, string>>, hosts: readonly string[] = []): Gateway {
    const versions = Object.fromEntries(
      scene.gateway.versions.map((version) => [version.label, firstAddress(version)?.port ?? 0]),
    );
    return { ...outlined({ versions, conditions }), hosts };
  }

  /** The route `chrome` goes to version2 alone; `default` is split. */
  const routing = (second: number): Routing => ({
    gateway: 'shop',
    routes: new Map([
      [
        'chrome',
        new Map([
          ['version1', 0],
          ['version2', 10_000],
        ]),
      ],
      [
        'default',
        new Map([
          ['version1', 10_000 - second],
          ['version2', second],
        ]),
      ],
    ]),
  });

  async function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const { status, body } = await fetchText(scene.address(), { path, headers });
    return status === 200 ? body : String(status);
  }

  async function many(count: number): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (let index = 0; index < count; index += 1) {
      const body = await ask('/');
      counts[body] = (counts[body] ?? 0) + 1;
    }
    return counts;
  }

  test('requests go by condition and by weight at once, and a change of weights disturbs no condition', async () => {
    const gateway = gatewayWith({
      chrome:
        'header "User-Agent" regex "^.*(Chrome).*$" and not query "old" present or cookie "beta" exact "1"',
    });
    await scene.target.serve([gateway], [routing(1_000)], patience());
    expect(await ask('/', { 'user-agent': 'a Chrome, b' })).toBe('version2');
    expect(await ask('/?old=1', { cookie: 'x=y; beta=1' })).toBe('version2');
    expect(await many(20)).toEqual({ version1: 18, version2: 2 });
    const before = await scene.processes();
    await scene.target.apply(routing(0), patience());
    expect(await ask('/?old', { 'user-agent': 'Chrome' })).toBe('version1');
    expect(await ask('/', { 'user-agent': 'Chrome' })).toBe('version2');
    expect(await scene.target.observe('shop', patience())).toEqual(routing(0));
    expect(await scene.processes()).toEqual(before);
  });

  test('another condition is loaded without a lost weight', async () => {
    await scene.target.serve([gatewayWith({ chrome: 'path under "/a"' })], [routing(500)], patience());
    expect(await ask('/a/b')).toBe('version2');
    await scene.target.serve([gatewayWith({ chrome: 'path under "/b"' })], [routing(500)], patience());
    expect(await ask('/b')).toBe('version2');
    expect(await many(20)).toEqual({ version1: 19, version2: 1 });
  });

  test('hosts that the gateway does not name get 404', async () => {
    const gateway = gatewayWith({ chrome: 'path under "/a"' }, ['shop.example', '*.shop.example']);
    await scene.target.serve([gateway], [routing(0)], patience());
    expect(await ask('/a', { host: 'Shop.example:8080' })).toBe('version2');
    expect(await ask('/', { host: 'eu.shop.example' })).toBe('version1');
    expect(await ask('/a', { host: 'other.example' })).toBe('404');
  });

  test('an expression that would take long is refused, and nothing is written', async () => {
    const gateway = gatewayWith({ chrome: 'header "X" regex ".*a.*b.{20}c.*a.{20}d"' });
    const serving = scene.target.serve([gateway], [routing(0)], patience());
    await expect(serving).rejects.toThrow(TargetError);
    await expect(serving).rejects.toThrow('route `chrome` of gateway `shop`');
    expect(await scene.target.observe('shop', patience())).toBeNull();
  });
});
