import type { Gateway, MetricsSpec, PrometheusSourceSpec } from '../config/gateway.js';
import { DEFAULTS } from '../config/canonical/defaults.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { guardOf } from '../metrics/guard/source-guard.js';
import { openPrometheus } from '../metrics/prometheus.js';
import type { MetricSource, PastSource } from '../metrics/source.js';
import { scrapeSource } from '../standalone/exporter-source.js';

/** Where a gateway's values come from, or in one sentence why they cannot. */
export type OpenedSource =
  | { readonly ok: true; readonly source: MetricSource; readonly past: PastSource | null }
  | { readonly ok: false; readonly message: string };

/** Opens the sources of gateways that are recorded; those that describe the same one share it. */
export class SourcesToRecord {
  /** Of a Prometheus that all are read from, whatever their files say. */
  readonly #url: string | null;
  readonly #open = new Map<string, OpenedSource>();

  constructor(url: string | null) {
    this.#url = url;
  }

  async open({ name }: Gateway, metrics: MetricsSpec, catalogue: Catalogue): Promise<OpenedSource> {
    const spec = this.#specOf(metrics);
    const key = JSON.stringify([spec, metrics.provider, spec.kind === 'scrape' ? metrics : null]);
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const opened = await openSource(name, spec, metrics, catalogue);
    this.#open.set(key, opened);
    return opened;
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()].filter((opened) => opened.ok);
    await Promise.all(open.map(({ source }) => source.close()));
  }

  #specOf({ source }: MetricsSpec): MetricsSpec['source'] {
    if (this.#url === null) return source;
    if (source.kind === 'prometheus' && source.url === this.#url) return source;
    return otherPrometheus(this.#url, source.kind === 'prometheus' && source.allowPromql);
  }
}

/** Whatever the file has to tell who asks is for the address that the file names. */
function otherPrometheus(url: string, allowPromql: boolean): PrometheusSourceSpec {
  const { sourceTimeout: timeout, queriesPerSecond, breaker } = DEFAULTS;
  const nobody = { bearerToken: null, basicAuth: null, caFile: null } as const;
  return { kind: 'prometheus', url, timeout, ...nobody, allowPromql, queriesPerSecond, breaker };
}

async function openSource(
  gateway: string,
  spec: MetricsSpec['source'],
  metrics: MetricsSpec,
  catalogue: Catalogue,
): Promise<OpenedSource> {
  if (spec.kind === 'prometheus') {
    const opened = await openPrometheus(spec, catalogue, undefined, guardOf(spec));
    return opened.ok ? { ok: true, source: opened.source, past: opened.source } : opened;
  }
  if (spec.urls !== null) {
    return { ok: true, source: scrapeSource(spec.urls, metrics, catalogue), past: null };
  }
  const message = `the gateway \`${gateway}\` reads the page of the data plane that its runtime starts; record from a Prometheus that scrapes it, with \`--prometheus URL\``;
  return { ok: false, message };
}
