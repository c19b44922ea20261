import { expect, test } from '@jest/globals';
import { SHOP } from '../testing/shop.js';
import { analyse } from './analysis.js';
import { documentSymbols } from './symbols.js';

test('an outline has every `let` with what it is', () => {
  const text = 'let share = metric v1 errors / metric v1 requests; if (share > 1%) { let ok = true; } result';
  expect(documentSymbols(analyse(text, SHOP))).toEqual([
    { name: 'share', detail: 'ratio', start: 0, end: 50, nameSpan: { start: 4, end: 9 } },
    { name: 'ok', detail: 'true or false', start: 69, end: 83, nameSpan: { start: 73, end: 75 } },
  ]);
});
