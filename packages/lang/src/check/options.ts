import type { ProgramKind } from './checked.js';
import type { MetricCatalogue } from './catalogue.js';

/** What is known of the place where a program will run; what is left out is not checked. */
export interface CheckOptions {
  /** Inferred from the text where absent. */
  readonly kind?: ProgramKind;
  /** The labels of the gateway's versions. */
  readonly versions?: readonly string[];
  /** The label in that role; null where the gateway leaves it empty. */
  readonly baseline?: string | null;
  readonly candidate?: string | null;
  readonly catalogue?: MetricCatalogue;
  /** The window of a read without `over`, in milliseconds. */
  readonly window?: number;
  /** False refuses `promql`; the default accepts it. */
  readonly allowPromql?: boolean;
}
