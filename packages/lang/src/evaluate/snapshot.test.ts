import { expect, test } from '@jest/globals';
import { snapshot, withoutSeries } from './snapshot.js';

test('a snapshot keeps the numbers apart from their causes', () => {
  const samples = [
    { known: true, value: 3 },
    { known: false, cause: 'nan' },
  ] as const;
  expect(snapshot(samples)).toEqual({ values: [3, Number.NaN], samples });
});

test('a known sample that is not finite is a bug of its source', () => {
  for (const value of [Number.NaN, Infinity, -Infinity]) {
    expect(() => snapshot([{ known: true, value }])).toThrow(RangeError);
  }
});

test('series that a release cannot have are left out', () => {
  const whole = snapshot([
    { known: true, value: 3 },
    { known: true, value: 4 },
  ]);
  expect(withoutSeries(whole, new Set([1]))).toEqual({
    values: [3, Number.NaN],
    samples: [
      { known: true, value: 3 },
      { known: false, cause: 'no-series' },
    ],
  });
});
