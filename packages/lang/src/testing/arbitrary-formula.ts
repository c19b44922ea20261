import fc from 'fast-check';
import { check } from '../check/check.js';
import { literalText } from '../condition/atom.js';
import { arbitraryLiteral } from '../condition/testing/arbitrary-rules.js';

/** Tests that can hold and need not, as text, on the fields and values that `arbitraryRequest` has. */
const arbitraryTest: fc.Arbitrary<string> = arbitraryLiteral
  .map((literal) => literalText({ ...literal, negated: false }))
  .filter((text) => check(text, { kind: 'condition' }).diagnostics.length === 0);

/** Few tests, so that they meet again, joined at random; names of `let` stand for parts that are used often. */
export const arbitraryFormula: fc.Arbitrary<string> = fc
  .array(arbitraryTest, { minLength: 2, maxLength: 6 })
  .chain((tests) => {
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'formula' },
        { weight: 3, arbitrary: fc.constantFrom(...tests, 'part') },
        { weight: 1, arbitrary: tie('expression').map((operand) => `not (${operand})`) },
        {
          weight: 3,
          arbitrary: fc
            .tuple(
              fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
              fc.constantFrom(' and ', ' or '),
            )
            .map(([operands, operator]) => `(${operands.join(operator)})`),
        },
      ),
    }));
    const part = expression.map((text) => text.replaceAll(/\bpart\b/g, tests[0] ?? 'true'));
    return fc.tuple(part, expression).map(([named, text]) => `let part = ${named}; ${text}`);
  });
