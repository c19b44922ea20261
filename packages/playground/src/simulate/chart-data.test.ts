import { expect, test } from '@jest/globals';
import { chartData, hasValues, MEASURES } from './chart-data.js';
import type { Moment } from './moment.js';

const moments: readonly Moment[] = [
  {
    at: 2_000,
    phase: 'Progressing',
    reason: '',
    mark: 'forward',
    waits: [],
    versions: [
      { version: 'a', share: 9_000, requestsPerSecond: 10, errorShare: 0.01, latency: 0.2 },
      { version: 'b', share: 1_000, requestsPerSecond: null, errorShare: null, latency: null },
    ],
  },
];

test('weights are stacked, the last version first', () => {
  expect(chartData(moments, 2, 'weights')).toEqual([[2], [100], [90]]);
});

test('other measures have a series a version, with a gap where nothing is known', () => {
  expect(chartData(moments, 2, 'errors')).toEqual([[2], [1], [null]]);
  expect(chartData(moments, 2, 'latency')).toEqual([[2], [200], [null]]);
  expect(chartData(moments, 2, 'requests')).toEqual([[2], [10], [null]]);
});

test('a measure that nobody read of any version is not drawn', () => {
  const unread = moments.map((moment) => ({
    ...moment,
    versions: moment.versions.map((version) => ({ ...version, latency: null })),
  }));
  const drawn = (shown: readonly Moment[]) => MEASURES.filter((measure) => hasValues(shown, measure));
  expect(drawn(unread)).toEqual(['weights', 'errors', 'requests']);
  expect(drawn(moments)).toEqual(MEASURES);
  expect(drawn([])).toEqual(MEASURES);
});
