import fc from 'fast-check';
import type { Sample, UnknownCause } from '../evaluate/value.js';
import { MOST_READS } from './arbitrary-program.js';

const CAUSES: readonly UnknownCause[] = [
  'no-series',
  'nan',
  'infinite',
  'many-series',
  'too-few',
  'source-failed',
];

/** Few small numbers, so that comparisons tie and divisors are zero, and some at the edges of what a double holds. */
const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -2, max: 5 }) },
  { weight: 2, arbitrary: fc.constantFrom(0.1, 0.3, 99.5, 1000) },
  { weight: 1, arbitrary: fc.constantFrom(-0, 5e-324, 1e200, 1.7e308, -1.7e308) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);

const known = fc
  .tuple(number, fc.boolean())
  .map(([value, isAssumed]): Sample =>
    isAssumed ? { known: true, value: 0, assumed: true } : { known: true, value },
  );

const unknown = fc
  .tuple(fc.constantFrom(...CAUSES), fc.option(fc.constant('{a="1"} and {a="2"}'), { nil: undefined }))
  .map(([cause, detail]): Sample =>
    detail === undefined ? { known: false, cause } : { known: false, cause, detail },
  );

/** What a source may say about one read. */
export const arbitrarySample: fc.Arbitrary<Sample> = fc.oneof(
  { weight: 6, arbitrary: known },
  { weight: 1, arbitrary: unknown },
);

/** Enough samples for any program of `arbitraryDecision` and `arbitraryScore`; a program takes as many as it reads. */
export const arbitrarySamples: fc.Arbitrary<readonly Sample[]> = fc.array(arbitrarySample, {
  minLength: MOST_READS,
  maxLength: MOST_READS,
});
