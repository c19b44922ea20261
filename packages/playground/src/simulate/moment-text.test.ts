import { expect, test } from '@jest/globals';
import { clockText, momentText, shown } from './moment-text.js';

test('times since the beginning', () => {
  expect([0, 5_000, 330_000, 3_600_000, 36_065_000].map(clockText)).toEqual([
    '0:00',
    '0:05',
    '5:30',
    '1:00:00',
    '10:01:05',
  ]);
});

test('a moment in one line', () => {
  const nothing = { requestsPerSecond: null, errorShare: null, latency: null };
  const versions = [
    { version: 'version1', share: 9_000, ...nothing },
    { version: 'version2', share: 1_000, ...nothing },
  ];
  const moment = {
    at: 30_000,
    phase: 'Progressing',
    reason: '',
    mark: 'forward',
    waits: [],
    versions,
  } as const;
  expect(momentText(moment)).toBe('0:30, a step forward: version1 90%, version2 10%');
});

test('numbers of metrics, and where there are none', () => {
  expect([shown(0.0123, 100, 1, '%'), shown(null, 1, 0, '')]).toEqual(['1.2%', 'unknown']);
});
