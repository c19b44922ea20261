import { describe, expect, test } from '@jest/globals';
import { RateLimit } from './rate.js';

describe('RateLimit', () => {
  test('lets a burst through, then as many as time brings, and says how long to wait', () => {
    let now = 0;
    const limit = new RateLimit({ perSecond: 2, burst: 3 }, () => now);
    expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([null, null, null, 1]);
    now = 500;
    expect([limit.take('a'), limit.take('a')]).toEqual([null, 1]);
    now = 60_000;
    expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([null, null, null, 1]);
  });

  test('one caller takes nothing from another', () => {
    const limit = new RateLimit({ perSecond: 0.1, burst: 1 }, () => 0);
    expect(limit.take('a')).toBeNull();
    expect(limit.take('a')).toBe(10);
    expect(limit.take('b')).toBeNull();
  });

  test('remembers no more callers than it has room for, the latest of them', () => {
    const limit = new RateLimit({ perSecond: 0.1, burst: 1 }, () => 0);
    for (let n = 0; n <= 10_000; n += 1) limit.take(`caller ${n}`);
    expect(limit.take('caller 0')).toBeNull();
    expect(limit.take('caller 10000')).toBe(10);
  });
});
