import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../../packages/runtime/src/config/gateway.js';
import type { Gateway, TrafficOptions } from '../../packages/runtime/src/config/gateway.js';
import { routed, versionAt } from '../../packages/runtime/src/routing/testing/gateways.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'connections through a real HAProxy', () => {
  let scene: Scene;
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(async () => {
    await scene.close();
    for (const socket of sockets.splice(0)) socket.destroy();
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  /** A server that says its name to whoever connects, and then everything that it hears; no HTTP. */
  async function started(name: string): Promise<number> {
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.write(`${name}\n`);
      socket.pipe(socket);
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('a TCP server has a port');
    return bound.port;
  }

  async function greeting(localAddress = '127.0.0.1'): Promise<string> {
    const { host, port } = scene.address();
    const socket = connect({ host, port, localAddress });
    const [said] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return said.toString().trim();
  }

  async function count(total: number): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (let index = 0; index < total; index += 1) {
      const name = await greeting();
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  async function gatewayWith(traffic: Partial<TrafficOptions>): Promise<Gateway> {
    return {
      ...scene.gateway,
      listen: { host: '127.0.0.1', port: 0, protocol: 'tcp' },
      traffic: { ...PLAIN_TRAFFIC, ...traffic },
      versions: [
        versionAt('version1', await started('a'), await started('b')),
        versionAt('version2', await started('c')),
      ],
    };
  }

  const split = routed({ version1: 9_000, version2: 1_000 });

  test('are split exactly, and evenly among the endpoints of a version', async () => {
    await scene.target.serve([await gatewayWith({})], [split], patience());
    expect(await count(60)).toEqual({ a: 27, b: 27, c: 6 });
    expect(await scene.target.observe('shop', patience())).toEqual(split);
  });

  test('carry whatever they carry, and go on through a change of weights and a reload', async () => {
    const gateway = await gatewayWith({});
    await scene.target.serve([gateway], [split], patience());
    const { host, port } = scene.address();
    const socket = connect({ host, port });
    await once(socket, 'data');
    const echoed = async (sent: string): Promise<string> => {
      socket.write(sent);
      return String(((await once(socket, 'data')) as [Buffer])[0]);
    };
    expect(await echoed('\0\r\nGET ')).toBe('\0\r\nGET ');
    await scene.target.apply(routed({ version1: 0, version2: 10_000 }), patience());
    const healthCheck = {
      request: null,
      port: null,
      interval: 2_000,
      timeout: 1_000,
      failures: 3,
      successes: 2,
    };
    const checked = { ...gateway, traffic: { ...gateway.traffic, healthCheck } };
    await scene.target.serve([checked], [routed({ version1: 0, version2: 10_000 })], patience());
    expect(await echoed('still here')).toBe('still here');
    expect(await greeting()).toBe('c');
    socket.destroy();
  });

  test('by source, an address stays with its version and its endpoint', async () => {
    await scene.target.serve(
      [await gatewayWith({ sticky: 'source', balance: 'source' })],
      [split],
      patience(),
    );
    const addresses = Array.from({ length: 40 }, (_, index) => `127.0.${(index * 11) % 200}.${index + 1}`);
    const reached = async (): Promise<readonly string[]> => {
      const names: string[] = [];
      for (const address of addresses) names.push(await greeting(address));
      return names;
    };
    const first = await reached();
    expect(new Set(first)).toEqual(new Set(['a', 'b', 'c']));
    expect(await reached()).toEqual(first);
  });
});
