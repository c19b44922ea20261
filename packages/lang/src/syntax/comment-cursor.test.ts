import { describe, expect, test } from '@jest/globals';
import { commentCursor, type CommentCursor } from './comment-cursor.js';
import { tokenize } from './lexer/tokenize.js';

const cursorOf = (source: string): CommentCursor => commentCursor(source, tokenize(source).comments);
const texts = (comments: readonly { readonly text: string }[]): readonly string[] =>
  comments.map(({ text }) => text);

describe('before', () => {
  test('hands out each comment once, in order', () => {
    const cursor = cursorOf('/*1*/ a /*2*/ b /*3*/');
    expect(texts(cursor.before(8))).toEqual(['/*1*/']);
    expect(texts(cursor.before(8))).toEqual([]);
    expect(texts(cursor.before(Number.POSITIVE_INFINITY))).toEqual(['/*2*/', '/*3*/']);
  });
});

describe('onLineOf', () => {
  test.each([
    ['a // c', ['// c']],
    ['a /* b */ // c', ['/* b */', '// c']],
    ['a; // c', ['// c']],
    ['a ; /* c */', ['/* c */']],
    ['a\t/* c */ b', ['/* c */']],
    ['a /* c\n */ /* d */', ['/* c\n */']],
    ['a\n// c', []],
    ['a;\n// c', []],
    ['a b // c', []],
    ['a; ; // c', []],
    ['a } // c', []],
  ])('in %j after the first letter', (source, expected) => {
    expect(texts(cursorOf(source).onLineOf(1))).toEqual(expected);
  });

  test('leaves the rest for later', () => {
    const cursor = cursorOf('a // 1\n// 2');
    expect(texts(cursor.onLineOf(1))).toEqual(['// 1']);
    expect(texts(cursor.before(99))).toEqual(['// 2']);
  });
});
