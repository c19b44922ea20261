import { describe, expect, test } from '@jest/globals';
import type { Policy } from '../config/gateway.js';
import { gatewayWith, healthPolicy, metricPolicy, weights } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { scored } from './testing/readings.js';

const PACE = 80_000;

/** A release of which an operator has given the candidate everything, and which goes on from there. */
function resumed(policy: Policy): Play {
  const play = new Play(gatewayWith([policy]));
  play.tick(scored(policy.type === 'health' ? 'health' : 'metric', { version1: 0.99, version2: 0.5 }));
  const everything = weights({ version1: 0, version2: 10_000 });
  for (const act of [
    { kind: 'pause' },
    { kind: 'weights', route: 'default', weights: everything },
    { kind: 'resume' },
  ] as const) {
    expect(play.act(act)).toMatchObject({ ok: true });
  }
  expect(play.release.phase).toBe('Progressing');
  return play;
}

describe('a release whose candidate an operator gave everything before it was resumed', () => {
  test('by the best score is promoted: there is no other version to compare with', () => {
    const alone = scored('metric', { version1: 'no-series', version2: 0.5 });
    const play = resumed(metricPolicy()).run(2 * PACE, alone);
    expect(play.release).toMatchObject({ phase: 'Promoted' });
    expect(play.release.reason).toContain('there is no other version to compare with: version2 0.5');
  });

  test('by the best score is not promoted before it was judged once with those weights', () => {
    const unknown = scored('metric', { version1: 'no-series', version2: 'no-series' });
    expect(resumed(metricPolicy()).run(2 * PACE, unknown).release.phase).toBe('Progressing');
  });

  test('by health goes back from there while its own errors are above the limit', () => {
    const ill = scored('health', { version2: 0.5 });
    const play = resumed(healthPolicy()).run(PACE + 20_000, ill);
    expect(play.release.phase).toBe('Progressing');
    expect(play.weights()).toBe('version1 10%, version2 90%');
  });
});
