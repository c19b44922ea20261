import { expect, test } from '@jest/globals';
import { applied } from './applied.js';

test('edits of one text are made together, in whatever order they come', () => {
  const edits = [
    { start: 0, end: 1, text: 'long' },
    { start: 2, end: 3, text: '' },
    { start: 3, end: 3, text: '!' },
  ];
  expect(applied('a-b', edits)).toBe('long-!');
  expect(applied('a-b', [...edits].reverse())).toBe('long-!');
  expect(applied('a', [])).toBe('a');
});
