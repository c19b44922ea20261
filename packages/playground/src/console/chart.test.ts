import { describe, expect, test } from '@jest/globals';
import { numberText, outline, roundTop, shareText, unknownText } from './chart.js';

const SIZE = { width: 100, height: 10, top: 20 };

describe('the outline of a series', () => {
  test('goes from the oldest value to the newest', () => {
    expect(outline([0, 10, 20], SIZE)).toBe('M0 10L50 5L100 0');
  });

  test('is broken where a value is not known, and a value alone is a short line', () => {
    expect(outline([0, null, 20, null, 10, 10], SIZE)).toBe('M0 10L3 10M37 0L43 0M80 5L100 5');
  });

  test('is nothing of nothing, and stays within its frame', () => {
    expect(outline([], SIZE)).toBe('');
    expect(outline([30], SIZE)).toBe('M0 0L3 0');
  });
});

test('a chart ends at a round number that all values are below', () => {
  expect([[], [0], [null, 0.3], [7], [11], [20]].map(roundTop)).toEqual([1, 1, 0.5, 10, 20, 20]);
});

test('numbers and shares are short, and what is not known is said to be', () => {
  expect([numberText(1234.5), numberText(0.1234), numberText(null)]).toEqual(['1,230', '0.123', 'unknown']);
  expect([shareText(0.0123), shareText(null)]).toEqual(['1.23%', 'unknown']);
});

test('what several versions have in common is said once', () => {
  const why = 'no series';
  expect(
    unknownText([
      { name: 'v1', why },
      { name: 'v2', why },
      { name: 'v3', why: 'NaN' },
    ]),
  ).toBe('v1 and v2: no series; v3: NaN');
  expect(unknownText([{ name: 'v1', why: null }])).toBe('');
});
