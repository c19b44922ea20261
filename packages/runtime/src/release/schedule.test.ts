import { describe, expect, test } from '@jest/globals';
import { duePolicies, nextTickAt } from './schedule.js';
import { customPolicy, gatewayWith, timePolicy } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor } from './testing/readings.js';

const HOLD = decidedFor(null);

describe('the schedule', () => {
  test('a policy is due an interval after the weights were confirmed and after it was asked last', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(HOLD);
    expect(duePolicies(play.gateway, play.state, play.now + 9_999)).toEqual([]);
    expect(duePolicies(play.gateway, play.state, play.now + 10_000)).toEqual([0]);
    play.wait(13_000).tick(HOLD);
    expect(duePolicies(play.gateway, play.state, play.now + 9_999)).toEqual([]);
    expect(duePolicies(play.gateway, play.state, play.now + 10_000)).toEqual([0]);
  });

  test('a policy that was asked before the clock was set back does not wait for that time to come again', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(HOLD).wait(600_000).tick(HOLD).wait(-500_000);
    expect(duePolicies(play.gateway, play.state, play.now)).toEqual([0]);
    play.tick(HOLD);
    expect(duePolicies(play.gateway, play.state, play.now + 9_999)).toEqual([]);
    expect(duePolicies(play.gateway, play.state, play.now + 10_000)).toEqual([0]);
  });

  test('no policy is due before the data plane has confirmed the weights', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(HOLD);
    const open = { ...play.state, confirmed: null };
    expect(duePolicies(play.gateway, open, play.now + 600_000)).toEqual([]);
  });

  test('a gateway is looked at when the first of its policies is due', () => {
    const gateway = gatewayWith([customPolicy({ interval: 40_000 }), timePolicy({ interval: 15_000 })]);
    const play = new Play(gateway).tick(HOLD);
    const times = [];
    for (let at = play.now; at < 1_060_000;) {
      at = nextTickAt(gateway, play.state, at);
      play.now = at;
      play.tick([HOLD, { type: 'time', requests: [] }]);
      times.push(at - 1_000_000);
    }
    expect(times).toEqual([15_000, 30_000, 40_000, 45_000, 60_000]);
  });

  test('a policy that is due just after a regular tick is asked at one tick with it', () => {
    const play = new Play(gatewayWith([customPolicy({ interval: 10_000 })])).tick(HOLD);
    const confirmed = play.state.confirmed?.at ?? 0;
    // The tick that set the weights was 5 ms before they were confirmed.
    expect(nextTickAt(play.gateway, play.state, confirmed - 5)).toBe(confirmed + 10_000);
    expect(nextTickAt(play.gateway, play.state, confirmed - 5_000)).toBe(confirmed + 5_000);
  });

  test('a policy that is warming up has no tick of its own until it can be judged', () => {
    const play = new Play(gatewayWith([customPolicy({ interval: 10_000 })])).tick(HOLD);
    const confirmed = play.state.confirmed?.at ?? 0;
    const next = (lastTickAt: number): number => nextTickAt(play.gateway, play.state, lastTickAt, [35_000]);
    expect(next(confirmed - 5)).toBe(confirmed + 9_995);
    expect(next(confirmed + 24_995)).toBe(confirmed + 35_000);
    expect(next(confirmed + 29_995)).toBe(confirmed + 35_000);
  });

  test('a gateway with nothing to do is looked at all the same', () => {
    const idle = new Play(gatewayWith([])).tick([]);
    expect(nextTickAt(idle.gateway, idle.state, 5)).toBe(10_005);
    const pending = new Play(gatewayWith([customPolicy({ interval: 3_000 })]));
    expect(nextTickAt(pending.gateway, pending.state, 5)).toBe(3_005);
  });

  test('a release that is yet to begin is looked at soon, however seldom its policies are asked', () => {
    const play = new Play(gatewayWith([customPolicy({ interval: 3_600_000 })]));
    expect(nextTickAt(play.gateway, play.state, 5)).toBe(10_005);
    play.tick(HOLD);
    expect(play.release.phase).toBe('Progressing');
    expect(nextTickAt(play.gateway, play.state, play.now)).toBeGreaterThan(play.now + 3_000_000);
  });

  test('a roll back is looked at when its next step is due', () => {
    const policies = [
      customPolicy({ interval: 60_000, start: 5000 }),
      customPolicy({ interval: 25_000, failures: { consecutive: 1, total: null }, start: 5000 }),
    ];
    const play = new Play(gatewayWith(policies)).tick(HOLD).run(100_000, [HOLD, decidedFor('version1')]);
    expect(play.release.phase).toBe('RollingBack');
    expect(nextTickAt(play.gateway, play.state, play.now)).toBe((play.state.confirmed?.at ?? 0) + 25_000);
  });
});
