import type { MetricCatalogue } from '@lamia/lang';
import type { Gateway, MetricsSpec, PrometheusSourceSpec } from '../config/gateway.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { loadCatalogue } from '../metrics/catalogue/load.js';
import { guardOf, type SourceGuard } from '../metrics/guard/source-guard.js';
import { openPrometheus } from '../metrics/prometheus.js';
import type { OpenMetrics } from '../metrics/shared-reads.js';
import type { PastSource } from '../metrics/source.js';
import type { RouteTarget } from '../routing/target.js';
import { ExporterSource, scrapeSource } from './exporter-source.js';
import { StandaloneError } from './standalone-error.js';

/** What a gateway's programs read, and where from. */
export interface OpenSource extends OpenMetrics {
  /** The same source where it knows its past; null where it does not. */
  readonly past: PastSource | null;
  /** What programs may read of it. */
  readonly language: MetricCatalogue;
}

/** Opens the metric sources of a runtime; gateways that describe the same one share it, so that their reads go out together. */
export class Sources {
  readonly #open = new Map<string, OpenSource>();
  readonly #opening = new Map<string, Promise<OpenSource>>();
  readonly #catalogues = new Map<string, Catalogue>();
  readonly #guards = new Map<string, SourceGuard>();
  readonly #exporters = new Map<string, ExporterSource>();

  /**
   * The source of a gateway; null for one without metrics.
   * @throws StandaloneError where it cannot be opened; Prometheus itself may be down
   */
  async open(gateway: Gateway, target: RouteTarget): Promise<OpenSource | null> {
    const { metrics } = gateway;
    const key = keyOf(gateway);
    if (metrics === null || key === null) return null;
    const known = this.#open.get(key) ?? this.#opening.get(key);
    if (known !== undefined) return known;
    // Whoever else wants it meanwhile waits for the same one.
    const opening = this.#opened(key, metrics, target);
    this.#opening.set(key, opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(key);
    }
  }

  async #opened(key: string, metrics: MetricsSpec, target: RouteTarget): Promise<OpenSource> {
    const catalogue = await this.#catalogue(metrics.provider);
    const opened = {
      catalogue,
      ...(await this.#source(key, metrics, catalogue, target)),
      language: languageCatalogue(catalogue),
    };
    this.#open.set(key, opened);
    return opened;
  }

  /** The source of a gateway that it was opened for; null for one without metrics. */
  of(gateway: Gateway): OpenSource | null {
    const key = keyOf(gateway);
    if (key === null) return null;
    const open = this.#open.get(key);
    if (open === undefined) throw new Error(`no source was opened for the gateway ${gateway.name}`);
    return open;
  }

  /** Closes those that none of these gateways reads. */
  async keepOnly(gateways: Iterable<Gateway>): Promise<void> {
    const wanted = new Set([...gateways].map(keyOf));
    const left = [...this.#open].filter(([key]) => !wanted.has(key));
    for (const [key] of left) {
      this.#open.delete(key);
      this.#exporters.delete(key);
    }
    await Promise.all(left.map(([, { source }]) => source.close()));
  }

  /** Once the data planes serve: their own pages can be scraped now. */
  async begin(): Promise<void> {
    await Promise.all([...this.#exporters.values()].map((exporter) => exporter.begin()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ source }) => source.close()));
  }

  async #source(
    key: string,
    metrics: MetricsSpec,
    catalogue: Catalogue,
    target: RouteTarget,
  ): Promise<Pick<OpenSource, 'source' | 'past'>> {
    const { source } = metrics;
    if (source.kind === 'prometheus') {
      const opened = await openPrometheus(source, catalogue, undefined, this.#guard(source));
      if (opened.ok) return { source: opened.source, past: opened.source };
      throw new StandaloneError(opened.message);
    }
    if (source.urls !== null) return { source: scrapeSource(source.urls, metrics, catalogue), past: null };
    const exporter = new ExporterSource(target, metrics, catalogue);
    this.#exporters.set(key, exporter);
    return { source: exporter, past: null };
  }

  /** One for all that read from a server, whatever window and catalogue they read it with. */
  #guard(spec: PrometheusSourceSpec): SourceGuard {
    const key = JSON.stringify(spec);
    const guard = this.#guards.get(key) ?? guardOf(spec);
    this.#guards.set(key, guard);
    return guard;
  }

  async #catalogue(provider: string): Promise<Catalogue> {
    const known = this.#catalogues.get(provider);
    if (known !== undefined) return known;
    const loaded = await loadCatalogue(provider);
    if (!loaded.ok) {
      throw new StandaloneError(loaded.findings.map(({ message }) => message).join('; '));
    }
    this.#catalogues.set(provider, loaded.catalogue);
    return loaded.catalogue;
  }
}

/** The same for gateways that share a source; null for one without metrics. */
function keyOf({ metrics, target }: Gateway): string | null {
  return metrics === null ? null : JSON.stringify([metrics, readsExporter(metrics) ? target : null]);
}

function readsExporter({ source }: MetricsSpec): boolean {
  return source.kind === 'scrape' && source.urls === null;
}
