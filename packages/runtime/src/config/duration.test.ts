import { expect, test } from '@jest/globals';
import { measuredText } from './duration.js';

test.each([
  [2_991, '3s'],
  [30_024, '30s'],
  [400, '1s'],
  [0, '1s'],
  [61_000, '1m1s'],
])('%i ms reads %s', (milliseconds, text) => {
  expect(measuredText(milliseconds)).toBe(text);
});
