import { expect, test } from '@jest/globals';
import { lastingText, sharesText } from './recording-text.js';

test.each([
  [500, '1s'],
  [100, '100 ms'],
  [10_000, '10s'],
  [90_000, '1m 30s'],
  [7_200_000, '2h'],
  [0, '0 ms'],
])('%d ms is %s', (milliseconds, text) => {
  expect(lastingText(milliseconds)).toBe(text);
});

test('the shares that versions had are told, and that they are not known', () => {
  expect(
    sharesText([
      { version: 'version1', least: 0.7, most: 1 },
      { version: 'version2', least: 0.1, most: 0.1 },
      { version: 'version3', least: null, most: null },
    ]),
  ).toMatch(/^while they were recorded, version1 had 70 to 100% and version2 had 10% of the requests,/);
  expect(sharesText([{ version: 'version1', least: null, most: null }])).toBe(
    'how many requests each version had was not recorded',
  );
});
