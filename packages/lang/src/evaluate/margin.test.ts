import { describe, expect, test } from '@jest/globals';
import { compiledDecision } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';

/** What flips the only comparison of a condition. */
function flips(condition: string, value: number): string | undefined {
  const [statement] = compiledDecision(checked(`if (${condition}) { result = v1; } result`))
    .bind(RELEASE)
    .trace(values(value)).tree.statements;
  return statement?.kind === 'if' ? statement.branches[0]?.condition.flips : undefined;
}

describe('when a comparison would have come out the other way', () => {
  test.each([
    ['metric v1 a > 0.96', 1, 'when the left side falls to 0.96 or below'],
    ['metric v1 a > 0.96', 0.9, 'when the left side rises above 0.96'],
    ['metric v1 a >= 0.96', 1, 'when the left side falls below 0.96'],
    ['metric v1 a >= 0.96', 0.9, 'when the left side rises to 0.96 or above'],
    ['metric v1 a < 0.96', 0.9, 'when the left side rises to 0.96 or above'],
    ['metric v1 a < 0.96', 1, 'when the left side falls below 0.96'],
    ['metric v1 a <= 0.96', 0.9, 'when the left side rises above 0.96'],
    ['metric v1 a <= 0.96', 1, 'when the left side falls to 0.96 or below'],
    ['metric v1 a == 3', 3, 'when the left side is anything but 3'],
    ['metric v1 a == 3', 4, 'when the left side becomes 3'],
    ['metric v1 a != 3', 3, 'when the left side is anything but 3'],
    ['metric v1 a != 3', 4, 'when the left side becomes 3'],
    ['0.96 > metric v1 a', 0.9, 'when the right side rises to 0.96 or above'],
    ['0.96 > metric v1 a', 1, 'when the right side falls below 0.96'],
    ['metric v1 a > metric v1 a * 2', 1, 'when the left side rises above 2'],
  ])('%s with %d: %s', (condition, value, text) => {
    expect(flips(condition, value)).toBe(text);
  });

  test('is not said of one that is unknown', () => {
    expect(flips('metric v1 a / 0 > 1', 5)).toBeUndefined();
  });

  test('is not rounded until it would mislead', () => {
    expect(flips('metric v1 a > 0.30000000000000004', 0.3)).toBe(
      'when the left side rises above 0.30000000000000004',
    );
  });
});
