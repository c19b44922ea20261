import type { MetricCatalogue, MetricDeclaration } from '@lamia/lang';
import { readsOf, type Inquiry } from '../inquiry.js';

/** What was declared of the metrics that a gateway's policies read, by name: their units are part of what the log says. */
export type DeclaredMetrics = ReadonlyMap<string, MetricDeclaration>;

/** The declarations that some policies' programs rest on, without the texts for people; null where names are open. */
export function declaredMetrics(
  inquiries: readonly Inquiry[],
  catalogue: MetricCatalogue | null,
): DeclaredMetrics | null {
  if (catalogue === null) return null;
  const names = inquiries.flatMap(readsOf).flatMap((read) => (read.kind === 'metric' ? [read.metric] : []));
  return new Map(
    [...new Set(names)].sort().flatMap((name) => {
      const declared = catalogue.metrics.get(name);
      return declared === undefined ? [] : [[name, { ...declared, description: '' }] as const];
    }),
  );
}

/** A catalogue of no more than these metrics. */
export function catalogueOf(declared: DeclaredMetrics): MetricCatalogue {
  return { name: JSON.stringify([...declared]), metrics: declared, unavailable: new Map() };
}
