import { describe, expect, test } from '@jest/globals';
import type { Gate } from '../config/gateway.js';
import { customPolicy, gatewayWith, route, timePolicy } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { blockedBy, decidedFor, NOTHING_READ } from './testing/readings.js';

const PACE = 80_000;
const AGAINST = decidedFor('version1');
const half = { routes: [route('default', { version1: 5000, version2: 5000 })] };

describe('a policy that only observes', () => {
  test('is asked and logged, and moves nothing', () => {
    const gateway = gatewayWith([timePolicy(), customPolicy({ observe: true })], half);
    const play = new Play(gateway).tick(NOTHING_READ).run(10_000, [NOTHING_READ, AGAINST]);
    expect(play.weights()).toBe('version1 40%, version2 60%');
    expect(play.record?.outcomes).toMatchObject([
      { type: 'time', observed: false, reason: 'the interval has passed for version2' },
      { type: 'custom', observed: true, reason: expect.stringMatching(/^\(observed only\) warming up: /) },
    ]);
  });

  test('says what it would have ended, and ends nothing', () => {
    const strict = customPolicy({ observe: true, failures: { consecutive: 1, total: null } });
    const gateway = gatewayWith([customPolicy(), strict], half);
    const play = new Play(gateway).tick(AGAINST).run(PACE, [decidedFor('version2'), AGAINST]);
    expect(play.weights()).toBe('version1 40%, version2 60%');
    expect(play.record?.outcomes[1]?.reason).toBe(
      '(observed only) the expression favours version1, and would roll back: version2 was decided against once in a row',
    );
    expect(play.release.phase).toBe('Progressing');
  });

  test('spends budgets and passes deadlines for nobody', () => {
    const observer = customPolicy({
      observe: true,
      budgets: { noData: { for: 0, then: 'rollback' }, sourceErrors: { for: 0, then: 'rollback' } },
      deadline: { after: 1_000, then: 'rollback' },
    });
    const gateway = gatewayWith([customPolicy(), observer], half);
    const play = new Play(gateway).tick(AGAINST).run(PACE, [decidedFor(null), blockedBy('no-series')]);
    expect(play.release.phase).toBe('Progressing');
    expect(play.weights()).toBe('version1 50%, version2 50%');
  });

  test('does not keep a release from its promotion', () => {
    const gateway = gatewayWith([timePolicy({ step: 5000 }), customPolicy({ observe: true })], half);
    const play = new Play(gateway).tick(NOTHING_READ).run(30_000, [NOTHING_READ, AGAINST]);
    expect(play.release.phase).toBe('Promoted');
  });

  test('has no gates to wait at', () => {
    const places: readonly Gate['at'][] = [5500, 'promotion', 'rollback'];
    const gates = places.map((at): Gate => ({
      type: 'manual',
      at,
      name: String(at),
      timeout: null,
      then: 'hold',
    }));
    const policies = [timePolicy({ step: 1000 }), customPolicy({ observe: true, gates })];
    const play = new Play(gatewayWith(policies, half))
      .tick(NOTHING_READ)
      .run(70_000, [NOTHING_READ, AGAINST]);
    expect(play.release.phase).toBe('Promoted');
  });

  test('does not bring the candidate in, and does not move the routes that it alone names', () => {
    const alone = new Play(gatewayWith([customPolicy({ observe: true })])).tick(AGAINST).run(PACE, AGAINST);
    expect(alone.weights()).toBe('version1 100%, version2 0%');
    expect(alone.record?.outcomes).toMatchObject([{ observed: true }]);
    const routes = [route('beta', { version1: 10_000 }), route('default', { version1: 10_000 })];
    const policies = [timePolicy(), customPolicy({ observe: true, routes: ['beta'] })];
    const beside = new Play(gatewayWith(policies, { routes })).tick(NOTHING_READ);
    expect([beside.weights('beta'), beside.weights()]).toEqual([
      'version1 100%',
      'version1 90%, version2 10%',
    ]);
  });
});
