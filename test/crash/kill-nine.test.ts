import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HaproxyTarget } from '../../packages/runtime/src/routing/haproxy/target.js';
import { describeWith } from '../components/binaries.js';

/**
 * The runtime is killed with SIGKILL at each point of a step and started again; HAProxy goes on serving meanwhile. Whatever the
 * point, the data plane is given every step of the release once and in order: a weight may be given again, never one left out,
 * skipped or taken back.
 */
const RUNTIME = path.join(import.meta.dirname, 'crashing-runtime.mjs');
const POINTS = [
  'before the intent is stored',
  'after the intent is stored',
  'after the weights are applied',
  'before the outcome is stored',
  'after the outcome is stored',
];

let folder: string;
let upstreams: Server[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lamia-crash-'));
  upstreams = [];
  const ports: number[] = [];
  while (upstreams.length < 2) {
    const server = createServer((_request, response) => response.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    upstreams.push(server);
    ports.push((server.address() as AddressInfo).port); // a TCP server's address is no string
  }
  await writeFile(path.join(folder, 'gateway.yaml'), gatewayFile(ports));
});

afterEach(async () => {
  const target = new HaproxyTarget({ directory: path.join(folder, 'haproxy'), exporter: null });
  await target.shutdown(AbortSignal.timeout(30_000));
  for (const server of upstreams) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

function gatewayFile([first, second]: readonly number[]): string {
  return `
apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 127.0.0.1:0/http
  target: { kind: haproxy }
  versions:
    version1: { address: "127.0.0.1:${first ?? 0}" }
    version2: { address: "127.0.0.1:${second ?? 0}" }
  baseline: version1
  candidate: version2
  routes:
    - name: default
      weights: { version1: 100 }
  policies:
    - type: time
      interval: 100ms
      step: 20%
`;
}

/** Runs the runtime until it ends or kills itself; how it ended. */
async function run(...crash: readonly string[]): Promise<number | string> {
  const child = spawn(
    process.execPath,
    [
      RUNTIME,
      path.join(folder, 'gateway.yaml'),
      path.join(folder, 'state.db'),
      path.join(folder, 'journal'),
      ...crash,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]; // as documented for `close`
  if (signal === null && code !== 0) throw new Error(`the runtime failed: ${complaint}`);
  return signal ?? code ?? 0;
}

/** The candidate's shares in hundredths of a percent, in the order in which HAProxy was given them. */
async function journal(): Promise<readonly number[]> {
  const text = await readFile(path.join(folder, 'journal'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly version2?: number }).version2 ?? 0);
}

const withoutRepeats = (shares: readonly number[]): readonly number[] =>
  shares.filter((share, place) => share !== shares[place - 1]);

describeWith('haproxy', 'a runtime that is killed in the middle of a step', () => {
  test.each(POINTS)(
    'goes on without a lost or doubled step: killed %s',
    async (point) => {
      expect(await run(point, '3')).toBe('SIGKILL');
      expect(await run(point, '1')).toBe('SIGKILL');
      expect(await run()).toBe(0);
      expect(withoutRepeats(await journal())).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
      const target = new HaproxyTarget({ directory: path.join(folder, 'haproxy'), exporter: null });
      const shown = await target.observe('shop', AbortSignal.timeout(10_000));
      await target.close();
      expect(shown?.routes.get('default')?.get('version2')).toBe(10_000);
    },
    60_000,
  );
});
