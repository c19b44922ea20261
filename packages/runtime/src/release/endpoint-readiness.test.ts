import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Reach } from '../discovery/reach.js';
import { EndpointReadiness } from './endpoint-readiness.js';
import { PLAIN_TRAFFIC } from '../config/gateway.js';
import type { Version } from '../config/gateway.js';
import { versionAt } from '../routing/testing/gateways.js';
import { startUpstream } from '../routing/testing/upstream.js';
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

const endpointReadiness = new EndpointReadiness(new Reach());
const NEVER = new AbortController().signal;
const GATEWAY = gatewayWith([]);
const CHECK = { port: null, interval: 1_000, timeout: 1_000, failures: 1, successes: 1 };

describe('the readiness of a version', () => {
  test('is that it accepts connections', async () => {
    const port = await listening();
    expect(await endpointReadiness.probe(GATEWAY, version('version2', port), NEVER)).toEqual({ ready: true });
  });

  test('is missing where nothing listens, and the address is told', async () => {
    const port = await listening();
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    expect(await endpointReadiness.probe(GATEWAY, version('version2', port), NEVER)).toEqual({
      ready: false,
      reason: `nothing accepts connections at 127.0.0.1:${port} (ECONNREFUSED)`,
    });
  });

  test('is that of every endpoint', async () => {
    const [up, down] = [await listening(), await listening()];
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const candidate = versionAt('version2', up, down);
    expect(await endpointReadiness.probe(GATEWAY, candidate, NEVER)).toEqual({
      ready: false,
      reason: `nothing accepts connections at 127.0.0.1:${down} (ECONNREFUSED)`,
    });
  });

  test('is that of the endpoints that are found, of which there must be some', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lamia-endpoints-'));
    const path = join(folder, 'version2');
    const candidate: Version = {
      label: 'version2',
      endpoints: { kind: 'discovered', addresses: [], from: { kind: 'file', path }, interval: 1_000 },
      labels: null,
    };
    const probe = () => endpointReadiness.probe(GATEWAY, candidate, NEVER);
    try {
      expect(await probe()).toMatchObject({
        ready: false,
        reason: expect.stringContaining('cannot be read'),
      });
      await writeFile(path, '');
      expect(await probe()).toEqual({ ready: false, reason: 'no endpoint of version2 is found' });
      await writeFile(path, `127.0.0.1:${await listening()}\n`);
      expect(await probe()).toEqual({ ready: true });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('is a good answer where the gateway checks health by a request', async () => {
    const asked: (string | undefined)[] = [];
    const upstream = await startUpstream('version2', ({ url, headers }, response) => {
      asked.push(url, headers.host);
      response.writeHead(url === '/well' ? 204 : 503).end();
    });
    const candidate = version('version2', upstream.port);
    const probe = (path: string) => {
      const request = { path, host: 'shop.example', status: { from: 200, to: 299 } };
      const healthCheck = { ...CHECK, request };
      return endpointReadiness.probe(
        gatewayWith([], { traffic: { ...PLAIN_TRAFFIC, healthCheck } }),
        candidate,
        NEVER,
      );
    };
    try {
      expect(await probe('/well')).toEqual({ ready: true });
      expect(await probe('/ill')).toEqual({
        ready: false,
        reason: `127.0.0.1:${upstream.port} answers 503 to its health check \`/ill\``,
      });
      expect(asked).toEqual(['/well', 'shop.example', '/ill', 'shop.example']);
    } finally {
      await upstream.close();
    }
  });

  test('a probe that is aborted rejects', async () => {
    const aborted = AbortSignal.abort();
    await expect(endpointReadiness.probe(GATEWAY, version('version2', 9), aborted)).rejects.toThrow(/abort/i);
  });
});
