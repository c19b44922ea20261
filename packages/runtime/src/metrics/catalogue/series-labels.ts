import type { Catalogue, Metric } from './catalogue.js';
import { leavesOf, type Leaf } from './measure.js';

/** Labels by name, each with those of its values that are known. */
export type SeriesLabels = ReadonlyMap<string, readonly string[]>;

/**
 * What a selector may tell a metric's series apart by: the labels that the catalogue itself selects series of these names by. Those by
 * which a version is known are left out, since a read has said them already.
 */
export function seriesLabels(catalogue: Catalogue): (metric: Metric) => SeriesLabels {
  const ofSeries = new Map<string, Map<string, Set<string>>>();
  for (const metric of catalogue.metrics.values()) {
    for (const { series } of leavesOfMetric(metric)) {
      const labels = entry(ofSeries, series.name, () => new Map<string, Set<string>>());
      for (const { label, operator, value } of series.where) {
        if (series.identity.has(label)) continue;
        const values = entry(labels, label, () => new Set<string>());
        if (operator === '=') values.add(value);
      }
    }
  }
  return (metric) => {
    const found = new Map<string, Set<string>>();
    for (const { series } of leavesOfMetric(metric)) {
      for (const [label, values] of ofSeries.get(series.name) ?? []) {
        const all = entry(found, label, () => new Set<string>());
        values.forEach((value) => all.add(value));
      }
    }
    return new Map([...found].map(([label, values]) => [label, [...values].sort()]));
  };
}

function leavesOfMetric({ measure, statistics }: Metric): readonly Leaf[] {
  return [measure, ...statistics.values()].flatMap(leavesOf);
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
