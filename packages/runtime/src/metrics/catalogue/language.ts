import type { MetricCatalogue, MetricDeclaration } from '@lamia/lang';
import type { Catalogue } from './catalogue.js';

/** A catalogue as the language's check takes it: names, units and statistics without how their numbers are made. */
export function languageCatalogue(catalogue: Catalogue): MetricCatalogue {
  const metrics = new Map<string, MetricDeclaration>();
  for (const [name, { unit, kind, description, statistics }] of catalogue.metrics) {
    metrics.set(name, { unit, kind, description, statistics: [...statistics.keys()] });
  }
  return { name: catalogue.name, metrics, unavailable: catalogue.unavailable };
}
