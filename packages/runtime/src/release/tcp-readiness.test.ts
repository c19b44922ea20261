import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { tcpReadiness } from './tcp-readiness.js';
import { gatewayWith, version } from './testing/gateways.js';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listening(): Promise<number> {
  const server = createServer((socket) => socket.end());
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

const NEVER = new AbortController().signal;
const GATEWAY = gatewayWith([]);

describe('the readiness of a version', () => {
  test('is that it accepts connections', async () => {
    const port = await listening();
    expect(await tcpReadiness.probe(GATEWAY, version('version2', port), NEVER)).toEqual({ ready: true });
  });

  test('is missing where nothing listens, and the address is told', async () => {
    const port = await listening();
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    expect(await tcpReadiness.probe(GATEWAY, version('version2', port), NEVER)).toEqual({
      ready: false,
      reason: `nothing accepts connections at 127.0.0.1:${port} (ECONNREFUSED)`,
    });
  });

  test('a probe that is aborted rejects', async () => {
    const aborted = AbortSignal.abort();
    await expect(tcpReadiness.probe(GATEWAY, version('version2', 9), aborted)).rejects.toThrow(/abort/i);
  });
});
