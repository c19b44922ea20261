import { expect, test } from '@jest/globals';
import { failureText, oneLine } from './failure-text.js';

test('a network failure is told in words, an unknown one by its code', () => {
  expect(failureText('ECONNREFUSED')).toBe('nothing listens there (connection refused)');
  expect(failureText('EWEIRD')).toBe('EWEIRD');
});

test('a text from outside becomes one short line', () => {
  expect(oneLine(' a\r\nb\u001b[31mc\u2028d \n')).toBe('a b [31mc d');
  expect(oneLine('x'.repeat(1_000))).toBe(`${'x'.repeat(300)}…`);
});
