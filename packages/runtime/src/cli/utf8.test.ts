import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeUtf8 } from './utf8.js';

describe('decodeUtf8', () => {
  test('gives back every text, with its byte order mark and its own replacement characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeUtf8(Buffer.from(`\uFEFF\uFFFD${text}`))).toEqual({
          ok: true,
          text: `\uFEFF\uFFFD${text}`,
        });
      }),
    );
  });

  test.each([
    ['a byte that begins nothing', [0x61, 0xff, 0x62], 1],
    ['a character that is cut off by another', [0xc3, 0xa4, 0xe2, 0x82, 0x41], 2],
    ['a character that is cut off by the end', [0x61, 0xef, 0xbf], 1],
    ['half of a surrogate pair', [0x61, 0x62, 0xed, 0xa0, 0x80], 2],
    ['a byte after a replacement character', [0xef, 0xbf, 0xbd, 0x80], 3],
  ])('finds %s', (_, bytes, offset) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toEqual({ ok: false, offset });
  });
});
