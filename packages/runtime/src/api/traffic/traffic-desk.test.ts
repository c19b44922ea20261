import { describe, expect, test } from '@jest/globals';
import type { Traffic } from '../../metrics/traffic.js';
import { TrafficDesk } from './traffic-desk.js';

function scene() {
  let now = 100_000;
  const read: string[] = [];
  const desk = new TrafficDesk(
    (gateway) => {
      read.push(gateway);
      const sample: Traffic = { at: now, window: 60_000, versions: [] };
      return Promise.resolve(gateway === 'bare' ? null : sample);
    },
    () => now,
  );
  return { desk, read, wait: (time: number) => (now += time) };
}

describe('the traffic of gateways', () => {
  test('is read when it is asked for, once in five seconds however many ask', async () => {
    const { desk, read, wait } = scene();
    await Promise.all([desk.of('shop'), desk.of('shop')]);
    wait(4_999);
    expect(await desk.of('shop')).toHaveLength(1);
    wait(1);
    expect((await desk.of('shop')).map(({ at }) => at)).toEqual([100_000, 105_000]);
    expect(read).toEqual(['shop', 'shop']);
  });

  test('is kept for an hour of asking', async () => {
    const { desk, wait } = scene();
    for (let count = 0; count < 800; count += 1) {
      await desk.of('shop');
      wait(5_000);
    }
    const samples = await desk.of('shop');
    expect(samples).toHaveLength(720);
    expect(samples.at(-1)?.at).toBe(100_000 + 800 * 5_000);
  });

  test('is none of a gateway without metrics, and is forgotten of those that nobody asks for', async () => {
    const { desk, wait } = scene();
    expect(await desk.of('bare')).toEqual([]);
    await desk.of('first');
    for (let count = 0; count < 50; count += 1) await desk.of(`other${count}`);
    wait(5_000);
    expect(await desk.of('first')).toHaveLength(1);
  });
});
