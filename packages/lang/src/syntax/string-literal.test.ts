import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isClosed, quote, readString } from './string-literal.js';

const raw = String.raw;

describe('readString', () => {
  test.each([
    ['""', ''],
    ['"a b"', 'a b'],
    [`'a "b"'`, 'a "b"'],
    [`"it's"`, "it's"],
    [`'it''s'`, "it's"],
    [`"a''b"`, "a''b"],
    [raw`"\"\'\\"`, `"'\\`],
    [raw`'\"\'\\'`, `"'\\`],
    [raw`"\n\t"`, '\n\t'],
    [raw`"\u{41}\u{e9}\u{1F600}\u{10ffff}\u{0}"`, 'Aé😀\u{10ffff}\0'],
    [raw`"\d+\.\w\é"`, raw`\d+\.\w\é`],
    [raw`"\u0041 \x41 \r"`, raw`\u0041 \x41 \r`],
    [raw`"\\d\\n"`, raw`\d\n`],
    [`"\ud800"`, '\ud800'],
  ])('of %s', (text, value) => {
    expect(readString(text)).toEqual({ value, badEscapes: [] });
  });

  test.each([
    ['"ab', 'ab'],
    ["'ab''", "ab'"],
    [raw`"ab\"`, 'ab"'],
    ['"ab\\', 'ab\\'],
    ['"', ''],
  ])('of %s, which has no end', (text, value) => {
    expect(readString(text)).toEqual({ value, badEscapes: [] });
  });

  test.each([
    [raw`"\u{}"`, 1, 5],
    [raw`"a\u{110000}b"`, 2, 12],
    [raw`"\u{d800}"`, 1, 9],
    [raw`"\u{DFFF}"`, 1, 9],
    [raw`"\u{0000041}"`, 1, 12],
    [raw`"\u{41"`, 1, 6],
    [raw`"\u{zz}"`, 1, 4],
  ])('of %s tells where an escape names no character', (text, start, end) => {
    expect(readString(text).badEscapes).toEqual([{ start, end }]);
  });
});

describe('isClosed', () => {
  test.each(['""', '"a"', raw`"\""`, raw`"\\"`, `''`, `'a''b'`, `'a'''`])('%s is', (text) => {
    expect(isClosed(text)).toBe(true);
  });

  test.each(['"', '"a', raw`"\"`, '"a\\', `'`, `'a''`, `"a'`])('%s is not', (text) => {
    expect(isClosed(text)).toBe(false);
  });
});

describe('quote', () => {
  test.each([
    ['', '""'],
    ["it's", `"it's"`],
    ['say "a"', raw`"say \"a\""`],
    ['\n\t\r\0\u007f', raw`"\n\t\u{d}\u{0}\u{7f}"`],
    [raw`^\d+\.$`, raw`"^\d+\.$"`],
    [raw`\n\t`, raw`"\\n\\t"`],
    [raw`\\`, raw`"\\\\"`],
    ['a\\', raw`"a\\"`],
    [raw`\u{41} \u41`, raw`"\\u{41} \u41"`],
    ['\\"', raw`"\\\""`],
    ['\\\n', raw`"\\\n"`],
    ['\\\0', raw`"\\\u{0}"`],
  ])('%j is written %s', (value, text) => {
    expect(quote(value)).toBe(text);
  });

  test('is read back as the same text', () => {
    const piece = fc.constantFrom(
      '\\',
      '"',
      "'",
      'n',
      't',
      'u',
      '{',
      '}',
      '4',
      '\n',
      '\t',
      '\0',
      'é',
      '\ud800',
      ' ',
    );
    const nasty = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (value) => {
        const text = quote(value);
        expect(isClosed(text)).toBe(true);
        expect(text).not.toMatch(/[\n\r]/);
        expect(readString(text)).toEqual({ value, badEscapes: [] });
      }),
      { numRuns: 1000 },
    );
  });
});
