import { describe, expect, test } from '@jest/globals';
import type { PolicyOutcome } from '../release/events.js';
import { NOTHING_READ, scored } from '../release/testing/readings.js';
import { outcomesText, readEntries } from './decision-entry.js';

describe('what policies said', () => {
  test('is told in two words each, with what nothing came of', () => {
    const outcome = { policy: 0, type: 'time', observed: false, reason: '', reading: NOTHING_READ } as const;
    const outcomes: readonly PolicyOutcome[] = [
      { ...outcome, proposal: { kind: 'toward', version: 'version2' } },
      { ...outcome, policy: 1, proposal: { kind: 'hold' }, observed: true },
    ];
    expect(outcomesText(outcomes)).toBe('toward version2, hold (observed only)');
  });

  test('rests on what was read for the score of every version', () => {
    expect(readEntries(scored('metric', { version1: 0.9, version2: 'no-series' }))).toEqual([
      { read: 'metric version1 requests', value: 0.9, unknown: null },
      { read: 'metric version2 requests', value: null, unknown: 'no-series' },
    ]);
  });
});
