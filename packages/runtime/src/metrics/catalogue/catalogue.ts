import type { MetricDeclaration, Unit } from '@lamia/lang';
import type { Measure } from './measure.js';

/** What one provider's series mean: every name a program may read, and how its number is made. */
export interface Catalogue {
  /** A built-in one's name, or a file's as it was given. */
  readonly name: string;
  readonly description: string;
  readonly metrics: ReadonlyMap<string, Metric>;
  /** Names that are understood but that this provider cannot give: why, and what to read instead. */
  readonly unavailable: ReadonlyMap<string, string>;
}

/** One name of a catalogue. */
export interface Metric {
  readonly description: string;
  readonly unit: Unit;
  readonly kind: MetricDeclaration['kind'];
  /** The name on its own. */
  readonly measure: Measure;
  /** `name.p99` and its like. */
  readonly statistics: ReadonlyMap<string, Measure>;
  /** The metric whose sample makes an absent one of this name zero; null where absent is unknown. */
  readonly witness: string | null;
}

/** The measure behind `metric` or `metric.statistic`, or in one sentence why there is none. */
export function measureOf(
  catalogue: Catalogue,
  name: string,
  statistic: string | null,
): { readonly ok: true; readonly measure: Measure } | { readonly ok: false; readonly why: string } {
  const metric = catalogue.metrics.get(name);
  if (metric === undefined) {
    const reason = catalogue.unavailable.get(name);
    const why =
      reason === undefined
        ? `the catalogue ${catalogue.name} has no metric \`${name}\``
        : `\`${name}\`: ${reason}`;
    return { ok: false, why };
  }
  const measure = statistic === null ? metric.measure : metric.statistics.get(statistic);
  if (measure !== undefined) return { ok: true, measure };
  return {
    ok: false,
    why: `\`${name}\` has no statistic \`${statistic}\` in the catalogue ${catalogue.name}`,
  };
}
