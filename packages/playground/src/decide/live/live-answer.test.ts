import { describe, expect, test } from '@jest/globals';
import { ageText, asTyped, catalogueOf, liveSample, whyText, type LiveAnswer } from './live-answer.js';

const value = (read: string, version: string | null, known: number | null, reason = 'no-series') => ({
  ...{ read, version, value: known, unit: 'count', assumed: known === 0, queries: [] },
  unknown: known === null ? { reason: reason as 'no-series', detail: null } : null,
});

const ANSWER: LiveAnswer = {
  ...{ at: '2026-01-01T00:00:00.000Z', age: 2, source: 'prometheus', provider: 'embedded', window: 60 },
  ...{ versions: ['v1', 'v2'], baseline: 'v1', candidate: 'v2', kind: 'decision', diagnostics: [] },
  values: [
    value('requests', 'v1', 0.1 + 0.2),
    value('errors', 'v1', 0),
    value('requests', 'v2', null, 'source-failed'),
    value('latency', 'v2', null, 'nan'),
    value('latency over 5m', null, null, 'infinite'),
  ],
};

describe('live values', () => {
  test('are samples, with what was assumed and why something is unknown', () => {
    expect(liveSample(ANSWER, { version: 'v1', metric: 'errors' })).toEqual({
      ...{ known: true, value: 0, assumed: true },
    });
    expect(liveSample(ANSWER, { version: 'v2', metric: 'requests' })).toEqual({
      ...{ known: false, cause: 'source-failed' },
    });
    expect(liveSample(ANSWER, { version: '', metric: 'latency over 5m' })).toMatchObject({
      cause: 'infinite',
    });
    expect(liveSample(ANSWER, { version: 'v2', metric: 'errors' })).toEqual({
      ...{ known: false, cause: 'no-series', detail: 'it is being asked for' },
    });
  });

  test('become typed ones of the same meaning, beside those that were there', () => {
    const typed = asTyped(ANSWER, { v1: { requests: '1', other: '5' }, v3: { requests: '2' } });
    expect(typed).toEqual({
      v1: { requests: '0.30000000000000004', errors: '0', other: '5' },
      v2: { requests: 'no series', latency: 'NaN' },
      '': { 'latency over 5m': '∞' },
      v3: { requests: '2' },
    });
  });

  test('say in two words why there are none', () => {
    expect(ANSWER.values.slice(2).map(whyText)).toEqual(['no answer', 'NaN', '∞']);
    expect(whyText(undefined)).toBe('being asked for');
  });

  test('have an age', () => {
    expect([0.2, 4.6, 119, 120, 3_700].map(ageText)).toEqual(['0 s', '5 s', '119 s', '2 min', '61 min']);
  });
});

test('a catalogue of the runtime is that of the check', () => {
  const metric = { name: 'latency', description: 'd', unit: 's', kind: 'gauge', statistics: ['p99'] };
  const catalogue = catalogueOf({ name: 'own', description: '', metrics: [metric], unavailable: { x: 'y' } });
  expect(catalogue?.metrics.get('latency')).toEqual({
    ...{ unit: { count: 0, s: 1, B: 0 }, kind: 'gauge', description: 'd', statistics: ['p99'] },
  });
  expect(catalogue?.unavailable.get('x')).toBe('y');
  const odd = { ...metric, unit: 'parsecs' };
  expect(catalogueOf({ name: 'own', description: '', metrics: [odd], unavailable: {} })).toBeNull();
});
