import { expect, test } from '@jest/globals';
import { reasonText } from './reason-text.js';
import type { UnknownCause } from './value.js';

test.each<[UnknownCause, string]>([
  ['no-series', '`metric v1 a` has no series'],
  ['many-series', '`metric v1 a` has several series where one is expected'],
  ['nan', '`metric v1 a` is not a number'],
  ['infinite', '`metric v1 a` is infinite'],
  ['divide-by-zero', '`metric v1 a` is zero and divides something'],
  ['too-few', '`metric v1 a` is too small a count to judge by'],
  ['source-failed', '`metric v1 a` could not be read from the metric source'],
])('%s in words', (cause, text) => {
  expect(reasonText({ read: 'metric v1 a', cause })).toBe(text);
});

test('what the source said follows', () => {
  expect(reasonText({ read: 'a', cause: 'too-few', detail: 'has 1, needs 2' })).toBe(
    '`a` is too small a count to judge by (has 1, needs 2)',
  );
});
