import { expect, test } from '@jest/globals';
import { excerpt } from './excerpt.js';

test('a short text stays', () => {
  expect(excerpt('a / b')).toBe('a / b');
  expect(excerpt('x'.repeat(60))).toBe('x'.repeat(60));
});

test('white space is collapsed, so that a message stays on one line', () => {
  expect(excerpt('a\n  /\t\r\nb')).toBe('a / b');
});

test('a long text is cut', () => {
  expect(excerpt('x'.repeat(61))).toBe(`${'x'.repeat(60)}…`);
  expect(excerpt('abcdef', 3)).toBe('abc…');
});
