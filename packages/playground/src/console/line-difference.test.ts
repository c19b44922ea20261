import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import { lineDifference } from './line-difference.js';

const shown = (before: string, after: string): readonly string[] =>
  lineDifference(before, after).map(({ kind, text }) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`);

describe('the difference of two texts', () => {
  test('has a changed line twice, and all others once', () => {
    expect(shown('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c']);
    expect(shown('a', 'a\nb')).toEqual([' a', '+b']);
    expect(shown('a\nb', 'b')).toEqual(['-a', ' b']);
  });

  test('gives both texts again', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifference(before, after);
        const of = (other: string) =>
          lines
            .filter(({ kind }) => kind !== other)
            .map((line) => line.text)
            .join('\n');
        expect([of('new'), of('gone')]).toEqual([before, after]);
      }),
      { seed: runSeed() },
    );
  });
});
