import { describe, expect, test } from '@jest/globals';
import { customPolicy } from '../release/testing/gateways.js';
import { blockedBy, decidedFor, known, unknown } from '../release/testing/readings.js';
import { proposeByProgram } from './custom.js';
import type { CustomReading, PolicyContext } from './reading.js';

const CONTEXT: PolicyContext = {
  stable: 'version1',
  candidate: 'version2',
  sharing: new Set(['version1', 'version2']),
  leader: null,
  confirmedAt: 0,
  settle: 20_000,
};
const WARM = 80_000;

const propose = (reading: CustomReading, minimumRequests = 0, now = WARM) =>
  proposeByProgram(customPolicy({ minimumRequests }), CONTEXT, reading, now);

describe('a custom policy', () => {
  test('goes toward the version that its program names', () => {
    expect(propose(decidedFor('version2'))).toEqual({ kind: 'toward', version: 'version2' });
    expect(propose(decidedFor('version1'))).toEqual({ kind: 'toward', version: 'version1' });
  });

  test('holds at nil', () => {
    expect(propose(decidedFor(null))).toEqual({ kind: 'hold' });
  });

  test('is undecided with the reasons of its program', () => {
    expect(propose(blockedBy('no-series'))).toMatchObject({
      kind: 'undecided',
      blockers: [{ read: 'metric version2 requests', cause: 'no-series', versions: ['version2'] }],
    });
  });

  test('judges nothing before the window and the settling time hold only data of these weights', () => {
    expect(propose(decidedFor('version2'), 0, WARM - 1)).toEqual({ kind: 'warming-up', remaining: 1 });
    expect(propose(decidedFor('version2'), 0, WARM)).toEqual({ kind: 'toward', version: 'version2' });
  });

  test('warms up for the longest window that its program reads', () => {
    const reading = decidedFor('version2', { window: 300_000 });
    expect(propose(reading, 0, WARM)).toEqual({ kind: 'warming-up', remaining: 240_000 });
  });

  test('counts the requests of every version that it reads, and says how many are missing', () => {
    const requests = [
      { version: 'version1', sample: known(900) },
      { version: 'version2', sample: known(49) },
    ];
    expect(propose(decidedFor('version2', { requests }), 50)).toEqual({
      kind: 'too-few',
      missing: [{ version: 'version2', requests: 49, needed: 50 }],
    });
    const enough = [{ version: 'version2', sample: known(50) }];
    expect(propose(decidedFor('version2', { requests: enough }), 50)).toMatchObject({ kind: 'toward' });
  });

  test('too few requests come before what the program cannot decide with them', () => {
    const requests = [{ version: 'version2', sample: known(0) }];
    expect(propose(blockedBy('divide-by-zero', 'version2', { requests }), 50)).toMatchObject({
      kind: 'too-few',
    });
  });

  test('a failed source comes before too few requests', () => {
    const requests = [{ version: 'version2', sample: known(0) }];
    expect(propose(blockedBy('source-failed', 'version1', { requests }), 50)).toMatchObject({
      kind: 'undecided',
      blockers: [{ cause: 'source-failed' }],
    });
  });

  test('requests that cannot be counted leave it undecided even where the program decides', () => {
    const requests = [{ version: 'version2', sample: unknown('no-series') }];
    expect(propose(decidedFor('version2', { requests }), 50)).toMatchObject({
      kind: 'undecided',
      blockers: [{ read: 'metric version2 requests', cause: 'no-series' }],
    });
  });
});
