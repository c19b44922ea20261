import { describe, expect, test } from '@jest/globals';
import { withCursor } from '../testing/cursor.js';
import { SHOP } from '../testing/shop.js';
import { analyse } from './analysis.js';
import { prepareRename, renameAt } from './rename.js';

const PROGRAM =
  'let sh<|>are = metric v1 errors / metric v1 requests; let other = 1; if (share > 1%) { result = v1; } result';

const renamed = (text: string, name: string): string => {
  const { source, offset } = withCursor(text);
  const renaming = renameAt(analyse(source, SHOP), offset, name);
  if (renaming.kind === 'refused') return renaming.message;
  return [...renaming.edits]
    .reverse()
    .reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), source);
};

describe('a name is changed everywhere', () => {
  test.each([
    [PROGRAM, 'part'],
    [PROGRAM.replace('<|>', '').replace('(share', '(share<|>'), 'path'],
    ['let <|>a = path is "/a"; a or not a', 'b'],
    ['let <|>a = 1; if (a >', 'b'],
  ])('in %s to %s', (text, name) => {
    const old = /let (\w+)/.exec(text.replace('<|>', ''))?.[1] ?? '';
    const expected = text.replace('<|>', '').replace(new RegExp(String.raw`\b${old}\b(?!")`, 'g'), name);
    expect(renamed(text, name)).toBe(expected);
  });

  test('to what it is, which changes nothing', () => {
    expect(renamed(PROGRAM, 'share')).toBe(PROGRAM.replace('<|>', ''));
  });
});

describe('a name cannot be changed', () => {
  test.each([
    ['other', '`other` is already a `let` in reach: choose another name'],
    ['candidate', '`candidate` is already a role of the gateway: choose another name'],
    ['max', '`max` is already a function: choose another name'],
    ['v2', '`v2` is already a version of the gateway: choose another name'],
    ['errors', '`errors` is already a metric of the catalogue: choose another name'],
    ['result', '`result` is a word of the language: choose another name'],
    ['Not', '`Not` is a word of the language: choose another name'],
    ['a b', '`a b` is no name: write letters, digits and `_`, beginning with no digit'],
    ['', '`` is no name: write letters, digits and `_`, beginning with no digit'],
  ])('to %s', (name, message) => {
    expect(renamed(PROGRAM, name)).toBe(message);
  });

  test('to one that would take what is meant by another', () => {
    const text = 'let <|>a = 1; if (a > 0) { result = stable; } result';
    const { source, offset } = withCursor(text);
    expect(renameAt(analyse(source), offset, 'stable')).toMatchObject({ kind: 'refused' });
  });

  test.each(['let a = 1; if (a > metric <|>v1 errors) { result = v1; }', '<|>', 'errors / requ<|>ests'])(
    'where it is not one of a `let`: %s',
    (text) => {
      const { source, offset } = withCursor(text);
      const analysis = analyse(source, SHOP);
      expect(prepareRename(analysis, offset)).toBeNull();
      expect(renameAt(analysis, offset, 'x')).toEqual({
        kind: 'refused',
        message: 'only a name that `let` gave can be changed here',
      });
    },
  );
});

test('the name under the cursor can be changed', () => {
  const { source, offset } = withCursor(PROGRAM);
  expect(prepareRename(analyse(source, SHOP), offset)).toEqual({ start: 4, end: 9, name: 'share' });
});
