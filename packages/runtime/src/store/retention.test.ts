import { describe, expect, test } from '@jest/globals';
import type { TickRecord } from '../release/events.js';
import { scored } from '../release/testing/readings.js';
import { keepingOf, keptRecord, remember } from './retention.js';
import { recordFor, undecidedRecord } from './testing/entries.js';

const record = recordFor('version2', 0);
const last = remember(null, record);

const TRACE = { headline: '', statements: [], value: null, because: [] };

/** How the second of two ticks is kept. */
const after = (first: TickRecord, second: TickRecord) => keepingOf(remember(null, first), second);

/** A tick at which no policy was asked. */
const unasked = (reason: string, given: Partial<TickRecord> = {}): TickRecord => ({
  ...record,
  outcomes: [],
  reason,
  ...given,
});

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

  test('the scores of a heartbeat lose their traces too', () => {
    const reading = scored('metric', { version1: 1, version2: 0.5 });
    const traced = reading.scores.map((score) => ({ ...score, trace: TRACE }));
    const [outcome] = record.outcomes.map((each) => ({ ...each, reading: { ...reading, scores: traced } }));
    if (outcome === undefined) throw new Error('the record has no outcome');
    const kept = keptRecord({ ...record, outcomes: [outcome] }, 'heartbeat');
    expect(kept.outcomes[0]?.reading).toEqual(reading);
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
    expect(after(before, undecidedRecord('no-series', 1))).toBe('ring');
    expect(after(before, undecidedRecord('nan', 1))).toBe('change');
  });

  const [outcome] = record.outcomes;
  if (outcome === undefined) throw new Error('the record has an outcome');
  const saying = (given: Partial<typeof outcome>): TickRecord => ({
    ...record,
    outcomes: [{ ...outcome, ...given }],
  });

  test('how long it still warms up, and how many requests are missing, is no change', () => {
    const warming = (remaining: number, text: string) =>
      saying({
        proposal: { kind: 'warming-up', remaining },
        reason: `warming up: the window holds … in ${text}`,
      });
    const few = (requests: number) =>
      saying({
        proposal: { kind: 'too-few', missing: [{ version: 'version2', requests, needed: 50 }] },
        reason: `too few requests: version2 has ${requests} of 50, ${50 - requests} missing`,
      });
    expect(after(warming(61_000, '1m1s'), warming(59_000, '59s'))).toBe('ring');
    expect(after(few(1), few(20))).toBe('ring');
    expect(after(few(1), warming(1, '1s'))).toBe('change');
  });

  test.each([
    ['the same conditions with other values', '0.04 > 0', '1e-7 > -0.0025', 'ring'],
    ['another condition', '0.04 > 0', 'not (0.04 > 0.05) and 0.3 < 1', 'change'],
    ['another version', 'favours version1', 'favours version2', 'change'],
  ])('what decided, %s', (_name, before, now, keeping) => {
    expect(after(saying({ reason: before }), saying({ reason: now }))).toBe(keeping);
  });

  test.each([
    ['an outage', 'the socket is gone', 'the data plane gave no answer within 3s', 'change'],
    ['an outage that lasts', 'process 4711 gave no answer', 'process 4712 gave no answer', 'ring'],
    ['what the release waits for', 'waiting for the data plane', 'version2 is not ready: refused', 'change'],
  ])('a reason of the runtime’s own, %s', (_name, before, now, keeping) => {
    expect(after(unasked(before), unasked(now))).toBe(keeping);
    expect(after(record, unasked(now))).toBe('change');
    expect(after(unasked(before), record)).toBe('change');
  });

  test('every other drift is a change, and one that goes on being the same is none', () => {
    const drift = (share: number): TickRecord =>
      unasked(`the data plane had ${share}`, {
        drift: { found: [{ route: 'default', shares: [['version1', share]] }] },
      });
    expect(after(record, drift(0))).toBe('change');
    expect(after(drift(0), drift(5_000))).toBe('change');
    expect(after(drift(0), drift(0))).toBe('ring');
    expect(after(drift(0), unasked('the data plane had 0'))).toBe('change');
  });

  test('policies that are asked at different ticks are compared each with itself', () => {
    const asked = (...policies: readonly number[]): TickRecord => ({
      ...record,
      outcomes: policies.map((policy) => ({ ...outcome, policy })),
    });
    const both = remember(remember(null, asked(0)), asked(1));
    expect(keepingOf(remember(null, asked(0)), asked(1))).toBe('change');
    for (const tick of [asked(0), asked(1), asked(0, 1)]) expect(keepingOf(both, tick)).toBe('ring');
  });
});
