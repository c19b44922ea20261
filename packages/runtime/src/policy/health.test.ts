import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { healthPolicy } from '../release/testing/gateways.js';
import { input, known, scored, unknown } from '../release/testing/readings.js';
import { isHealthy, proposeByHealth } from './health.js';
import type { PolicyContext, ScoreReading } from './reading.js';

const CONTEXT: PolicyContext = {
  stable: 'version1',
  candidate: 'version2',
  sharing: new Set(['version1', 'version2']),
  leader: null,
  confirmedAt: 0,
  settle: 20_000,
};
const WARM = 80_000;

const health = (value: number, given: Partial<ScoreReading> = {}) =>
  scored('health', { version2: value }, given);
const propose = (reading: ScoreReading, given = healthPolicy(), now = WARM) =>
  proposeByHealth(given, CONTEXT, reading, now);

describe('a health policy', () => {
  test('goes toward a healthy candidate, and toward stable while it is not', () => {
    expect(propose(health(0.96))).toEqual({ kind: 'toward', version: 'version2' });
    expect(propose(health(0.7))).toEqual({ kind: 'toward', version: 'version1' });
  });

  test('exactly the limit is healthy, the least above it is not', () => {
    expect(propose(health(800 / 1000))).toEqual({ kind: 'toward', version: 'version2' });
    expect(propose(health(7999 / 10_000))).toEqual({ kind: 'toward', version: 'version1' });
  });

  test('a share of exactly the limit is healthy whatever the counts: nothing is rounded to the other side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 1000 }), (limit, times) => {
        const policy = healthPolicy({ limit });
        const requests = 10_000 * times;
        const good = (10_000 - limit) * times;
        expect(isHealthy(policy, good / requests)).toBe(true);
        expect(isHealthy(policy, (good - 1) / requests)).toBe(false);
      }),
    );
  });

  test('what is not known is neither: it is undecided, with the reasons', () => {
    expect(propose(scored('health', { version2: 'no-series' }))).toMatchObject({
      kind: 'undecided',
      blockers: [{ cause: 'no-series', versions: ['version2'] }],
    });
  });

  test('judges nothing before the window holds only data of these weights', () => {
    expect(propose(health(1), healthPolicy(), WARM - 1)).toEqual({ kind: 'warming-up', remaining: 1 });
  });

  test('waits for the requests of every version that its program reads, and of no other', () => {
    const policy = healthPolicy({ minimumRequests: 50 });
    const requests = [
      { version: 'version1', sample: known(3) },
      { version: 'version2', sample: known(49) },
    ];
    const alone = health(1, { requests });
    expect(propose(alone, policy)).toEqual({
      kind: 'too-few',
      missing: [{ version: 'version2', requests: 49, needed: 50 }],
    });
    const scores = alone.scores.map((score) => ({
      ...score,
      inputs: [...score.inputs, input('version1', known(1))],
    }));
    expect(propose({ ...alone, scores }, policy)).toMatchObject({
      missing: [{ version: 'version1' }, { version: 'version2' }],
    });
  });

  test('is undecided while its requests cannot be counted', () => {
    const requests = [{ version: 'version2', sample: unknown('source-failed') }];
    expect(propose(health(1, { requests }), healthPolicy({ minimumRequests: 50 }))).toMatchObject({
      kind: 'undecided',
      blockers: [{ read: 'metric version2 requests', cause: 'source-failed' }],
    });
  });

  test('without a candidate, or without its score, is a fault of the caller', () => {
    const policy = healthPolicy();
    expect(() => proposeByHealth(policy, { ...CONTEXT, candidate: null }, health(1), WARM)).toThrow(
      'needs a candidate',
    );
    expect(() => propose(scored('health', { version1: 1 }))).toThrow('has no score of version2');
  });
});
