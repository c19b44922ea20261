import { describe, expect, test } from '@jest/globals';
import { RateLimit } from './rate-limit.js';

function limit(perSecond: number) {
  const clock = { now: 5_000 };
  return { made: new RateLimit(perSecond, () => clock.now), clock };
}

describe('a limit of questions a second', () => {
  test('lets a second’s worth through at once, and then one after another', () => {
    const { made } = limit(4);
    const waits = Array.from({ length: 7 }, () => made.take(10_000));
    expect(waits).toEqual([0, 0, 0, 0, 250, 500, 750]);
  });

  test('fills up with time, but not beyond a second’s worth', () => {
    const { made, clock } = limit(2);
    for (let count = 0; count < 2; count += 1) made.take(0);
    clock.now += 500;
    expect([made.take(0), made.take(0)]).toEqual([0, null]);
    clock.now += 60_000;
    expect([made.take(0), made.take(0), made.take(0)]).toEqual([0, 0, null]);
  });

  test('who would not wait so long takes no turn', () => {
    const { made } = limit(1);
    expect([made.take(0), made.take(999), made.take(1_000)]).toEqual([0, null, 1_000]);
  });

  test('of less than one a second lets one through', () => {
    const { made } = limit(0.5);
    expect([made.take(0), made.take(5_000)]).toEqual([0, 2_000]);
  });

  test('a clock that was set back gives nothing', () => {
    const { made, clock } = limit(1);
    made.take(0);
    clock.now -= 10_000;
    expect(made.take(0)).toBeNull();
  });
});
