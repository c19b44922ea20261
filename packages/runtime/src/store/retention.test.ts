import { describe, expect, test } from '@jest/globals';
import { keepingOf, keptRecord, signatureOf, type LastKept } from './retention.js';
import { recordFor, undecidedRecord } from './testing/entries.js';

const record = recordFor('version2', 0);
const last: LastKept = { signature: signatureOf(record), at: 0 };

describe('what the decision log keeps', () => {
  test('the first tick', () => {
    expect(keepingOf(null, record)).toBe('change');
  });

  test('a tick that says the same belongs to the ring alone, whatever it read', () => {
    expect(keepingOf(last, { ...recordFor('version2', 59_999), reason: 'other numbers' })).toBe('ring');
  });

  test('once a minute a tick that says the same is kept as a heartbeat, without its trace', () => {
    const later = recordFor('version2', 60_000);
    expect(keepingOf(last, later)).toBe('heartbeat');
    expect(keptRecord(later, 'heartbeat').outcomes[0]?.reading).toMatchObject({ trace: null });
    expect(keptRecord(later, 'change')).toBe(later);
  });

  test.each([
    ['another phase', { ...record, phase: 'RollingBack' as const }],
    ['other weights', { ...record, routes: [] }],
    ['another version', recordFor('version1', 1)],
    ['to hold', recordFor(null, 1)],
    ['an undecided tick', undecidedRecord('no-series', 1)],
  ])('%s is a change', (_name, changed) => {
    expect(keepingOf(last, changed)).toBe('change');
  });

  test('another reason of an undecided tick is a change', () => {
    const before = undecidedRecord('no-series', 0);
    const kept = { signature: signatureOf(before), at: 0 };
    expect(keepingOf(kept, undecidedRecord('no-series', 1))).toBe('ring');
    expect(keepingOf(kept, undecidedRecord('nan', 1))).toBe('change');
  });

  test('how long it still warms up, and how many requests are missing, is no change', () => {
    const [outcome] = record.outcomes;
    if (outcome === undefined) throw new Error('the record has an outcome');
    const warming = (remaining: number) => ({
      ...record,
      outcomes: [{ ...outcome, proposal: { kind: 'warming-up' as const, remaining } }],
    });
    const few = (requests: number) => ({
      ...record,
      outcomes: [
        {
          ...outcome,
          proposal: {
            kind: 'too-few' as const,
            missing: [{ version: 'version2', requests, needed: 50 }],
          },
        },
      ],
    });
    expect(signatureOf(warming(1))).toBe(signatureOf(warming(2)));
    expect(signatureOf(few(1))).toBe(signatureOf(few(2)));
    expect(signatureOf(few(1))).not.toBe(signatureOf(warming(1)));
  });
});
