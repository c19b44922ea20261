import fc from 'fast-check';

/** Mostly as it should be; what shrinks becomes well. */
export function mostly<T>(well: T, ill: fc.Arbitrary<T>, weight = 3): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: fc.constant(well) }, { weight: 1, arbitrary: ill });
}
