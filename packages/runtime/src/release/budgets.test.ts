import { describe, expect, test } from '@jest/globals';
import type { CustomPolicy } from '../config/gateway.js';
import type { Reading } from '../policy/reading.js';
import { customPolicy, gatewayWith } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { blockedBy, decidedFor, known } from './testing/readings.js';

const MINUTE = 60_000;
const NO_DATA = blockedBy('no-series');
const FAILED = blockedBy('source-failed');

/** A release that is warm and reads `reading` at its first judged tick. */
function warm(reading: Reading, given: Partial<CustomPolicy> = {}): Play {
  const gateway = gatewayWith([customPolicy(given)]);
  return new Play(gateway).tick(decidedFor(null)).run(80_000, reading);
}

function budgets(noData: 'hold' | 'rollback', sourceErrors: 'hold' | 'rollback'): CustomPolicy['budgets'] {
  return {
    noData: { for: 10 * MINUTE, then: noData },
    sourceErrors: { for: 5 * MINUTE, then: sourceErrors },
  };
}

describe('budgets for unknowns', () => {
  test('ten minutes without data hold the release where it is, for good', () => {
    const play = warm(NO_DATA).run(10 * MINUTE - 1, NO_DATA);
    expect(play.release.phase).toBe('Progressing');
    play.run(1, NO_DATA);
    expect(play.release).toMatchObject({
      phase: 'Held',
      reason: 'there has been no data to decide on for 10m',
    });
    expect(play.events.at(-1)).toMatchObject({ kind: 'ended', phase: 'Held' });
    expect(play.run(MINUTE, decidedFor('version2')).weights()).toBe('version1 90%, version2 10%');
  });

  test('`then: rollback` goes back instead', () => {
    const play = warm(NO_DATA, { budgets: budgets('rollback', 'hold') }).run(10 * MINUTE, NO_DATA);
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.release.phase).toBe('RolledBack');
  });

  test('a failed source is charged to its own budget', () => {
    const play = warm(FAILED, { budgets: budgets('hold', 'rollback') }).run(5 * MINUTE, FAILED);
    expect(play.release).toMatchObject({
      phase: 'RolledBack',
      reason: expect.stringContaining('the metric source has failed for 5m') as unknown,
    });
  });

  test('a tick with both kinds of unknown is charged once, to the source', () => {
    const both: Reading = {
      ...FAILED,
      decision: {
        decided: false,
        blockers: [NO_DATA, FAILED].flatMap(({ decision }) => (decision.decided ? [] : decision.blockers)),
      },
    };
    expect(warm(both).release.policies).toMatchObject([{ noDataSince: null, sourceErrorsSince: 1_080_000 }]);
  });

  test('too few requests are charged to none: only the deadline governs', () => {
    const requests = [{ version: 'version2', sample: known(1) }];
    const few = decidedFor('version2', { requests });
    const play = warm(few, { minimumRequests: 50 }).run(60 * MINUTE, few);
    expect(play.release.phase).toBe('Progressing');
    expect(play.release.policies).toMatchObject([{ noDataSince: null, sourceErrorsSince: null }]);
  });

  test('a program that waits for enough samples of its own is charged to none either', () => {
    const play = warm(blockedBy('too-few')).run(60 * MINUTE, blockedBy('too-few'));
    expect(play.release.phase).toBe('Progressing');
  });

  test.each([
    ['for a version', decidedFor('version2')],
    ['to hold', decidedFor(null)],
  ])('a tick decided %s resets the budgets', (_name, decided) => {
    const play = warm(NO_DATA)
      .run(9 * MINUTE, NO_DATA)
      .run(10_000, decided);
    expect(play.release.policies).toMatchObject([{ noDataSince: null, sourceErrorsSince: null }]);
    expect(play.run(9 * MINUTE, NO_DATA).release.phase).toBe('Progressing');
  });

  test('too few requests between do not reset a budget', () => {
    const few = blockedBy('too-few');
    const play = warm(NO_DATA)
      .run(5 * MINUTE, NO_DATA)
      .run(MINUTE, few)
      .run(4 * MINUTE, NO_DATA);
    expect(play.release.phase).toBe('Held');
  });

  test('the two budgets run side by side', () => {
    const play = warm(NO_DATA, { budgets: budgets('hold', 'hold') });
    play.run(6 * MINUTE, FAILED);
    expect(play.release).toMatchObject({
      phase: 'Held',
      reason: expect.stringContaining('the metric source has failed') as unknown,
    });
  });
});
