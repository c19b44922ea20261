import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changedLines, type ChangedLine } from './changed-lines.js';

const shown = (changes: readonly ChangedLine[]): readonly string[] =>
  changes.map(({ sign, text }) => `${sign}${text}`);

const text = fc
  .array(fc.constantFrom('server a', 'server b', 'backend', 'bind'), { maxLength: 12 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));

/** The length of the longest common subsequence, by the textbook's table. */
function common(left: readonly string[], right: readonly string[]): number {
  const row = new Array<number>(right.length + 1).fill(0);
  for (const line of left) {
    let diagonal = 0;
    right.forEach((other, index) => {
      const above = row[index + 1] ?? 0;
      row[index + 1] = line === other ? diagonal + 1 : Math.max(above, row[index] ?? 0);
      diagonal = above;
    });
  }
  return row[right.length] ?? 0;
}

const linesOf = (value: string): readonly string[] => value.split('\n').slice(0, -1);

describe('changedLines', () => {
  test('tells what went and what came, in the order of the texts', () => {
    expect(shown(changedLines('a\nb\nc\n', 'a\nB\nc\nd\n'))).toEqual(['-b', '+B', '+d']);
  });

  test('equal texts have no changes, and a first text is all new', () => {
    expect(changedLines('a\nb\n', 'a\nb\n')).toEqual([]);
    expect(shown(changedLines('', 'a\nb\n'))).toEqual(['+a', '+b']);
    expect(shown(changedLines('a\n', ''))).toEqual(['-a']);
    expect(changedLines('', '')).toEqual([]);
  });

  test('as few lines as possible, and each one from the text that its sign says', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = changedLines(before, after);
        const [old, fresh] = [linesOf(before), linesOf(after)];
        const kept = common(old, fresh);
        const removed = changes.filter(({ sign }) => sign === '-').map((line) => line.text);
        const added = changes.filter(({ sign }) => sign === '+').map((line) => line.text);
        expect(removed).toHaveLength(old.length - kept);
        expect(added).toHaveLength(fresh.length - kept);
        expect(common(removed, old)).toBe(removed.length);
        expect(common(added, fresh)).toBe(added.length);
      }),
    );
  });

  test('a long text with few changes is no work', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
    const after = lines.with(10_000, 'changed');
    expect(shown(changedLines(lines.join('\n'), after.join('\n')))).toEqual(['-line 10000', '+changed']);
  });
});
