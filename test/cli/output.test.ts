import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startUpstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import type { Upstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { COMMAND, folderWith, startLamia } from './lamia.js';

/** A policy that goes on forever, so that there is always something more to tell. */
const gateway = (port: number): string => `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 0/http
  target: { kind: embedded }
  versions: { version1: { address: "127.0.0.1:${port}" }, version2: { address: "127.0.0.1:${port}" } }
  baseline: version1
  candidate: version2
  routes: [{ name: default, weights: { version1: 100 } }]
  policies: [{ type: time, interval: 100ms, step: 1% }]
`;

let upstream: Upstream;
let folder: Awaited<ReturnType<typeof folderWith>>;
beforeEach(async () => {
  upstream = await startUpstream('one');
  folder = await folderWith({ 'shop.yaml': gateway(upstream.port), 'bad.lamia': 'result = ;' });
});
afterEach(async () => {
  await upstream.close();
  await folder.remove();
});

/** Runs the command until it ends, its reader leaving after the first output, or at once. */
async function unread(args: readonly string[], leave: 'at once' | 'later') {
  const child = startLamia(args, { cwd: folder.path });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end();
  const ended = once(child, 'close');
  if (leave === 'later') await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = (await ended) as [number | null];
  return { code, stderr };
}

describe('output that nobody reads any more', () => {
  test('ends `run` cleanly, and is no success', async () => {
    expect(await unread(['run', 'shop.yaml', '--json'], 'later')).toEqual({ code: 3, stderr: '' });
  });

  test('ends `demo`, and is no promotion', async () => {
    const args = ['demo', '--interval', '200ms', '--step', '1%', '--json'];
    expect(await unread(args, 'later')).toEqual({ code: 3, stderr: '' });
  });

  test('leaves the code of a command that prints once', async () => {
    expect(await unread(['check', '-e', 'a / b', '--json'], 'at once')).toEqual({ code: 0, stderr: '' });
    expect(await unread(['check', 'bad.lamia', '--json'], 'at once')).toEqual({ code: 1, stderr: '' });
  });
});

describe('output that cannot be written', () => {
  const FULL = 'lamia: cannot write the output: ENOSPC: no space left on device, write\n';

  /** Runs the command with one stream on a full device, and gives what it said on the other. */
  async function full(stream: 'stdout' | 'stderr', args: readonly string[]) {
    const device = await open('/dev/full', 'w');
    try {
      const child = spawn(process.execPath, [COMMAND, ...args], {
        cwd: folder.path,
        stdio: stream === 'stdout' ? ['ignore', device.fd, 'pipe'] : ['ignore', 'pipe', device.fd],
        timeout: 30_000,
        killSignal: 'SIGKILL',
      });
      let heard = '';
      const other = stream === 'stdout' ? child.stderr : child.stdout;
      other?.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, heard };
    } finally {
      await device.close();
    }
  }

  test.each([
    ['check', '-e', 'a / b', '--json'],
    ['schema'],
    ['--help'],
    ['run', 'shop.yaml'],
    ['demo', '--interval', '200ms'],
  ])('is told in one line: %s', async (...args) => {
    expect(await full('stdout', args)).toEqual({ code: 3, heard: FULL });
  });

  test('is no success where it was a message', async () => {
    expect(await full('stderr', ['check', 'bad.lamia'])).toEqual({ code: 3, heard: '' });
  });
});
