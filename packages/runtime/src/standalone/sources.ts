import type { Gateway, MetricsSpec } from '../config/gateway.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { loadCatalogue } from '../metrics/catalogue/load.js';
import { openPrometheus } from '../metrics/prometheus.js';
import type { MetricSource } from '../metrics/source.js';
import type { RouteTarget } from '../routing/target.js';
import { ExporterSource, scrapeSource } from './exporter-source.js';
import { StandaloneError } from './standalone-error.js';

/** What a gateway's programs read, and where from. */
export interface OpenSource {
  readonly source: MetricSource;
  readonly catalogue: Catalogue;
}

/** Opens the metric sources of a runtime; gateways that describe the same one share it, so that their reads go out together. */
export class Sources {
  readonly #open = new Map<string, OpenSource>();
  readonly #catalogues = new Map<string, Catalogue>();
  readonly #exporters: ExporterSource[] = [];

  /**
   * The source of a gateway; null for one without metrics.
   * @throws StandaloneError where it cannot be opened; Prometheus itself may be down
   */
  async open(gateway: Gateway, target: RouteTarget): Promise<OpenSource | null> {
    const { metrics } = gateway;
    if (metrics === null) return null;
    const key = JSON.stringify([metrics, readsExporter(metrics) ? gateway.target : null]);
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const catalogue = await this.#catalogue(metrics.provider);
    const opened = { source: await this.#source(metrics, catalogue, target), catalogue };
    this.#open.set(key, opened);
    return opened;
  }

  /** Once the data planes serve: their own pages can be scraped now. */
  async begin(): Promise<void> {
    await Promise.all(this.#exporters.map((exporter) => exporter.begin()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ source }) => source.close()));
  }

  async #source(metrics: MetricsSpec, catalogue: Catalogue, target: RouteTarget): Promise<MetricSource> {
    const { source } = metrics;
    if (source.kind === 'prometheus') {
      const opened = await openPrometheus(source, catalogue);
      if (opened.ok) return opened.source;
      throw new StandaloneError(opened.message);
    }
    if (source.urls !== null) return scrapeSource(source.urls, metrics, catalogue);
    const exporter = new ExporterSource(target, metrics, catalogue);
    this.#exporters.push(exporter);
    return exporter;
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

function readsExporter({ source }: MetricsSpec): boolean {
  return source.kind === 'scrape' && source.urls === null;
}
