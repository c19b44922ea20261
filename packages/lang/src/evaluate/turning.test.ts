import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { compiledDecision } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';
import type { BoundDecision } from './compile.js';
import type { ExpressionTrace, StatementTrace } from './trace.js';

// Random programs by the hundred take seconds on a busy machine.
jest.setTimeout(60_000);

function bind(source: string): BoundDecision {
  return compiledDecision(checked(source)).bind(RELEASE);
}

function flipping(statements: readonly StatementTrace[]): readonly string[] {
  const inExpression = (expression: ExpressionTrace): readonly string[] => [
    ...(expression.flips === undefined ? [] : [expression.text]),
    ...expression.children.flatMap(inExpression),
  ];
  return statements.flatMap((statement) =>
    statement.kind === 'if'
      ? statement.branches.flatMap(({ condition }) => inExpression(condition))
      : inExpression(statement.value),
  );
}

/** Formulas in which each comparison stands once, so that turning one turns nothing else. */
const arbitraryFormula = fc
  .tuple(
    fc.letrec<{ formula: (next: () => string) => string }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constant((next: () => string) => next()),
        tie('formula').map((operand) => (next: () => string) => `(not ${operand(next)})`),
        fc.tuple(tie('formula'), fc.constantFrom('and', 'or'), tie('formula')).map(
          ([x, operator, y]) =>
            (next: () => string) =>
              `(${x(next)} ${operator} ${y(next)})`,
        ),
      ),
    })).formula,
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  )
  .map(([formula, truths]) => {
    let comparisons = 0;
    const text = formula(() => `metric v1 a${comparisons++} > 5`);
    return { text, truths: truths.slice(0, comparisons) };
  });

describe('a comparison that alone could have turned a condition', () => {
  test('is marked exactly where turning it turns the condition', () => {
    fc.assert(
      fc.property(arbitraryFormula, ({ text, truths }) => {
        const bound = bind(`if (${text}) { result = v1; } else { result = v2; } result`);
        const given = (list: readonly boolean[]): ReturnType<typeof values> =>
          values(...list.map((truth) => (truth ? 9 : 1)));
        const before = bound.decide(given(truths)).result;
        const turning = truths.flatMap((_, turned) => {
          const other = truths.map((truth, index) => (index === turned ? !truth : truth));
          return bound.decide(given(other)).result === before ? [] : [`metric v1 a${turned} > 5`];
        });
        expect(flipping(bound.trace(given(truths)).tree.statements)).toEqual(turning);
      }),
      { numRuns: 300 },
    );
  });

  test('is marked where a `let` was the condition', () => {
    const bound = bind('let better = metric v1 a > 5; if (better) { result = v1; } result');
    expect(flipping(bound.trace(values(9)).tree.statements)).toEqual(['metric v1 a > 5']);
  });

  test('is the one in use of a fallback', () => {
    const bound = bind('if ((metric v1 a > 5) ?? (metric v1 b > 5)) { result = v1; } result');
    expect(flipping(bound.trace(values(9, 9)).tree.statements)).toEqual(['metric v1 a > 5']);
    expect(flipping(bound.trace(values('nan', 9)).tree.statements)).toEqual(['metric v1 b > 5']);
  });

  test('is none where the condition is unknown or was not reached', () => {
    const bound = bind(
      'if (metric v1 a > 5 and metric v1 b > 5) {} else if (metric v1 a > 7) { result = v1; } result',
    );
    expect(flipping(bound.trace(values(9, 'nan')).tree.statements)).toEqual([]);
    expect(flipping(bound.trace(values(9, 9)).tree.statements)).toEqual([
      'metric v1 a > 5',
      'metric v1 b > 5',
    ]);
  });
});
