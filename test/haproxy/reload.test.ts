import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../../packages/runtime/src/config/gateway.js';
import type { Gateway } from '../../packages/runtime/src/config/gateway.js';
import { tryListening } from '../../packages/runtime/src/routing/haproxy/free-port.js';
import { isRunning } from '../../packages/runtime/src/routing/haproxy/running.js';
import { fetchText, load } from '../../packages/runtime/src/routing/testing/client.js';
import { outlined, routed, versionAt } from '../../packages/runtime/src/routing/testing/gateways.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'reloads of a real HAProxy', () => {
  let scene: Scene;
  const split = routed({ version1: 7_000, version2: 3_000 });

  beforeEach(async () => {
    scene = await openScene();
    await scene.target.serve([scene.gateway], [routed({ version1: 10_000 })], patience());
    await scene.target.apply(split, patience());
  });

  afterEach(() => scene.close());

  function withVersion(label: string, port: number): Gateway {
    return { ...scene.gateway, versions: [...scene.gateway.versions, versionAt(label, port)] };
  }

  test('weights that were set at run time stay, and no request fails under load', async () => {
    const { target } = scene;
    const before = await scene.processes();
    const address = scene.address();
    const third = await scene.upstream('version3');
    let going = true;
    const loaded = load(address, () => going);
    await target.serve([withVersion('version3', third.port)], [split], patience());
    expect(await target.observe('shop', patience())).toEqual(
      routed({ version1: 7_000, version2: 3_000, version3: 0 }),
    );
    await target.serve([scene.gateway], [split], patience());
    await fetchText(address);
    going = false;
    expect(Object.keys(await loaded).sort()).toEqual(['200 version1', '200 version2']);

    const after = await scene.processes();
    expect(after.master).toBe(before.master);
    expect(after.reloads).toBe(2);
    expect(after.worker).not.toBe(before.worker);
    expect(scene.address()).toEqual(address);
    expect(await target.observe('shop', patience())).toEqual(split);
  });

  test('serving the same again, or the same with other weights, is no reload', async () => {
    const before = await scene.processes();
    await scene.target.serve([scene.gateway], [split], patience());
    const other = routed({ version1: 1_000, version2: 9_000 });
    await scene.target.serve([scene.gateway], [other], patience());
    expect(await scene.processes()).toEqual(before);
    expect(await scene.target.observe('shop', patience())).toEqual(other);
  });

  test('with nothing left to serve it ends, and what is served later starts it again', async () => {
    const { target, gateway } = scene;
    const { master } = await scene.processes();
    await target.serve([], [], patience());
    expect(await isRunning(master)).toBe(false);
    expect(target.address('shop')).toBeNull();
    expect(await target.observe('shop', patience())).toBeNull();
    await target.serve([gateway], [split], patience());
    expect(await target.observe('shop', patience())).toEqual(split);
  });

  test("a reload by somebody else's hand keeps the weights too: the file carries them", async () => {
    const { master, worker } = await scene.processes();
    process.kill(master, 'SIGUSR2');
    const replaced = async (): Promise<boolean> => {
      try {
        const now = await scene.processes();
        return now.worker !== null && now.worker !== worker;
      } catch {
        // The master starts itself anew: its socket is away for a moment.
        return false;
      }
    };
    while (!(await replaced())) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await scene.target.observe('shop', patience())).toEqual(split);
  });

  test('a second gateway comes and goes without a trace on the first', async () => {
    const { target, gateway } = scene;
    const cart = outlined({ name: 'cart', versions: { version1: (await scene.upstream('cart')).port } });
    const address = scene.address();
    await target.serve([gateway, cart], [split, routed({ version1: 10_000 }, 'cart')], patience());
    const second = target.address('cart');
    expect(second).not.toBeNull();
    expect(second === null ? null : (await fetchText(second)).body).toBe('cart');
    expect(scene.address()).toEqual(address);
    await target.serve([gateway], [split], patience());
    expect(target.address('cart')).toBeNull();
    expect(await target.observe('cart', patience())).toBeNull();
    expect(await target.observe('shop', patience())).toEqual(split);
  });

  test('what HAProxy refuses is told with what it was written for, and the old configuration serves on', async () => {
    const { target, gateway } = scene;
    const files = [await scene.file('haproxy.cfg'), await scene.file('layout.json')];
    const before = await scene.processes();
    const broken: Gateway = {
      ...gateway,
      listen: { host: '127.0.0.1', port: 0, protocol: 'https' },
      traffic: {
        ...PLAIN_TRAFFIC,
        tls: { listen: null, certificates: ['/nowhere/shop.pem'], folder: '/nowhere' },
      },
    };
    await expect(target.serve([broken], [split], patience())).rejects.toThrow(
      /^haproxy refuses its configuration: gateway `shop`: .*shop\.pem/,
    );
    expect(await scene.processes()).toEqual(before);
    expect([await scene.file('haproxy.cfg'), await scene.file('layout.json')]).toEqual(files);
    expect(await target.observe('shop', patience())).toEqual(split);
    expect((await fetchText(scene.address())).status).toBe(200);
  });

  test('an address that somebody else has is named, and the old configuration serves on', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    try {
      const bound = taken.address();
      const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
      const before = await scene.processes();
      const cart = outlined({ name: 'cart', port, versions: { version1: 9001 } });
      const serving = scene.target.serve(
        [scene.gateway, cart],
        [split, routed({ version1: 10_000 }, 'cart')],
        patience(),
      );
      await expect(serving).rejects.toThrow(
        `gateway \`cart\` cannot listen on \`127.0.0.1:${port}\`: the address is in use`,
      );
      expect(await scene.processes()).toEqual(before);
      expect(await scene.target.observe('shop', patience())).toEqual(split);
    } finally {
      await new Promise((resolve) => taken.close(resolve));
    }
  });

  test('a reload that HAProxy cannot carry out is told, and the files describe what runs', async () => {
    const { target, gateway } = scene;
    const files = [await scene.file('haproxy.cfg'), await scene.file('layout.json')];
    const before = await scene.processes();
    // Each of the two addresses is free and the configuration is in order: only together they cannot be listened on.
    const port = await tryListening({ host: '127.0.0.1', port: 0 });
    const versions = { version1: 9001 };
    const gateways = [
      gateway,
      outlined({ name: 'one', host: '127.0.0.1', port, versions }),
      outlined({ name: 'all', host: '0.0.0.0', port, versions }),
    ];
    const sole = { version1: 10_000 };
    const serving = target.serve(gateways, [split, routed(sole, 'one'), routed(sole, 'all')], patience());
    await expect(serving).rejects.toThrow(
      'haproxy did not take its new configuration and goes on with the old one',
    );
    expect((await scene.processes()).worker).toBe(before.worker);
    expect([await scene.file('haproxy.cfg'), await scene.file('layout.json')]).toEqual(files);
    expect(await target.observe('shop', patience())).toEqual(split);

    await target.serve([gateway, ...gateways.slice(1, 2)], [split, routed(sole, 'one')], patience());
    expect(target.address('one')).toEqual({ host: '127.0.0.1', port });
  });
});
