import { expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import { quoteRegex, quoteRegexIgnoringCase } from './regex-text.js';

const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

test('a quoted text matches itself and nothing near it', () => {
  const regex = RE2JS.compile(quoteRegex(ASCII));
  expect(regex.matches(ASCII)).toBe(true);
  expect(regex.matches(ASCII.replace('a', 'A'))).toBe(false);
  expect(RE2JS.compile(quoteRegex('a.b')).matches('axb')).toBe(false);
});

test('letters match in either case where it is ignored', () => {
  const regex = RE2JS.compile(quoteRegexIgnoringCase(ASCII));
  expect(regex.matches(ASCII.toLowerCase())).toBe(true);
  expect(regex.matches(ASCII.toUpperCase())).toBe(true);
  expect(RE2JS.compile(quoteRegexIgnoringCase('é')).matches('É')).toBe(false);
});
