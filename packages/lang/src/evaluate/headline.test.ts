import { describe, expect, test } from '@jest/globals';
import { compiledDecision, compiledScore } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';
import { headline } from './headline.js';
import type { UnknownCause } from './value.js';

type Input = number | UnknownCause;

function decision(source: string, ...inputs: readonly Input[]): string {
  return headline(
    compiledDecision(checked(source))
      .bind(RELEASE)
      .trace(values(...inputs)),
  );
}

function score(source: string, ...inputs: readonly Input[]): string {
  return headline(
    compiledScore(checked(source, 'score'))
      .bind(RELEASE, 'v2')
      .trace(values(...inputs)),
  );
}

describe('the headline of a decision', () => {
  const source =
    'if (metric v1 a > metric v2 a) { result = v1; }\nelse if (metric v1 a < metric v2 a) { result = v2; } result';

  test('says what decided', () => {
    expect(decision(source, 1, 0.96)).toBe('v1, because the condition at 1:5 is true: 1 > 0.96');
    expect(decision(source, 0.9, 0.96)).toBe('v2, because the condition at 2:10 is true: 0.9 < 0.96');
    expect(decision('v1')).toBe('v1, without a condition');
  });

  test('says why to hold', () => {
    expect(decision(source, 1, 1)).toBe(
      'hold, because the condition at 1:5 is false: 1 > 1, and the condition at 2:10 is false: 1 < 1',
    );
  });

  test('names every read that blocks', () => {
    expect(decision(source, 'no-series', 'source-failed')).toBe(
      'undecided, because `metric v1 a` has no series (1:5), and `metric v2 a` could not be read from the metric source (1:19)',
    );
  });
});

test('the headline of a score says the number and its unit, or why there is none', () => {
  expect(score('good / all', 1, 3)).toBe('v2 scores 0.333333');
  expect(score('promql "a" as s', 3)).toBe('v2 scores 3 s');
  expect(score('good / all', 1, 0)).toBe(
    'v2 has no score, because `metric v2 all` is zero and divides something (1:1)',
  );
});
