import { expect, test } from '@jest/globals';
import { join } from './span.js';

test('two spans join to the smallest that holds both, in either order', () => {
  expect(join({ start: 2, end: 4 }, { start: 6, end: 9 })).toEqual({ start: 2, end: 9 });
  expect(join({ start: 6, end: 9 }, { start: 2, end: 4 })).toEqual({ start: 2, end: 9 });
  expect(join({ start: 1, end: 9 }, { start: 2, end: 4 })).toEqual({ start: 1, end: 9 });
});
