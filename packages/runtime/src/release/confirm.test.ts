import { describe, expect, test } from '@jest/globals';
import { settle } from './settle.js';
import { customPolicy, gatewayWith, route } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor } from './testing/readings.js';
import { tick } from './tick.js';

const PACE = 80_000;
const FOR = decidedFor('version2');
const AGAINST = decidedFor('version1');

describe('the end at stable', () => {
  test('stable at 100% again after a shift away: rolled back, and latched', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR).run(PACE, AGAINST);
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.release).toMatchObject({
      phase: 'RolledBack',
      reason: 'version1 has all traffic again (version1 gains 10%: the expression favours version1)',
    });
    expect(play.run(600_000, FOR).weights()).toBe('version1 100%, version2 0%');
    expect(play.state.stable).toBe('version1');
  });

  test('stable at 100% before any shift is no end', () => {
    const gateway = gatewayWith([customPolicy()], { candidate: null });
    const play = new Play(gateway).tick(AGAINST).run(2 * PACE, AGAINST);
    expect(play.release.phase).toBe('Progressing');
  });

  test('is not reached while one of the named routes still has other versions', () => {
    const gateway = gatewayWith([customPolicy({ routes: ['a', 'b'] })], {
      routes: [route('a', { version1: 10_000 }), route('b', { version1: 5000, version2: 5000 })],
    });
    const play = new Play(gateway).tick(FOR).run(PACE, AGAINST);
    expect([play.weights('a'), play.weights('b')]).toEqual([
      'version1 100%, version2 0%',
      'version1 60%, version2 40%',
    ]);
    expect(play.release.phase).toBe('Progressing');
    expect(play.run(4 * PACE, AGAINST).release.phase).toBe('RolledBack');
  });

  test('waits for the data plane: weights that were only asked for end nothing', () => {
    const play = new Play(gatewayWith([customPolicy()]))
      .tick(FOR)
      .run(PACE - 1, AGAINST)
      .wait(1);
    const ticked = tick(play.gateway, play.state, {
      now: play.now,
      target: { answered: true, routing: play.routing },
      quantum: 1,
      readiness: { ready: true },
      readings: new Map([[0, AGAINST]]),
      webhooks: new Map(),
    });
    expect(ticked.routing.routes.get('default')?.get('version1')).toBe(10_000);
    expect(ticked.state.release?.phase).toBe('Progressing');
    const readBack = { answered: true, routing: ticked.routing } as const;
    const settled = settle(play.gateway, ticked.state, readBack, null, play.now);
    expect(settled.state.release?.phase).toBe('RolledBack');
  });
});
