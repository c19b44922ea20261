import type { MetricCatalogue, MetricDeclaration } from '@lamia/lang';
import type { Catalogue } from './catalogue.js';
import { seriesLabels } from './series-labels.js';

/** A catalogue as the language's check takes it: names, units and statistics without how their numbers are made. */
export function languageCatalogue(catalogue: Catalogue): MetricCatalogue {
  const known = made.get(catalogue) ?? make(catalogue);
  made.set(catalogue, known);
  return known;
}

/** A catalogue never changes, and every check of a program asks for it. */
const made = new WeakMap<Catalogue, MetricCatalogue>();

function make(catalogue: Catalogue): MetricCatalogue {
  const metrics = new Map<string, MetricDeclaration>();
  const labelsOf = seriesLabels(catalogue);
  for (const [name, metric] of catalogue.metrics) {
    const { unit, kind, description, statistics } = metric;
    metrics.set(name, {
      ...{ unit, kind, description, statistics: [...statistics.keys()] },
      labels: labelsOf(metric),
    });
  }
  return { name: catalogue.name, metrics, unavailable: catalogue.unavailable };
}
