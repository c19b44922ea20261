import { describe, expect, test } from '@jest/globals';
import { reason, sourceText, unite } from './reason.js';

const at = (start: number, end: number): { start: number; end: number } => ({ start, end });

describe('sets of reasons', () => {
  test('are united in source order', () => {
    const late = reason('b', 'no-series', at(9, 10));
    const early = reason('a', 'nan', at(1, 2));
    const wide = reason('a / b', 'infinite', at(1, 10));
    expect(unite([late], [wide, early])).toEqual([early, wide, late]);
  });

  test('hold what blocks at several places once, at the first', () => {
    const first = reason('a', 'no-series', at(1, 2));
    const second = reason('a', 'no-series', at(5, 6));
    expect(unite([second], [first], [second])).toEqual([first]);
  });

  test('keep different causes and details of one text apart', () => {
    const reasons = [
      reason('a', 'too-few', at(1, 2), 'has 1, needs 2'),
      reason('a', 'too-few', at(3, 4), 'has 1, needs 9'),
      reason('a', 'divide-by-zero', at(5, 6)),
    ];
    expect(unite(reasons)).toEqual(reasons);
  });
});

test('source text is shown on one line', () => {
  expect(sourceText('x = a\n\t /  b ;', { start: 4, end: 12 })).toBe('a / b');
});
