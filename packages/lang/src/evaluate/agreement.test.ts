import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../check/check.js';
import type { CheckedProgram } from '../check/checked.js';
import { format } from '../format.js';
import { arbitraryDecision, arbitraryScore } from '../testing/arbitrary-program.js';
import { arbitrarySamples } from '../testing/arbitrary-samples.js';
import { compiledDecision, compiledScore } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';
import type { BoundDecision, BoundScore } from './compile.js';
import { interpretDecision, interpretScore } from './interpreter.js';
import { snapshot, type Snapshot } from './snapshot.js';
import { traceJson } from './trace-json.js';
import type { Sample } from './value.js';

// Random programs by the hundred take seconds on a busy machine.
jest.setTimeout(60_000);

const WITH_FALLBACKS = { withFallbacks: true };
const BACK_ENDS = ['closures', 'generated'] as const;
type ForcedBackEnd = (typeof BACK_ENDS)[number];

function decide(program: CheckedProgram, backend: ForcedBackEnd): BoundDecision {
  return compiledDecision(program, { backend }).bind(RELEASE);
}

function score(program: CheckedProgram, backend: ForcedBackEnd): BoundScore {
  return compiledScore(program, { backend }).bind(RELEASE, 'v1');
}

function inputs(program: CheckedProgram, samples: readonly Sample[]): Snapshot {
  return snapshot(samples.slice(0, program.reads.length));
}

describe('random programs', () => {
  test('are well typed, so that the properties below speak of programs and not of rejections', () => {
    fc.assert(
      fc.property(arbitraryDecision(WITH_FALLBACKS), arbitraryScore(WITH_FALLBACKS), (decision, scored) => {
        expect(check(decision, { kind: 'decision', ...RELEASE }).checked).not.toBeNull();
        expect(check(scored, { kind: 'score', ...RELEASE }).checked).not.toBeNull();
      }),
    );
  });
});

describe('every way to evaluate gives the same', () => {
  test('decision, reasons included', () => {
    fc.assert(
      fc.property(arbitraryDecision(WITH_FALLBACKS), arbitrarySamples, (source, samples) => {
        const program = checked(source);
        const given = inputs(program, samples);
        const reference = interpretDecision(program, given, RELEASE);
        for (const backend of BACK_ENDS) {
          const bound = decide(program, backend);
          expect(bound.decide(given)).toEqual(reference);
          expect(bound.trace(given).decision).toEqual(reference);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('score, reasons included', () => {
    fc.assert(
      fc.property(arbitraryScore(WITH_FALLBACKS), arbitrarySamples, (source, samples) => {
        const program = checked(source, 'score');
        const given = inputs(program, samples);
        const reference = interpretScore(program, given, RELEASE, 'v1');
        for (const backend of BACK_ENDS) {
          const bound = score(program, backend);
          expect(bound.score(given)).toEqual(reference);
          expect(bound.trace(given).score).toEqual(reference);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('trace', () => {
    fc.assert(
      fc.property(arbitraryDecision(WITH_FALLBACKS), arbitrarySamples, (source, samples) => {
        const program = checked(source);
        const given = inputs(program, samples);
        const [first, second] = BACK_ENDS.map((backend) => traceJson(decide(program, backend).trace(given)));
        expect(first).toEqual(second);
      }),
    );
  });

  test('outcome for a program and its canonical form', () => {
    fc.assert(
      fc.property(arbitraryDecision(WITH_FALLBACKS), arbitrarySamples, (source, samples) => {
        const outcomes = [source, format(source).text ?? ''].map((text) => {
          const program = checked(text);
          const { decided, result, unknown } = interpretDecision(program, inputs(program, samples), RELEASE);
          // Places, and so the order, change with parentheses.
          return { decided, result, causes: unknown.map(({ cause }) => cause).sort() };
        });
        expect(outcomes[1]).toEqual(outcomes[0]);
      }),
      { numRuns: 150 },
    );
  });

  test('outcome for programs as large as the limits allow', () => {
    const branches = Array.from(
      { length: 600 },
      (_, index) => `if (metric v1 a < ${index}) { result = v1; }`,
    );
    const lets = Array.from({ length: 1200 }, (_, index) => `let x${index + 1} = x${index} + ${index};`);
    const nested = `${'('.repeat(50)}metric v1 a${' + 1)'.repeat(50)}`;
    const sources = [
      `${branches.join(' else ')} result`,
      `let x0 = metric v1 a; ${lets.join(' ')} if (x1200 > 719400) { result = v1; } result`,
      `if (${nested} > 60) { result = v2; } result`,
    ];
    for (const source of sources) {
      const program = checked(source);
      for (const value of [-1, 1, 598.5, 700, 'nan'] as const) {
        const reference = interpretDecision(program, values(value), RELEASE);
        for (const backend of BACK_ENDS) {
          const bound = decide(program, backend);
          expect(bound.decide(values(value))).toEqual(reference);
          expect(bound.trace(values(value)).decision).toEqual(reference);
        }
      }
    }
  });
});
