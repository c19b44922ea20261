import { describe, expect, test } from '@jest/globals';
import type { CustomPolicy } from '../config/gateway.js';
import type { Reading } from '../policy/reading.js';
import { customPolicy, gatewayWith, route, timePolicy, version } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { blockedBy, decidedFor, NOTHING_READ } from './testing/readings.js';

const PACE = 80_000;
const FOR = decidedFor('version2');
const AGAINST = decidedFor('version1');

/** A release whose candidate has just got all traffic. */
function shifted(given: Partial<CustomPolicy> = {}): Play {
  const gateway = gatewayWith([customPolicy({ step: 5000, start: 5000, ...given })]);
  return new Play(gateway).tick(FOR).run(PACE, FOR);
}

describe('promotion', () => {
  test('takes one further judged tick at 100%', () => {
    const play = shifted();
    expect(play.weights()).toBe('version1 0%, version2 100%');
    expect(play.run(PACE - 1, FOR).release.phase).toBe('Progressing');
    expect(play.run(1, FOR).release.phase).toBe('Promoted');
    expect(play.events.at(-1)).toMatchObject({
      kind: 'ended',
      phase: 'Promoted',
      stable: 'version2',
      reason:
        'version2 has all traffic and a further tick was not against it: the expression favours version2',
    });
  });

  test('makes the winner stable', () => {
    const play = shifted().run(PACE, FOR);
    expect(play.state.stable).toBe('version2');
    expect(play.release.identity.stable).toBe('version1');
  });

  test('a tick that holds is not against it', () => {
    expect(shifted().run(PACE, decidedFor(null)).release.phase).toBe('Promoted');
  });

  test('a tick against it steps back', () => {
    const play = shifted().run(PACE, AGAINST);
    expect(play.release.phase).toBe('Progressing');
    expect(play.weights()).toBe('version1 50%, version2 50%');
  });

  test('a tick that is undecided because of the promoted version waits, and the budgets run', () => {
    const play = shifted().run(PACE, blockedBy('no-series', 'version2'));
    expect(play.release.phase).toBe('Progressing');
    expect(play.run(600_000, blockedBy('no-series', 'version2')).release.phase).toBe('Held');
  });

  test('a tick that is undecided because stable has no traffic any more does not keep it', () => {
    const play = shifted().run(PACE, blockedBy('divide-by-zero', 'version1'));
    expect(play.release.phase).toBe('Promoted');
    expect(play.record?.outcomes).toMatchObject([
      {
        proposal: { kind: 'undecided' },
        reason: 'the other versions have no traffic left to compare with',
      },
    ]);
    expect(play.release.policies).toMatchObject([{ noDataSince: null }]);
  });

  test('a failed source is never a sign of no traffic', () => {
    const play = shifted().run(PACE, blockedBy('source-failed', 'version1'));
    expect(play.release.phase).toBe('Progressing');
    expect(play.release.policies).toMatchObject([{ sourceErrorsSince: expect.any(Number) as unknown }]);
  });

  test('of any version other than stable, not of the candidate only', () => {
    const gateway = gatewayWith([customPolicy({ step: 10_000 })], {
      versions: [version('version1', 9001), version('version2', 9002), version('version3', 9003)],
    });
    const play = new Play(gateway).tick(FOR).run(2 * PACE, decidedFor('version3'));
    expect(play.release.phase).toBe('Promoted');
    expect(play.state.stable).toBe('version3');
  });

  test('waits until all of the routes that policies name have 100%', () => {
    const gateway = gatewayWith([customPolicy({ routes: ['a', 'b'], step: 5000, start: 5000 })], {
      routes: [
        route('a', { version1: 1000, version2: 9000 }),
        route('b', { version1: 10_000 }),
        route('c', { version1: 10_000 }),
      ],
    });
    const play = new Play(gateway).tick(FOR).run(PACE, FOR);
    expect([play.weights('a'), play.weights('b')]).toEqual([
      'version1 0%, version2 100%',
      'version1 0%, version2 100%',
    ]);
    expect(play.run(PACE, FOR).release.phase).toBe('Promoted');
    expect(play.weights('c')).toBe('version1 100%');
  });

  test('by time alone takes one more interval', () => {
    const gateway = gatewayWith([timePolicy({ step: 5000, start: 5000 })]);
    const play = new Play(gateway).tick(NOTHING_READ).run(10_000, NOTHING_READ);
    expect(play.weights()).toBe('version1 0%, version2 100%');
    expect(play.release.phase).toBe('Progressing');
    expect(play.run(10_000, NOTHING_READ).release.phase).toBe('Promoted');
  });

  test('with several policies waits for all of them', () => {
    const gateway = gatewayWith([
      timePolicy({ step: 5000, start: 5000 }),
      customPolicy({ step: 5000, start: 5000 }),
    ]);
    const readings: readonly Reading[] = [NOTHING_READ, FOR];
    const play = new Play(gateway).tick(readings).run(PACE, readings);
    expect(play.weights()).toBe('version1 0%, version2 100%');
    expect(play.run(PACE - 1, readings).release.phase).toBe('Progressing');
    expect(play.run(1, readings).release.phase).toBe('Promoted');
  });

  test('is latched: nothing that is read afterwards moves anything', () => {
    const play = shifted().run(PACE, FOR).run(600_000, AGAINST);
    expect(play.release.phase).toBe('Promoted');
    expect(play.weights()).toBe('version1 0%, version2 100%');
  });
});
