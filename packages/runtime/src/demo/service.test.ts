import { afterEach, describe, expect, test } from '@jest/globals';
import { startService } from './service.js';
import type { Service, ServiceOptions } from './service.js';

const open: Service[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

async function start(options: Partial<ServiceOptions>): Promise<{ service: Service; url: string }> {
  const service = await startService({ version: 'version1', errors: 0, latency: 0, ...options });
  open.push(service);
  return { service, url: `http://127.0.0.1:${service.address.port}/` };
}

describe('startService', () => {
  test('answers with its label', async () => {
    const { url } = await start({ version: 'version2' });
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('version2\n');
  });

  test('fails exactly the share that is asked for, and counts it', async () => {
    const { service, url } = await start({ errors: 2500 });
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await fetch(url)).status);
    expect(statuses).toEqual([200, 200, 200, 500, 200, 200, 200, 500]);
    expect(service.answered()).toEqual({ requests: 8, errors: 2 });
  });

  test('closes although an answer is still being delayed', async () => {
    const { service, url } = await start({ latency: 3_600_000 });
    const pending = fetch(url).then(
      () => 'answered',
      () => 'cut off',
    );
    while (service.answered().requests === 0) await new Promise((resolve) => setImmediate(resolve));
    await service.close();
    expect(await pending).toBe('cut off');
  });
});
