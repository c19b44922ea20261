import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryDecision } from '../testing/arbitrary-program.js';
import { checked } from '../testing/release.js';
import { generateRecord, generateRun } from './generate.js';
import { lower } from './lower.js';
import { UNDECIDED } from './lowered.js';

// Random programs by the hundred take seconds on a busy machine.
jest.setTimeout(60_000);

/** Every word that generated code may hold: JavaScript's own, the two parameters and numbered variables. */
const OWN_WORDS =
  /^(?:function|anonymous|values|labels|use|strict|let|const|if|break|return|NaN|Math|min|max|abs|[ropeE]|[txb]\d+)$/;

const WORD = /[A-Za-z_$][\w$]*/g;

describe('generated code', () => {
  test('holds nothing of the source', () => {
    fc.assert(
      fc.property(arbitraryDecision({ withFallbacks: true }), (source) => {
        const program = lower(checked(source));
        for (const text of [generateRun(program).toString(), generateRecord(program).toString()]) {
          // An exponent is no word: `1e+308`.
          const words = text.replaceAll(/\d(?:\.\d+)?e[+-]?\d+/g, '0').match(WORD) ?? [];
          expect(words.filter((word) => !OWN_WORDS.test(word))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('holds no string, whatever names and labels are made of', () => {
    const program = lower(
      checked(
        'if (metric "*/ alert(1) //" "\\"}; alert(2); {" > 1) { result = "alert(3)"; } result',
        'decision',
        {},
      ),
    );
    expect(generateRun(program).toString()).not.toContain('alert');
  });

  test('keeps an earlier `result` in a `let`', () => {
    const run = generateRun(lower(checked('result = v1; let before = result; result = v2; before')));
    expect(run([], [7, 8])).toBe(7);
  });

  test('records the outcome and then every computed value', () => {
    const record = generateRecord(
      lower(checked('if (metric v1 a / metric v1 b > 2 and metric v1 a > 0) { result = v1; } result')),
    );
    expect(record([6, 2], [5])).toEqual([5, 3, 2, 2, 2]);
    expect(record([6, 0], [5])).toEqual([UNDECIDED, Infinity, 1, 2, 1]);
  });
});
