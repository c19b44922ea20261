import { describe, expect, test } from '@jest/globals';
import { systemClock } from './system-clock.js';

describe('the machine’s own clock', () => {
  test('tells the time and lets it pass', async () => {
    const before = Date.now();
    await systemClock.sleep(1, new AbortController().signal);
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  });

  test('a sleep that is aborted ends at once and rejects nothing', async () => {
    const waking = new AbortController();
    const asleep = systemClock.sleep(3_600_000, waking.signal);
    waking.abort();
    await asleep;
    await systemClock.sleep(3_600_000, waking.signal);
    expect(waking.signal.aborted).toBe(true);
  });
});
