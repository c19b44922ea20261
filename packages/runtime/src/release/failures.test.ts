import { describe, expect, test } from '@jest/globals';
import type { CustomPolicy } from '../config/gateway.js';
import { customPolicy, gatewayWith, route, version } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { blockedBy, decidedFor } from './testing/readings.js';

const PACE = 80_000;
const FOR = decidedFor('version2');
const AGAINST = decidedFor('version1');

function half(given: Partial<CustomPolicy> = {}): Play {
  const gateway = gatewayWith([customPolicy(given)], {
    routes: [route('default', { version1: 5000, version2: 5000 })],
  });
  return new Play(gateway).tick(FOR);
}

describe('failures', () => {
  test('by default none aborts: the policy steps back and resumes', () => {
    const play = half().run(3 * PACE, AGAINST);
    expect(play.weights()).toBe('version1 80%, version2 20%');
    expect(play.run(PACE, FOR).weights()).toBe('version1 70%, version2 30%');
    expect(play.release.policies).toMatchObject([{ failures: { consecutive: 0, total: 3 } }]);
  });

  test('so many in a row abort', () => {
    const play = half({ failures: { consecutive: 2, total: null }, rollback: 'immediate' });
    play.run(PACE, AGAINST);
    expect(play.release.phase).toBe('Progressing');
    play.run(PACE, AGAINST);
    expect(play.events.find((event) => event.kind === 'aborted')?.reason).toBe(
      'version2 was decided against 2 times in a row',
    );
    expect(play.weights()).toBe('version1 100%, version2 0%');
  });

  test('only a tick for the candidate ends a row: to hold or to be undecided does not', () => {
    const limits = { failures: { consecutive: 2, total: null } };
    const held = half(limits).run(PACE, AGAINST).run(PACE, decidedFor(null)).run(10_000, AGAINST);
    expect(held.kinds()).toContain('aborted');
    const open = half(limits).run(PACE, AGAINST).run(PACE, blockedBy('nan')).run(10_000, AGAINST);
    expect(open.kinds()).toContain('aborted');
    const good = half(limits).run(PACE, AGAINST).run(PACE, FOR).run(PACE, AGAINST);
    expect(good.kinds()).not.toContain('aborted');
  });

  test('so many in all abort, whatever lies between', () => {
    const play = half({ failures: { consecutive: null, total: 2 } });
    play.run(PACE, AGAINST).run(PACE, FOR).run(PACE, AGAINST);
    expect(play.events.find((event) => event.kind === 'aborted')?.reason).toBe(
      'version2 was decided against 2 times in all',
    );
  });

  test('any other version that wins is a failure of the candidate', () => {
    const gateway = gatewayWith([customPolicy({ failures: { consecutive: 1, total: null } })], {
      versions: [version('version1', 9001), version('version2', 9002), version('version3', 9003)],
    });
    const play = new Play(gateway).tick(FOR).run(PACE, decidedFor('version3'));
    expect(play.kinds()).toContain('aborted');
  });

  test('without a candidate nothing fails', () => {
    const gateway = gatewayWith([customPolicy({ failures: { consecutive: 1, total: 1 } })], {
      candidate: null,
      routes: [route('default', { version1: 5000, version2: 5000 })],
    });
    const play = new Play(gateway).tick(FOR).run(2 * PACE, AGAINST);
    expect(play.kinds()).not.toContain('aborted');
    expect(play.weights()).toBe('version1 70%, version2 30%');
  });
});
