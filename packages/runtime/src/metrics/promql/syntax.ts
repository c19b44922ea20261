import type { Matcher } from '@lamia/lang';
import type { Milliseconds } from '../../config/duration.js';

/** The part of PromQL that planned queries need. No text of a program or file enters a query but through this tree. */
export type PromqlExpression = RangeSelector | FunctionCall | Aggregation;

/** `series{label="value"}[60s] offset 1h` */
export interface RangeSelector {
  readonly kind: 'range';
  readonly series: string;
  readonly matchers: readonly Matcher[];
  readonly window: Milliseconds;
  /** 0 for none. */
  readonly offset: Milliseconds;
}

/** `increase(…)`; numbers come before the expression, as in `histogram_quantile(0.99, …)`. */
export interface FunctionCall {
  readonly kind: 'call';
  readonly name: 'increase' | 'avg_over_time' | 'min_over_time' | 'max_over_time' | 'histogram_quantile';
  readonly numbers: readonly number[];
  readonly of: PromqlExpression;
}

/** `sum by (label) (…)` */
export interface Aggregation {
  readonly kind: 'aggregation';
  readonly operator: 'sum' | 'max';
  readonly by: readonly string[];
  readonly of: PromqlExpression;
}
