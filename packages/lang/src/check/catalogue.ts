import { type Unit, COUNT } from './unit.js';

/**
 * How a metric behaves over time: a counter's read is its increase over the window, a gauge's and a rate's the mean.
 */
export type MetricKind = 'counter' | 'gauge' | 'rate';

export interface MetricDeclaration {
  readonly unit: Unit;
  readonly kind: MetricKind;
  /** One sentence for hover and documentation. */
  readonly description: string;
  /** What may follow the name after a dot. */
  readonly statistics: readonly string[];
  /** Labels that selectors may name, each with those of its values that are known; others may be there as well. */
  readonly labels?: ReadonlyMap<string, readonly string[]>;
}

/** The metrics that a provider gives, by the names that programs use. */
export interface MetricCatalogue {
  readonly name: string;
  readonly metrics: ReadonlyMap<string, MetricDeclaration>;
  /** Known names that this provider cannot give: why, and what to use instead. */
  readonly unavailable: ReadonlyMap<string, string>;
}

/** The unit of a metric's statistic, before any window is considered. */
export function statisticUnit(unit: Unit, statistic: string | null): Unit {
  if (statistic === 'rate') return { ...unit, s: unit.s - 1 };
  return statistic === 'count' ? COUNT : unit;
}
