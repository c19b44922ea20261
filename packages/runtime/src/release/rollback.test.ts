import { describe, expect, test } from '@jest/globals';
import type { CustomPolicy } from '../config/gateway.js';
import { customPolicy, gatewayWith, route } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor } from './testing/readings.js';

const FOR = decidedFor('version2');
const AGAINST = decidedFor('version1');

/** A release at 50 % that its first judged tick aborts. */
function aborted(given: Partial<CustomPolicy> = {}): Play {
  const policy = customPolicy({ failures: { consecutive: 1, total: null }, ...given });
  const gateway = gatewayWith([policy], {
    routes: [route('default', { version1: 5000, version2: 5000 })],
  });
  return new Play(gateway).tick(FOR).run(80_000, AGAINST);
}

describe('an aborted release', () => {
  test('gradual: goes back one step an interval, without judging and without warming up', () => {
    const play = aborted();
    expect(play.release.phase).toBe('RollingBack');
    expect(play.weights()).toBe('version1 60%, version2 40%');
    expect(play.run(9_999, FOR).weights()).toBe('version1 60%, version2 40%');
    expect(play.run(1, FOR).weights()).toBe('version1 70%, version2 30%');
    expect(play.run(30_000, FOR).weights()).toBe('version1 100%, version2 0%');
    expect(play.record?.shift).toBe('rollback');
  });

  test('does not stay where it is for as long as the clock was set back', () => {
    const play = aborted().wait(-3_600_000).tick(FOR);
    // The interval since the last step counts from now.
    expect(play.weights()).toBe('version1 60%, version2 40%');
    expect(play.run(10_000, FOR).weights()).toBe('version1 70%, version2 30%');
    expect(play.run(30_000, FOR).weights()).toBe('version1 100%, version2 0%');
  });

  test('immediate: goes back in one write', () => {
    const play = aborted({ rollback: 'immediate' });
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.events.filter((event) => event.kind === 'shifted')).toHaveLength(1);
  });

  test('never goes up again, and has ended once the data plane has stable at 100%', () => {
    const play = aborted().run(3_600_000, FOR);
    expect(play.release).toMatchObject({
      phase: 'RolledBack',
      reason: 'version1 has all traffic again (version2 was decided against once in a row)',
    });
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.events.filter((event) => event.kind === 'ended')).toMatchObject([
      { phase: 'RolledBack', stable: 'version1' },
    ]);
  });

  test('goes back to the version that the release started from, on all routes that policies name', () => {
    const gateway = gatewayWith(
      [
        customPolicy({
          routes: ['a', 'b'],
          failures: { consecutive: 1, total: null },
          rollback: 'immediate',
        }),
      ],
      {
        routes: [
          route('a', { version1: 5000, version2: 5000 }),
          route('b', { version1: 10_000 }),
          route('c', { version2: 10_000 }),
        ],
      },
    );
    const play = new Play(gateway).tick(FOR).run(80_000, AGAINST);
    expect(['a', 'b', 'c'].map((name) => play.weights(name))).toEqual([
      'version1 100%, version2 0%',
      'version1 100%, version2 0%',
      'version2 100%',
    ]);
  });
});
