import { describe, expect, test } from '@jest/globals';
import { timePolicy } from '../release/testing/gateways.js';
import { known, NOTHING_READ, unknown } from '../release/testing/readings.js';
import type { PolicyContext } from './reading.js';
import { proposeByTime } from './time.js';

const CONTEXT: PolicyContext = {
  stable: 'version1',
  candidate: 'version2',
  sharing: new Set(['version1', 'version2']),
  leader: null,
  confirmedAt: 0,
  settle: 20_000,
};

describe('a time policy', () => {
  test('always goes toward the candidate', () => {
    expect(proposeByTime(timePolicy(), CONTEXT, NOTHING_READ)).toEqual({
      kind: 'toward',
      version: 'version2',
    });
  });

  test('with a minimum of requests waits until the candidate has them', () => {
    const policy = timePolicy({ minimumRequests: 50 });
    const requests = [{ version: 'version2', sample: known(12) }];
    expect(proposeByTime(policy, CONTEXT, { type: 'time', requests })).toEqual({
      kind: 'too-few',
      missing: [{ version: 'version2', requests: 12, needed: 50 }],
    });
  });

  test('with a minimum of requests does not go by counts it cannot read', () => {
    const policy = timePolicy({ minimumRequests: 50 });
    const requests = [{ version: 'version2', sample: unknown('source-failed') }];
    expect(proposeByTime(policy, CONTEXT, { type: 'time', requests })).toMatchObject({
      kind: 'undecided',
      blockers: [{ read: 'metric version2 requests', cause: 'source-failed', versions: ['version2'] }],
    });
  });

  test('without a candidate is a fault of the caller', () => {
    expect(() => proposeByTime(timePolicy(), { ...CONTEXT, candidate: null }, NOTHING_READ)).toThrow(
      'needs a candidate',
    );
  });
});
