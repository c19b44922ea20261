import { expect, test } from '@jest/globals';
import { printable } from './printable.js';

test('text and tabs stay', () => {
  expect(printable('a\tb é 😀 ⇒')).toBe('a\tb é 😀 ⇒');
});

test.each([
  ['an escape sequence', '\u001b[31m', '\ufffd[31m'],
  ['NUL and DEL', '\0\u007f', '\ufffd\ufffd'],
  ['a C1 control', '\u009b', '\ufffd'],
  ['a line break', 'a\nb', 'a\ufffdb'],
  ['text that runs backwards', 'a\u202eb\u2066', 'a\ufffdb\ufffd'],
  ['unpaired surrogates', '\ud800 \udc00', '\ufffd \ufffd'],
])('%s is replaced, one sign for one', (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
  expect(printable(text)).toHaveLength(text.length);
});
