import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryDecision, arbitraryScore } from '../testing/arbitrary-program.js';
import { arbitrarySamples } from '../testing/arbitrary-samples.js';
import { checked, RELEASE } from '../testing/release.js';
import { interpretDecision, interpretScore } from './interpreter.js';
import { compareScores } from './scores.js';
import { snapshot, type Snapshot } from './snapshot.js';
import type { Sample, Scores } from './value.js';

// Random programs by the hundred take seconds on a busy machine.
jest.setTimeout(60_000);

const WITHOUT_FALLBACKS = { withFallbacks: false };
const arbitraryHiding = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });

/** The same snapshot with some of its reads unknown. */
function hide(samples: readonly Sample[], hiding: readonly boolean[]): Snapshot {
  return snapshot(
    samples.map((sample, slot) =>
      hiding[slot % hiding.length] === true ? { known: false, cause: 'source-failed' } : sample,
    ),
  );
}

describe('hiding any reads of a program without `??` and `known`', () => {
  test('leaves a decision as it was or makes it undecided', () => {
    fc.assert(
      fc.property(
        arbitraryDecision(WITHOUT_FALLBACKS),
        arbitrarySamples,
        arbitraryHiding,
        (source, samples, hiding) => {
          const program = checked(source);
          const given = samples.slice(0, program.reads.length);
          const whole = interpretDecision(program, snapshot(given), RELEASE);
          const less = interpretDecision(program, hide(given, hiding), RELEASE);
          if (less.decided) expect(less).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('leaves a score as it was or makes it unknown', () => {
    fc.assert(
      fc.property(
        arbitraryScore(WITHOUT_FALLBACKS),
        arbitrarySamples,
        arbitraryHiding,
        (source, samples, hiding) => {
          const program = checked(source, 'score');
          const given = samples.slice(0, program.reads.length);
          const whole = interpretScore(program, snapshot(given), RELEASE, 'v1');
          const less = interpretScore(program, hide(given, hiding), RELEASE, 'v1');
          if (less.known) expect(less).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('leaves the best version as it was or makes it none', () => {
    fc.assert(
      fc.property(
        arbitraryScore(WITHOUT_FALLBACKS),
        fc.array(arbitrarySamples, { minLength: 2, maxLength: 3 }),
        fc.array(arbitraryHiding, { minLength: 3, maxLength: 3 }),
        fc.constantFrom('highest', 'lowest'),
        (source, samples, hidings, goal) => {
          const program = checked(source, 'score');
          const best = (hiding: (index: number) => readonly boolean[]): Scores['best'] => {
            const scores = samples.map((list, index) => {
              const version = `v${index + 1}`;
              const given = hide(list.slice(0, program.reads.length), hiding(index));
              return [version, interpretScore(program, given, RELEASE, version)] as const;
            });
            return compareScores(new Map(scores), goal).best;
          };
          expect([best(() => [false]), null]).toContain(best((index) => hidings[index] ?? [true]));
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('`??` and `known` are what the theorem leaves out', () => {
  const decide = (condition: string, sample: Sample): string | null => {
    const program = checked(`if (${condition}) { result = v1; } else { result = v2; } result`);
    return interpretDecision(program, snapshot([sample]), RELEASE).result;
  };
  const hidden: Sample = { known: false, cause: 'no-series' };
  expect(decide('known(metric v1 a)', { known: true, value: 1 })).toBe('v1');
  expect(decide('known(metric v1 a)', hidden)).toBe('v2');
  expect(decide('metric v1 a ?? 0 > 0', { known: true, value: 1 })).toBe('v1');
  expect(decide('metric v1 a ?? 0 > 0', hidden)).toBe('v2');
});
