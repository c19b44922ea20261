import { describe, expect, test } from '@jest/globals';
import { customPolicy, gatewayWith, timePolicy } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor, NOTHING_READ } from './testing/readings.js';

const HOUR = 3_600_000;
const HOLD = decidedFor(null);

describe('a deadline', () => {
  test('with `rollback` goes back when it has passed', () => {
    const policy = customPolicy({ deadline: { after: HOUR, then: 'rollback' } });
    const play = new Play(gatewayWith([policy])).tick(HOLD).run(HOUR - 1, HOLD);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    play.run(1, HOLD);
    expect(play.release).toMatchObject({
      phase: 'RolledBack',
      reason: 'version1 has all traffic again (the deadline of 1h has passed)',
    });
  });

  test('with `hold` keeps the weights for good', () => {
    const policy = customPolicy({ deadline: { after: HOUR, then: 'hold' } });
    const play = new Play(gatewayWith([policy])).tick(HOLD).run(HOUR, HOLD);
    expect(play.release).toMatchObject({ phase: 'Held', reason: 'the deadline of 1h has passed' });
    expect(play.weights()).toBe('version1 90%, version2 10%');
  });

  test('counts from the start of the release, the wait for readiness included', () => {
    const policy = customPolicy({ deadline: { after: 300_000, then: 'rollback' } });
    const play = new Play(gatewayWith([policy]));
    play.run(310_000, HOLD, { readiness: { ready: false, reason: 'not yet' } });
    expect(play.release.phase).toBe('RolledBack');
    expect(play.kinds()).not.toContain('shifted');
  });

  test('passes while the data plane is being repaired, too', () => {
    const policy = customPolicy({ deadline: { after: 300_000, then: 'rollback' } });
    const play = new Play(gatewayWith([policy])).tick(HOLD);
    const edited = { gateway: 'shop', routes: new Map([['default', new Map([['version2', 10_000]])]]) };
    play.run(310_000, HOLD, { target: { answered: true, routing: edited } });
    expect(play.weights()).toBe('version1 100%, version2 0%');
  });

  test('changes nothing for a release that is going back already', () => {
    const policy = customPolicy({
      deadline: { after: 100_000, then: 'hold' },
      failures: { consecutive: 1, total: null },
      start: 5000,
    });
    const play = new Play(gatewayWith([policy])).tick(HOLD).run(80_000, decidedFor('version1'));
    expect(play.release.phase).toBe('RollingBack');
    expect(play.run(60_000, HOLD).release.phase).toBe('RolledBack');
    expect(play.weights()).toBe('version1 100%, version2 0%');
  });

  test('the roll back of one policy wins over the hold of another', () => {
    const gateway = gatewayWith([
      customPolicy({ deadline: { after: 100_000, then: 'hold' } }),
      timePolicy({ deadline: { after: 100_000, then: 'rollback' } }),
    ]);
    const play = new Play(gateway).tick([HOLD, NOTHING_READ]).run(100_000, [HOLD, NOTHING_READ]);
    expect(play.release.phase).toBe('RolledBack');
  });
});
