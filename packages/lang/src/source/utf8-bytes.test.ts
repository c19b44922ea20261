import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasLoneSurrogate, utf8Bytes } from './utf8-bytes.js';
import { utf8Length } from './utf8-length.js';

test('the bytes are those that every encoder makes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = Buffer.from(text, 'utf8').toString('latin1');
      expect([utf8Bytes(text), utf8Length(text)]).toEqual([bytes, bytes.length]);
    }),
  );
});

test.each([
  ['😀', false],
  ['é', false],
  ['\ud83d', true],
  ['a\ude00b', true],
])('%j has half of a pair: %s', (text, expected) => {
  expect(hasLoneSurrogate(text)).toBe(expected);
});
