import type { Report } from '../canonical/report.js';
import type { Gateway } from '../gateway.js';

/** Metrics that are to be scraped from the data plane itself need it to show them. */
export function checkExporter({ target, metrics }: Gateway, report: Report): void {
  const source = metrics?.source;
  if (source?.kind !== 'scrape' || source.urls !== null) return;
  if (target.kind !== 'haproxy' || target.exporter !== null) return;
  const message =
    'nothing to scrape: give the target an `exporter` such as `127.0.0.1:8404`, or the source its `urls`';
  report.errorAtKey(['spec', 'metrics', 'source'], 'missing-key', message);
}
