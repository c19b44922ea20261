import { describe, expect, test } from '@jest/globals';
import { gatewayWith, metricPolicy, route, version } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { scored } from './testing/readings.js';

const PACE = 80_000;

const three = {
  candidate: null,
  versions: [version('version1', 9001), version('version2', 9002), version('version3', 9003)],
  routes: [route('default', { version1: 4000, version2: 3000, version3: 3000 })],
};
const THIRD = scored('metric', { version1: 0.9, version2: 0.95, version3: 0.99 });

describe('a release by the best score', () => {
  test('moves traffic from all others to the best of three versions, until it is promoted', () => {
    const play = new Play(gatewayWith([metricPolicy({ step: 3500 })], three)).tick(THIRD).run(PACE, THIRD);
    expect(play.weights()).toBe('version1 20%, version2 15%, version3 65%');
    expect(play.record?.reason).toBe(
      'version3 gains 35%: version3 has the best score: version1 0.9, version2 0.95, version3 0.99',
    );
    play.run(PACE, THIRD);
    const alone = scored('metric', { version1: 'no-series', version2: 'no-series', version3: 0.99 });
    expect(play.run(PACE, alone).release).toMatchObject({ phase: 'Promoted' });
    expect(play.state.stable).toBe('version3');
    expect(play.release.reason).toContain('there is no other version to compare with: version3 0.99');
  });

  test('is not promoted while its own score is not known', () => {
    const play = new Play(gatewayWith([metricPolicy({ step: 10_000 })], three)).tick(THIRD).run(PACE, THIRD);
    expect(play.weights()).toBe('version1 0%, version2 0%, version3 100%');
    const none = scored('metric', { version1: 'no-series', version2: 'no-series', version3: 'no-series' });
    expect(play.run(PACE, none).release.phase).toBe('Progressing');
  });

  test('holds while a version with traffic has no score', () => {
    const partly = scored('metric', { version1: 0.9, version2: 'nan', version3: 0.99 });
    const play = new Play(gatewayWith([metricPolicy()], three)).tick(partly).run(PACE, partly);
    expect(play.weights()).toBe('version1 40%, version2 30%, version3 30%');
    expect(play.record?.reason).toBe('undecided: `metric version2 requests` is not a number');
  });

  test('remembers who led, over a restart too', () => {
    const gateway = gatewayWith([metricPolicy()], three);
    const play = new Play(gateway).tick(THIRD).run(PACE, THIRD);
    expect(play.release.policies[0]?.leader).toBe('version3');
    const close = scored('metric', { version1: 0.9, version2: 0.9905, version3: 0.99 });
    const again = new Play(gateway, play.state, play.now + 1_000);
    again.routing = play.routing;
    expect(again.tick(close).run(PACE, close).weights()).toBe(play.weights());
    expect(again.record?.reason).toBe('no version leads: version1 0.9, version2 0.9905, version3 0.99');
    expect(again.release.policies[0]?.leader).toBe('version3');
  });

  test('another version than the candidate is a failure', () => {
    const gateway = gatewayWith([metricPolicy({ failures: { consecutive: 1, total: null } })], {
      ...three,
      candidate: 'version2',
    });
    const play = new Play(gateway).tick(THIRD).run(PACE, THIRD);
    expect(play.release.phase).toBe('RollingBack');
  });

  test('versions count as sharing where any of the routes of the policy gives them traffic', () => {
    const routes = [
      route('beta', { version1: 5000, version2: 5000, version3: 0 }),
      route('default', { version1: 10_000 }),
      route('internal', { version3: 10_000 }),
    ];
    const policy = metricPolicy({ routes: ['beta', 'default'] });
    const play = new Play(gatewayWith([policy], { ...three, routes })).tick(THIRD).run(PACE, THIRD);
    expect(['beta', 'default', 'internal'].map((name) => play.weights(name))).toEqual([
      'version1 40%, version2 60%, version3 0%',
      'version1 90%, version2 10%',
      'version3 100%',
    ]);
  });
});
