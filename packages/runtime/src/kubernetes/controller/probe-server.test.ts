import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hostPort } from '../../routing/host-port.js';
import { startProbeServer, type ProbeServer } from './probe-server.js';

let server: ProbeServer;
let sick: string | null = null;
let unready: string | null = 'the first list is not there yet';

beforeEach(async () => {
  server = await startProbeServer(
    { host: '127.0.0.1', port: 0 },
    {
      sick: () => sick,
      unready: () => unready,
      metrics: { contentType: 'text/plain; version=0.0.4', text: () => Promise.resolve('up 1\n') },
    },
  );
});

afterEach(() => server.close());

async function ask(path: string, method = 'GET'): Promise<string> {
  const answer = await fetch(`http://${hostPort(server.address)}${path}`, { method });
  return `${answer.status} ${(await answer.text()).trim()}`;
}

test('the probes say how the replica is, and nothing else is served', async () => {
  expect(await ask('/healthz')).toBe('200 ok');
  expect(await ask('/readyz')).toBe('503 the first list is not there yet');
  unready = null;
  sick = 'no watch has told anything for 10 minutes';
  expect(await ask('/readyz?verbose')).toBe('200 ok');
  expect(await ask('/healthz')).toBe('503 no watch has told anything for 10 minutes');
  expect(await ask('/metrics')).toBe('200 up 1');
  expect(await ask('/api/v1/gateways')).toBe('404 there are `/healthz`, `/readyz` and `/metrics`');
  expect(await ask('/healthz', 'POST')).toBe('405 only GET');
});

test('a port that is taken is told of', async () => {
  const ports = {
    sick: () => null,
    unready: () => null,
    metrics: { contentType: '', text: () => Promise.resolve('') },
  };
  await expect(startProbeServer(server.address, ports)).rejects.toThrow(
    `cannot serve probes and metrics on \`${hostPort(server.address)}\``,
  );
});
