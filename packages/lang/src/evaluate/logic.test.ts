import { describe, expect, test } from '@jest/globals';
import { and, compare, fallback, not, or } from './logic.js';
import { reason } from './reason.js';
import { unknown } from './value-of.js';
import type { Value } from './value.js';

const TRUE: Value = { kind: 'boolean', value: true };
const FALSE: Value = { kind: 'boolean', value: false };
const U = unknown([reason('u', 'no-series', { start: 1, end: 2 })]);
const V = unknown([reason('v', 'nan', { start: 3, end: 4 })]);
const BOTH = unknown([
  reason('u', 'no-series', { start: 1, end: 2 }),
  reason('v', 'nan', { start: 3, end: 4 }),
]);
const number = (value: number): Value => ({ kind: 'number', value });
const label = (text: string): Value => ({ kind: 'version', label: text });
const NIL: Value = { kind: 'nil' };

describe('Kleene’s logic', () => {
  test.each([
    [TRUE, TRUE, TRUE, TRUE],
    [TRUE, FALSE, FALSE, TRUE],
    [FALSE, FALSE, FALSE, FALSE],
    [TRUE, U, U, TRUE],
    [FALSE, U, FALSE, U],
    [U, V, BOTH, BOTH],
    [U, U, U, U],
  ])('%j, %j: and %j, or %j', (left, right, both, either) => {
    expect(and(left, right)).toEqual(both);
    expect(and(right, left)).toEqual(both);
    expect(or(left, right)).toEqual(either);
    expect(or(right, left)).toEqual(either);
  });

  test('not', () => {
    expect(not(TRUE)).toEqual(FALSE);
    expect(not(FALSE)).toEqual(TRUE);
    expect(not(U)).toEqual(U);
  });
});

test('a fallback is taken only for an unknown, and both block where both are unknown', () => {
  expect(fallback(number(1), U)).toEqual(number(1));
  expect(fallback(U, number(2))).toEqual(number(2));
  expect(fallback(V, U)).toEqual(BOTH);
  expect(fallback(U, FALSE)).toEqual(FALSE);
});

describe('comparisons', () => {
  test.each([
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
    ['==', [false, true, false]],
    ['!=', [true, false, true]],
  ] as const)('%s of numbers', (operator, expected) => {
    const results = [1, 2, 3].map((left) => compare(operator, number(left), number(2)));
    expect(results).toEqual(expected.map((value) => (value ? TRUE : FALSE)));
    expect(compare(operator, U, number(2))).toEqual(U);
    expect(compare(operator, number(2), U)).toEqual(U);
    expect(compare(operator, V, U)).toEqual(BOTH);
  });

  test('of versions go by label, and nil is nil only', () => {
    expect(compare('==', label('a'), label('a'))).toEqual(TRUE);
    expect(compare('==', label('a'), label('b'))).toEqual(FALSE);
    expect(compare('!=', label('a'), label('b'))).toEqual(TRUE);
    expect(compare('==', label('nil'), NIL)).toEqual(FALSE);
    expect(compare('==', NIL, label('a'))).toEqual(FALSE);
    expect(compare('==', NIL, NIL)).toEqual(TRUE);
    expect(compare('!=', NIL, NIL)).toEqual(FALSE);
  });

  test('of values that no checked program compares are bugs', () => {
    expect(() => compare('==', TRUE, TRUE)).toThrow(TypeError);
    expect(() => compare('<', label('a'), number(1))).toThrow(TypeError);
    expect(() => and(number(1), TRUE)).toThrow(TypeError);
  });
});
