import { describe, expect, test } from '@jest/globals';
import { compiledDecision } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';
import type { UnknownCause } from './value.js';

/** What is said of a condition that led to the outcome. */
function text(condition: string, ...inputs: readonly (number | UnknownCause)[]): string | undefined {
  const [lets, asked] = condition.includes(';') ? condition.split('; ') : ['', condition];
  const source = `${lets ?? ''}${lets === '' ? '' : ';'} if (${asked ?? ''}) { result = v1; } else { result = v2; } result`;
  return compiledDecision(checked(source))
    .bind(RELEASE)
    .trace(values(...inputs)).tree.because[0]?.text;
}

describe('what made a condition true or false', () => {
  test.each<[string, readonly (number | UnknownCause)[], string]>([
    ['metric v1 a / 4 > metric v1 b', [6, 1], '1.5 > 1'],
    ['metric v1 a > 1 and metric v1 b > 1', [2, 3], '2 > 1 and 3 > 1'],
    ['metric v1 a > 1 and metric v1 b > 1', [2, 0], '0 > 1'],
    ['metric v1 a > 1 and metric v1 b > 1', ['nan', 0], '0 > 1'],
    ['metric v1 a > 1 or metric v1 b > 1', [2, 0], '2 > 1'],
    ['metric v1 a > 1 or metric v1 b > 1', [0, 0], '0 > 1 or 0 > 1'],
    ['(metric v1 a > 1 or metric v1 b > 1) and metric v1 a < 9', [2, 3], '(2 > 1 or 3 > 1) and 2 < 9'],
    ['metric v1 a > 1 and metric v1 b > 1 or false', [0, 0], '0 > 1 and 0 > 1 or false'],
    ['not metric v1 a > 1', [0], 'not (0 > 1)'],
    ['known(metric v1 a)', [0], 'known(metric v1 a)'],
    ['(metric v1 a > 1) ?? (metric v1 b > 1)', ['nan', 2], '2 > 1'],
    ['candidate == v2 and baseline != nil', [], 'v2 == v2 and v1 != nil'],
    ['let good = metric v1 a > 1; good', [2], '2 > 1'],
    ['let x = metric v1 a; x > 1', [2], '2 > 1'],
  ])('%s with %j: %s', (condition, inputs, expected) => {
    expect(text(condition, ...inputs)).toBe(expected);
  });

  test('ends in dots where there is too much of it', () => {
    const condition = Array.from({ length: 20 }, (_, index) => `metric v1 a > ${index - 20}`).join(' and ');
    expect(text(condition, 5)).toBe(
      `${Array.from({ length: 12 }, (_, index) => `5 > ${index - 20}`).join(' and ')} and …`,
    );
  });
});
