import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../../packages/runtime/src/config/gateway.js';
import type { Gateway, TrafficOptions, Version } from '../../packages/runtime/src/config/gateway.js';
import { countReplies, fetchText, load } from '../../packages/runtime/src/routing/testing/client.js';
import { routed, versionAt } from '../../packages/runtime/src/routing/testing/gateways.js';
import type { Upstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

const CHECK = { request: null, port: null, interval: 50, timeout: 1_000, failures: 1, successes: 1 };

describeWith('haproxy', 'several endpoints of a version on a real HAProxy', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  const started = (...names: readonly string[]): Promise<readonly Upstream[]> =>
    Promise.all(names.map((name) => scene.upstream(name)));

  function at(label: string, upstreams: readonly Upstream[]): Version {
    return versionAt(label, ...upstreams.map(({ port }) => port));
  }

  function gatewayOf(versions: readonly Version[], traffic: Partial<TrafficOptions> = {}): Gateway {
    return { ...scene.gateway, versions, traffic: { ...PLAIN_TRAFFIC, ...traffic } };
  }

  const split = routed({ version1: 9_000, version2: 1_000 });

  test('the split between versions is exact whatever the number of endpoints, and even among these', async () => {
    const versions = [
      at('version1', await started('a', 'b')),
      at('version2', await started('c', 'd', 'e', 'f', 'g')),
    ];
    await scene.target.serve([gatewayOf(versions)], [split], patience());
    expect(await countReplies(scene.address(), 200)).toEqual({
      ...Object.fromEntries(['a', 'b'].map((name) => [`200 ${name}`, 90])),
      ...Object.fromEntries(['c', 'd', 'e', 'f', 'g'].map((name) => [`200 ${name}`, 4])),
    });
    const half = routed({ version1: 5_000, version2: 5_000 });
    await scene.target.apply(half, patience());
    expect(await scene.target.observe('shop', patience())).toEqual(half);
    const counts = await countReplies(scene.address(), 200);
    // HAProxy keeps its place in the round, so that the first round after a change may be off by one.
    for (const [name, count] of [['a', 50] as const, ['c', 20] as const]) {
      expect(Math.abs((counts[`200 ${name}`] ?? 0) - count)).toBeLessThanOrEqual(1);
    }
  });

  test('an endpoint that fails its check gets nothing, and its version keeps its share', async () => {
    const [well, ill, other] = await started('well', 'ill', 'other');
    if (well === undefined || ill === undefined || other === undefined) throw new Error('not started');
    const gateway = gatewayOf([at('version1', [other]), at('version2', [well, ill])], {
      healthCheck: CHECK,
    });
    const half = routed({ version1: 5_000, version2: 5_000 });
    await scene.target.serve([gateway], [half], patience());
    expect(await countReplies(scene.address(), 100)).toEqual({
      '200 other': 50,
      '200 well': 25,
      '200 ill': 25,
    });
    await ill.close();
    await downs('endpoints:shop:version2', 1);
    expect(await countReplies(scene.address(), 100)).toEqual({ '200 other': 50, '200 well': 50 });
    await well.close();
    await downs('endpoints:shop:version2', 2);
    // No other version answers for one that is gone: its share fails, and can be seen to.
    const counts = await countReplies(scene.address(), 100);
    expect(counts['200 other']).toBe(50);
    expect(Object.keys(counts).filter((reply) => reply.startsWith('503 '))).toHaveLength(1);
    expect(await scene.target.observe('shop', patience())).toEqual(half);
  });

  test('a check by request goes by the status, and asks as it was told', async () => {
    const asked = new Set<string>();
    let status = 200;
    const [upstream] = await started('version1');
    if (upstream === undefined) throw new Error('not started');
    upstream.server.removeAllListeners('request');
    upstream.server.on('request', (request, response) => {
      if (request.url === '/') response.end('version1');
      else {
        asked.add(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.host ?? ''}`);
        response.writeHead(status).end();
      }
    });
    const request = { path: '/a%20b?c=(d)', host: 'shop.example', status: { from: 200, to: 299 } };
    const gateway = gatewayOf([at('version1', [upstream]), at('version2', await started('version2'))], {
      healthCheck: { ...CHECK, request },
    });
    await scene.target.serve([gateway], [routed({ version1: 10_000 })], patience());
    while (asked.size === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect([...asked]).toEqual(['GET /a%20b?c=(d) shop.example']);
    expect((await fetchText(scene.address())).body).toBe('version1');
    status = 302;
    await downs('endpoints:shop:version1', 1);
    expect((await fetchText(scene.address())).status).toBe(503);
  });

  test.each([
    ['source', {}, 1],
    ['hdr(X-User)', { 'X-User': 'ann' }, 1],
    ['url_param(user)', {}, 1],
    ['uri', {}, 1],
    ['static-rr', {}, 3],
    ['roundrobin', {}, 3],
    ['leastconn', {}, 3],
  ] as const)('balance `%s` among the endpoints of a version', async (balance, headers, reached) => {
    const gateway = gatewayOf(
      [at('version1', await started('a', 'b', 'c')), ...scene.gateway.versions.slice(1)],
      {
        balance,
      },
    );
    await scene.target.serve([gateway], [routed({ version1: 10_000 })], patience());
    const bodies = new Set<string>();
    for (let index = 0; index < 12; index += 1) {
      bodies.add((await fetchText(scene.address(), { path: '/a?user=ann', headers })).body);
    }
    expect(bodies.size).toBe(reached);
  });

  test('`source` goes by the client, whom the header that clients may send cannot disguise', async () => {
    const gateway = gatewayOf(
      [at('version1', await started('a', 'b', 'c')), ...scene.gateway.versions.slice(1)],
      {
        balance: 'source',
      },
    );
    await scene.target.serve([gateway], [routed({ version1: 10_000 })], patience());
    const reached = async (localAddress: string, forwarded: string): Promise<string> => {
      const headers = { 'X-Forwarded-For': forwarded };
      return (await fetchText(scene.address(), { localAddress, headers })).body;
    };
    const clients = Array.from({ length: 16 }, (_, index) => `127.0.0.${index + 1}`);
    const bodies = await Promise.all(clients.map((client) => reached(client, '10.0.0.1')));
    expect(new Set(bodies).size).toBe(3);
    expect(await Promise.all(clients.map((client) => reached(client, client.replace('127', '99'))))).toEqual(
      bodies,
    );
  });

  test('endpoints come and go under load, and no request is lost and no weight', async () => {
    const upstreams = await started('a', 'b', 'c');
    const other = at('version2', await started('other'));
    const listed = (count: number): Gateway => {
      const version = at('version1', upstreams.slice(0, count));
      return gatewayOf([{ ...version, endpoints: { ...version.endpoints, kind: 'list' } }, other]);
    };
    await scene.target.serve([listed(1)], [split], patience());
    const before = await scene.processes();
    let going = true;
    const loaded = load(scene.address(), () => going);
    for (const count of [2, 3, 1, 3]) {
      await scene.target.serve([listed(count)], [split], patience());
      expect(await scene.target.observe('shop', patience())).toEqual(split);
      await fetchText(scene.address());
    }
    going = false;
    const counts = await loaded;
    expect(Object.keys(counts).sort()).toEqual(['200 a', '200 b', '200 c', '200 other']);
    expect((await scene.processes()).reloads).toBe(before.reloads + 4);
  });

  test('sockets of pools that are gone are removed, all of them with HAProxy', async () => {
    const pool = (files: string): readonly string[] =>
      files.split('\n').filter((name) => name.startsWith('pool-'));
    const version2 = at('version2', await started('c', 'd'));
    const [version1] = scene.gateway.versions;
    if (version1 === undefined) throw new Error('no version');
    await scene.target.serve([gatewayOf([version1, version2])], [split], patience());
    expect(pool(await scene.files())).toHaveLength(1);
    await scene.target.serve([scene.gateway], [split], patience());
    expect(pool(await scene.files())).toEqual([]);
    await scene.target.serve([gatewayOf([version1, version2])], [split], patience());
    await scene.target.shutdown(patience());
    expect(pool(await scene.files())).toEqual([]);
  });

  /** Waits until so many endpoints of a pool are down. */
  async function downs(pool: string, count: number): Promise<void> {
    for (;;) {
      const states = (await scene.command(`show servers state ${pool}`)).split('\n').slice(2);
      // The sixth column is the operational state; 0 is down.
      const down = states.map((line) => line.split(' ')).filter(([, , , , , state]) => state === '0');
      if (down.length === count) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});
