import { describe, expect, test } from '@jest/globals';
import { lineText, locate } from './location.js';

describe('locate', () => {
  test.each([
    ['', 0, 1, 1],
    ['ab', 0, 1, 1],
    ['ab', 2, 1, 3],
    ['a\nb', 1, 1, 2],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['\n\n\n', 3, 4, 1],
    ['a\n', 2, 2, 1],
  ])('in %j offset %i is line %i, column %i', (source, offset, line, column) => {
    expect(locate(source, offset)).toEqual({ line, column });
  });

  test('inside of a line break is still its line', () => {
    expect(locate('a\r\nb', 2)).toEqual({ line: 1, column: 3 });
  });

  test('columns count UTF-16 code units', () => {
    expect(locate('"😀" x', 5)).toEqual({ line: 1, column: 6 });
  });

  test('an offset beyond the text is at its end', () => {
    expect(locate('a\nbc', 99)).toEqual({ line: 2, column: 3 });
  });
});

describe('lineText', () => {
  test.each([
    ['ab', 1, 'ab'],
    ['a\nbc\nd', 3, 'bc'],
    ['a\r\nbc\r\nd', 2, 'a'],
    ['a\rbc\rd', 2, 'bc'],
    ['a\n', 2, ''],
    ['', 0, ''],
  ])('in %j offset %i is on the line %j', (source, offset, text) => {
    expect(lineText(source, offset)).toBe(text);
  });
});
