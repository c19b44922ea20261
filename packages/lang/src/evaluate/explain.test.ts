import { describe, expect, test } from '@jest/globals';
import { compiledDecision, compiledScore } from '../testing/compiled.js';
import { checked, RELEASE } from '../testing/release.js';
import { explain } from './explain.js';
import { snapshot } from './snapshot.js';
import type { Sample } from './value.js';

const known = (value: number): Sample => ({ known: true, value });

const SOURCE = `let share = metric candidate errors / atLeast(50, metric candidate requests);
if (share > 0.1 or metric candidate latency{code=~"5.."} over 5m > metric baseline latency{code=~"5.."} over 5m) {
  if (candidate == v2) {
    result = baseline;
  }
} else if (true) {
  result = candidate;
} else {
  result = nil;
}
result`;

function explained(...samples: readonly Sample[]): string {
  return explain(
    compiledDecision(checked(SOURCE, 'decision', {}))
      .bind(RELEASE)
      .trace(snapshot(samples)),
  );
}

describe('an explained decision', () => {
  test('shows the branch that was taken, with every value', () => {
    expect(explained({ known: true, value: 0, assumed: true }, known(100), known(3), known(2))).toBe(
      `v1, because the condition at 2:5 is true: 3 > 2, and the condition at 3:7 is true: v2 == v2

1:1   let share = metric candidate errors / atLeast(50, metric candidate requests) → 0
        metric candidate errors → assumed 0
        atLeast(50, metric candidate requests) → 100
          metric candidate requests → 100
2:1   if: taken
        share > 0.1 or metric candidate latency{code=~"5.."} over 5m > metric b… → true
          share > 0.1 → false
            share → 0
          metric candidate latency{code=~"5.."} over 5m > metric baseline latency… → true, flips when the left side falls to 2 or below
            metric candidate latency{code=~"5.."} over 5m → 3
            metric baseline latency{code=~"5.."} over 5m → 2
3:3     if: taken
          candidate == v2 → true
            candidate → v2
4:5       result = baseline → v1
6:8   else if: not reached
8:8   else: not reached
11:1  result → v1`,
    );
  });

  test('shows the branches that were not taken', () => {
    expect(explained(known(1), known(100), known(1), known(2))).toBe(
      `v2, because the condition at 6:12 is true: true

1:1   let share = metric candidate errors / atLeast(50, metric candidate requests) → 0.01
        metric candidate errors → 1
        atLeast(50, metric candidate requests) → 100
          metric candidate requests → 100
2:1   if: not taken
        share > 0.1 or metric candidate latency{code=~"5.."} over 5m > metric b… → false
          share > 0.1 → false, flips when the left side rises above 0.1
            share → 0.01
          metric candidate latency{code=~"5.."} over 5m > metric baseline latency… → false, flips when the left side rises above 2
            metric candidate latency{code=~"5.."} over 5m → 1
            metric baseline latency{code=~"5.."} over 5m → 2
6:8   else if: taken
        true
7:3     result = candidate → v2
8:8   else: not reached
11:1  result → v2`,
    );
  });

  test('says beside each part why it is unknown', () => {
    expect(explained(known(1), known(40), { known: false, cause: 'no-series' }, known(2))).toBe(
      `undecided, because \`metric candidate requests\` is too small a count to judge by (has 40, needs 50) (1:39), and \`metric candidate latency{code=~"5.."} over 5m\` has no series (2:20)

1:1   let share = metric candidate errors / atLeast(50, metric candidate requests) → unknown
        metric candidate errors → 1
        atLeast(50, metric candidate requests) → unknown: \`metric candidate requests\` is too small a count to judge by (has 40, needs 50)
          metric candidate requests → 40
2:1   if: unknown, which ends the program
        share > 0.1 or metric candidate latency{code=~"5.."} over 5m > metric b… → unknown
          share > 0.1 → unknown
            share → unknown
          metric candidate latency{code=~"5.."} over 5m > metric baseline latency… → unknown
            metric candidate latency{code=~"5.."} over 5m → unknown: it has no series
            metric baseline latency{code=~"5.."} over 5m → 2
6:8   else if: not reached
8:8   else: not reached
11:1  result → not evaluated`,
    );
  });
});

test('an explained score', () => {
  const compiled = compiledScore(checked('good / promql "sum(x)" as count', 'score', {}));
  expect(explain(compiled.bind(RELEASE, 'v1').trace(snapshot([known(1), known(0)])))).toBe(
    `v1 has no score, because \`promql "sum(x)" as count\` is zero and divides something (1:1)

1:1  good / promql "sum(x)" as count → unknown: \`promql "sum(x)" as count\` is zero and divides something
       good → 1
       promql "sum(x)" as count → 0`,
  );
});
