import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../test/seed.js';
import type { Edit } from '../diagnostics/diagnostic.js';
import { format } from '../format.js';
import { arbitrarySource } from '../testing/arbitrary-source.js';
import { analyse } from './analysis.js';
import { changedLines } from './changed-lines.js';
import { formatEdits } from './format-edits.js';

const applied = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .reverse()
    .reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), text);

describe('formatEdits', () => {
  test('touches only the lines that change', () => {
    const text = 'let a = 1;\nlet b  = 2;\nif (a > b) {\nresult = v1;\n}\nresult\n';
    expect(formatEdits(analyse(text))).toEqual([
      { start: 11, end: 23, text: 'let b = 2;\n' },
      { start: 36, end: 49, text: '  result = v1;\n' },
    ]);
  });

  test.each(['let a = 1;\na\n', 'let a = 1;\na', ''])('has nothing to say of the canonical %j', (text) => {
    expect(formatEdits(analyse(text))).toEqual([]);
  });

  test('keeps the ends of lines', () => {
    const text = 'let a  = 1;\r\na\r\n';
    expect(applied(text, formatEdits(analyse(text)))).toBe('let a = 1;\r\na\r\n');
  });

  test('leaves a broken text alone', () => {
    expect(formatEdits(analyse('let a  = ; a'))).toEqual([]);
  });

  test('makes the canonical text', () => {
    fc.assert(
      fc.property(arbitrarySource, (source) => {
        const text = applied(source, formatEdits(analyse(source)));
        const { text: canonical } = format(source);
        expect(text.replace(/\r\n|\r/g, '\n').trimEnd()).toBe(
          (canonical ?? source).replace(/\r\n|\r/g, '\n').trimEnd(),
        );
      }),
      { seed: runSeed() },
    );
  });
});

describe('changedLines', () => {
  const text = fc
    .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\r', 'd'), { maxLength: 12 })
    .map((lines) => lines.join(''));

  test('makes one text of the other, from edits in order and apart', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = changedLines(before, after);
        expect(applied(before, edits)).toBe(after);
        edits.forEach(({ start }, index) => {
          expect(start).toBeGreaterThanOrEqual(edits[index - 1]?.end ?? 0);
        });
      }),
      { seed: runSeed() },
    );
  });

  test('replaces the middle as a whole where it is long', () => {
    const long = (word: string): string =>
      Array.from({ length: 600 }, (_, line) => `${word}${line}\n`).join('');
    expect(changedLines(`x\n${long('a')}y\n`, `x\n${long('b')}y\n`)).toEqual([
      { start: 2, end: 2 + long('a').length, text: long('b') },
    ]);
  });
});
