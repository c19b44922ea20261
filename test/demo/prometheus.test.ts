import { afterEach, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPrometheus } from '../../packages/runtime/src/demo/prometheus.js';
import { describeWith } from '../components/binaries.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A page in the exposition format whose number grows; its address asks for a parameter, as HAProxy's may. */
async function page(): Promise<URL> {
  let scrapes = 0;
  const server = createServer((request, response) => {
    scrapes += 1;
    response.statusCode = request.url === '/numbers?scope=server' ? 200 : 404;
    response.end(`scrapes_total ${scrapes}\n`);
  });
  cleanups.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return new URL(`http://127.0.0.1:${port}/numbers?scope=server`);
}

async function query(url: string, expression: string): Promise<number | null> {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  const value = data.result[0]?.value[1];
  return value === undefined ? null : Number(value);
}

describeWith('prometheus', "the demonstration's Prometheus", (program) => {
  test('scrapes the page it is given, and is gone when closed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lamia-demo-test-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    const prometheus = await startPrometheus(program, folder, 500, new AbortController().signal);
    cleanups.push(() => prometheus.close());
    expect(await query(prometheus.url, 'scrapes_total')).toBeNull();
    await prometheus.scrape(await page());
    // It looks for new pages every five seconds.
    for (let waits = 0; waits < 600; waits += 1) {
      if (((await query(prometheus.url, 'scrapes_total')) ?? 0) >= 2) break;
      await pause(100);
    }
    expect(await query(prometheus.url, 'scrapes_total')).toBeGreaterThanOrEqual(2);
    await prometheus.close();
    await expect(fetch(prometheus.url)).rejects.toThrow('fetch failed');
  }, 90_000);
});
