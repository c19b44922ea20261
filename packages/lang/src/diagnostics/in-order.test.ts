import { describe, expect, test } from '@jest/globals';
import { LIMITS } from '../syntax/limits.js';
import type { Diagnostic, Severity } from './diagnostic.js';
import { firstErrors, inOrder } from './in-order.js';

const at = (start: number, severity: Severity = 'error', end = start + 1): Diagnostic => ({
  code: severity === 'error' ? 'syntax-error' : 'unused-let',
  severity,
  message: 'm',
  start,
  end,
});
const many = (count: number, severity: Severity = 'error'): readonly Diagnostic[] =>
  Array.from({ length: count }, (_, index) => at(index, severity));

test('findings are ordered by place, the shorter first', () => {
  expect(inOrder([at(5), at(1, 'error', 9), at(1)])).toEqual([at(1), at(1, 'error', 9), at(5)]);
});

describe('firstErrors', () => {
  test('lists all up to the limit', () => {
    expect(firstErrors(many(LIMITS.errors))).toEqual(many(LIMITS.errors));
  });

  test('says where the rest begins, and lists none of it', () => {
    const listed = firstErrors([...many(LIMITS.errors + 50)].reverse());
    expect(listed).toHaveLength(LIMITS.errors + 1);
    expect(listed.slice(0, -1)).toEqual(many(LIMITS.errors));
    expect(listed.at(-1)).toMatchObject({ code: 'too-many-errors', severity: 'error', start: LIMITS.errors });
  });

  test('keeps every warning and information', () => {
    const others = [...many(LIMITS.errors * 2, 'warning'), ...many(LIMITS.errors * 2, 'info')];
    const listed = firstErrors([...others, ...many(LIMITS.errors + 1)]);
    expect(listed.filter(({ severity }) => severity !== 'error')).toHaveLength(LIMITS.errors * 4);
  });

  test('says so where the search was cut, although few are listed', () => {
    const [error, rest] = firstErrors([at(3)], true);
    expect(error).toEqual(at(3));
    expect(rest).toMatchObject({ code: 'too-many-errors', start: 3, end: 4 });
  });
});
