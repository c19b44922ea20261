import type { Unit } from './unit.js';

/**
 * The span of time a count was taken over: milliseconds, `default` for the gateway's window, or null for a number that
 * is no count over time.
 */
export type CountWindow = number | 'default' | null;

/** A number and what is known of its unit before any data is seen. */
export interface NumberType {
  readonly kind: 'number';
  /** `open`: a metric of no catalogue, which agrees with every unit. */
  readonly unit: Unit | 'open';
  readonly window: CountWindow;
  /** A literal without a unit, or arithmetic on such: takes the other side's unit in sums and comparisons. */
  readonly bare: boolean;
  /** Where the number follows from the text alone. */
  readonly constant: number | null;
}

/** The type of an expression; `error` stands where one was already reported and silences what would follow from it. */
export type Type =
  | NumberType
  | { readonly kind: 'boolean' }
  | { readonly kind: 'version' }
  | { readonly kind: 'nil' }
  | { readonly kind: 'error' };
