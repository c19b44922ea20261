import { describe, expect, test } from '@jest/globals';
import { Breaker } from './breaker.js';

function breaker() {
  const clock = { now: 0 };
  const made = new Breaker({ failures: 3, pause: 10_000, longestPause: 25_000 }, () => clock.now);
  const fail = (times: number): void => {
    for (let time = 0; time < times; time += 1) made.failed();
  };
  return { made, clock, fail };
}

describe('a circuit breaker', () => {
  test('a source that fails now and then is asked as always', () => {
    const { made, fail } = breaker();
    fail(2);
    made.succeeded();
    fail(2);
    expect(made.admit()).toBe('open');
  });

  test('one that fails repeatedly is left alone, and the reason says so', () => {
    const { made, clock, fail } = breaker();
    fail(3);
    expect(made.admit()).toEqual({
      refused: 'the source has failed 3 times in a row and is not asked for another 10s',
    });
    clock.now = 9_999;
    expect(made.admit()).not.toBe('trial');
  });

  test('then one question tries it while the others wait for its answer', () => {
    const { made, clock, fail } = breaker();
    fail(3);
    clock.now = 10_000;
    expect(made.admit()).toBe('trial');
    expect(made.admit()).toEqual({ refused: 'the source has failed 3 times in a row and is being tried' });
    made.succeeded();
    expect(made.admit()).toBe('open');
    fail(2);
    expect(made.admit()).toBe('open');
  });

  test('a trial that fails makes the pause longer, up to a limit', () => {
    const { made, clock, fail } = breaker();
    fail(3);
    const pauses = [];
    for (let trial = 0; trial < 4; trial += 1) {
      const began = clock.now;
      while (made.admit() !== 'trial') clock.now += 1_000;
      pauses.push(clock.now - began);
      made.failed();
    }
    expect(pauses).toEqual([10_000, 20_000, 25_000, 25_000]);
  });

  test('questions that were under way when it was left alone make the pause no longer', () => {
    const { made, clock, fail } = breaker();
    fail(6);
    clock.now = 10_000;
    expect(made.admit()).toBe('trial');
  });

  test('a trial that was given up leaves it to the next', () => {
    const { made, clock, fail } = breaker();
    fail(3);
    clock.now = 10_000;
    expect(made.admit()).toBe('trial');
    made.abandoned();
    expect(made.admit()).toBe('trial');
  });
});
