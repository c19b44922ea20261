import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { startLoad } from './load.js';
import type { Load, LoadOptions } from './load.js';
import { startService } from './service.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function load(to: LoadOptions['to'], options: Partial<LoadOptions> = {}): Load {
  const running = startLoad({ to, rate: 500, concurrency: 4, atMost: 60_000, timeout: 10_000, ...options });
  cleanups.push(() => running.stop());
  return running;
}

async function until(condition: () => boolean): Promise<void> {
  for (let waits = 0; !condition(); waits += 1) {
    if (waits > 2000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('startLoad', () => {
  test('counts good and bad answers as the service gave them, and loses none when it stops', async () => {
    const service = await startService({ version: 'version1', errors: 2500, latency: 0 });
    cleanups.push(() => service.close());
    const running = load(service.address);
    await until(() => running.counts().good + running.counts().bad >= 40);
    await running.stop();
    const { good, bad, lost } = running.counts();
    const { requests, errors } = service.answered();
    expect({ good, bad, lost }).toEqual({ good: requests - errors, bad: errors, lost: 0 });
    expect(errors).toBe(Math.floor(requests / 4));
  });

  test('never has more requests under way than it may, and counts what it leaves out', async () => {
    let open = 0;
    let most = 0;
    const silent = createServer((socket) => {
      socket.resume();
      open += 1;
      most = Math.max(most, open);
      socket.once('close', () => (open -= 1));
      socket.on('error', () => undefined);
    });
    const port = await listen(silent);
    const running = load({ host: '127.0.0.1', port }, { timeout: 300 });
    await until(() => running.counts().leftOut > 20);
    expect(most).toBe(4);
    await running.stop();
    expect(running.counts().lost).toBeGreaterThanOrEqual(4);
  });

  test('ends by itself', async () => {
    const service = await startService({ version: 'version1', errors: 0, latency: 0 });
    cleanups.push(() => service.close());
    const running = load(service.address, { rate: 100, atMost: 1000 });
    let [before, now] = [-1, 0];
    for (; before !== now || now === 0; [before, now] = [now, service.answered().requests]) {
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    // Never more than the rate allows in that time, and nothing comes after it, although nobody has stopped it.
    expect(now).toBeLessThanOrEqual(100);
    expect(running.counts().good).toBe(now);
  });

  test('counts refused connections as lost', async () => {
    const service = await startService({ version: 'version1', errors: 0, latency: 0 });
    await service.close();
    const running = load(service.address);
    await until(() => running.counts().lost > 0);
    expect(running.counts().good).toBe(0);
  });
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleanups.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  );
  return (server.address() as AddressInfo).port;
}
