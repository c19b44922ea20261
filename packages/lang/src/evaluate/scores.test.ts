import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { reason } from './reason.js';
import { compareScores } from './scores.js';
import type { Score } from './value.js';

// Random programs by the hundred take seconds on a busy machine.
jest.setTimeout(60_000);

const known = (value: number): Score => ({ known: true, value });
const missing = reason('metric b x', 'no-series', { start: 0, end: 1 });
const UNKNOWN: Score = { known: false, unknown: [missing] };

describe('the best score', () => {
  test('is the highest or the lowest, as asked', () => {
    const scores = new Map([
      ['a', known(0.98)],
      ['b', known(0.95)],
      ['c', known(-1)],
    ]);
    expect(compareScores(scores, 'highest')).toEqual({
      kind: 'score',
      values: { a: 0.98, b: 0.95, c: -1 },
      best: 'a',
      unknown: [],
    });
    expect(compareScores(scores, 'lowest').best).toBe('c');
  });

  test('is none while any score is unknown', () => {
    const scores = new Map([
      ['a', known(1)],
      ['b', UNKNOWN],
    ]);
    expect(compareScores(scores, 'highest')).toEqual({
      kind: 'score',
      values: { a: 1, b: null },
      best: null,
      unknown: [missing],
    });
  });

  test('is none where the best two tie, and the better of others where only worse ones do', () => {
    const tie = (...values: readonly number[]): string | null =>
      compareScores(new Map(values.map((value, index) => [`v${index}`, known(value)])), 'highest').best;
    expect(tie(2, 2, 1)).toBeNull();
    expect(tie(2, 1, 1)).toBe('v0');
    expect(tie(0, -0)).toBeNull();
    expect(tie(5)).toBe('v0');
    expect(tie()).toBeNull();
  });

  test('takes labels as data', () => {
    const scores = compareScores(new Map([['__proto__', known(1)]]), 'highest');
    expect(scores.best).toBe('__proto__');
    expect(JSON.stringify(scores.values)).toBe('{"__proto__":1}');
  });

  test('hiding a score never makes another version the best', () => {
    const arbitraryScores = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(arbitraryScores, fc.nat(), fc.constantFrom('highest', 'lowest'), (list, hidden, goal) => {
        const scores = list.map((value, index): [string, Score] => [`v${index}`, known(value)]);
        const hiding = scores.map(([name, score], index): [string, Score] => [
          name,
          index === hidden % list.length ? UNKNOWN : score,
        ]);
        const before = compareScores(new Map(scores), goal).best;
        expect([before, null]).toContain(compareScores(new Map(hiding), goal).best);
      }),
    );
  });
});
