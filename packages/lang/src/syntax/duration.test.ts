import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { durationParts, durationText, parseDuration } from './duration.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

describe('parseDuration', () => {
  test.each([
    ['0s', 0],
    ['5ms', 5],
    ['90s', 90 * SECOND],
    ['5m', 5 * MINUTE],
    ['1h30m', HOUR + 30 * MINUTE],
    ['0.5s', 500],
    ['1.1s', 1100],
    ['2d', 2 * DAY],
    ['1w2d3h4m5s6ms', WEEK + 2 * DAY + 3 * HOUR + 4 * MINUTE + 5 * SECOND + 6],
    ['100d', 100 * DAY],
  ])('%s is %i ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each([
    ['nothing', ''],
    ['a bare number', '5'],
    ['a unit alone', 'm'],
    ['units that ascend', '30m1h'],
    ['a unit twice', '1m2m'],
    ['another unit', '5y'],
    ['a sign', '-5m'],
    ['white space', '1h 30m'],
    ['white space around', ' 5m'],
    ['text after it', '5m!'],
    ['a fraction of a millisecond', '0.5ms'],
    ['more than a number holds exactly', '99999999999w'],
    ['more than a number holds', `${'9'.repeat(400)}s`],
  ])('refuses %s: %j', (_what, text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('durationParts', () => {
  test('keeps fractions of a millisecond', () => {
    expect(durationParts('1s0.5ms')).toEqual([
      { amount: 1, unit: 1000 },
      { amount: 0.5, unit: 1 },
    ]);
  });

  test.each(['', 'x', '1m2h'])('refuses %j', (text) => {
    expect(durationParts(text)).toBeNull();
  });
});

describe('durationText', () => {
  test.each([
    [0, '0s'],
    [1, '1ms'],
    [1500, '1s500ms'],
    [90 * MINUTE, '1h30m'],
    [10 * DAY, '1w3d'],
    [365 * DAY, '52w1d'],
  ])('%i ms is %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });

  test('is read back as the same time', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (milliseconds) => {
        expect(parseDuration(durationText(milliseconds))).toBe(milliseconds);
      }),
    );
  });
});
