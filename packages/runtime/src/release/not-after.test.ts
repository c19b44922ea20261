import { describe, expect, test } from '@jest/globals';
import { notAfter } from './not-after.js';
import { customPolicy, gatewayWith, timePolicy } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { blockedBy, decidedFor, NOTHING_READ } from './testing/readings.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a clock that was set back', () => {
  test('stops no release: it goes on an interval later, with no step lost or doubled', () => {
    const play = new Play(gatewayWith([timePolicy()]), null, 100 * HOUR)
      .tick(NOTHING_READ)
      .run(25_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 70%, version2 30%');
    play.wait(-50 * HOUR).tick(NOTHING_READ);
    expect(play.weights()).toBe('version1 70%, version2 30%');
    play.run(9_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 70%, version2 30%');
    play.run(1_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 60%, version2 40%');
  });

  test('judges from a new window', () => {
    const play = new Play(gatewayWith([customPolicy()]), null, 100 * HOUR)
      .tick(decidedFor(null))
      .run(75_000, decidedFor(null));
    play.wait(-HOUR).tick(decidedFor('version2')).run(79_000, decidedFor('version2'));
    expect(play.weights()).toBe('version1 90%, version2 10%');
    play.run(11_000, decidedFor('version2'));
    expect(play.weights()).toBe('version1 80%, version2 20%');
  });

  test('charges no budget for the time that it takes back', () => {
    const play = new Play(gatewayWith([customPolicy()]), null, 100 * HOUR).tick(decidedFor(null));
    play.run(5 * MINUTE, blockedBy('no-series'));
    play
      .wait(-HOUR)
      .tick(blockedBy('no-series'))
      .run(9 * MINUTE, blockedBy('no-series'));
    expect(play.release.phase).toBe('Progressing');
    play.run(4 * MINUTE, blockedBy('no-series'));
    expect(play.release.phase).toBe('Held');
  });

  test('keeps the deadline at what is left of it at most', () => {
    const deadline = { after: 2 * HOUR, then: 'hold' } as const;
    const play = new Play(gatewayWith([customPolicy({ deadline })]), null, 100 * HOUR).tick(decidedFor(null));
    play
      .wait(-50 * HOUR)
      .tick(decidedFor(null))
      .run(2 * HOUR + 10_000, decidedFor(null));
    expect(play.release.phase).toBe('Held');
  });
});

test('a clock that jumps forward makes one step due, not those that would have fitted in between', () => {
  const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ);
  play.wait(HOUR).tick(NOTHING_READ).tick(NOTHING_READ);
  expect(play.weights()).toBe('version1 80%, version2 20%');
});

test('a state of the past is the very same', () => {
  const play = new Play(gatewayWith([timePolicy()])).tick(NOTHING_READ).run(15_000, NOTHING_READ);
  expect(notAfter(play.state, play.now)).toBe(play.state);
});
