import type { MetricsSpec } from '../config/gateway.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { unknown } from '../metrics/sample.js';
import { ScrapeSource, systemPorts } from '../metrics/scrape.js';
import type { MetricSource, ReadAnswer, ReadRequest } from '../metrics/source.js';
import type { RouteTarget } from '../routing/target.js';

/**
 * Scrapes a data plane's own page of metrics, whose address is known only once it serves and may change when it is started
 * again.
 */
export class ExporterSource implements MetricSource {
  readonly #target: Pick<RouteTarget, 'metricsUrl'>;
  readonly #spec: MetricsSpec;
  readonly #catalogue: Catalogue;
  #scraped: { readonly url: string; readonly source: ScrapeSource } | null = null;

  constructor(target: Pick<RouteTarget, 'metricsUrl'>, spec: MetricsSpec, catalogue: Catalogue) {
    this.#target = target;
    this.#spec = spec;
    this.#catalogue = catalogue;
  }

  /** Starts to scrape as soon as there is a page: a window is full sooner than by waiting for the first read. */
  async begin(): Promise<void> {
    await this.#current();
  }

  async read(request: ReadRequest, signal: AbortSignal): Promise<ReadAnswer> {
    const source = await this.#current();
    if (source !== null) return await source.read(request, signal);
    const failed = unknown('source-failed', 'the data plane serves no page of metrics');
    return { samples: request.reads.map(() => failed), warnings: [], requests: 0 };
  }

  async close(): Promise<void> {
    await this.#scraped?.source.close();
    this.#scraped = null;
  }

  async #current(): Promise<ScrapeSource | null> {
    const url = this.#target.metricsUrl();
    if (url === null) return null;
    if (this.#scraped?.url === url) return this.#scraped.source;
    await this.close();
    const source = scrapeSource([url], this.#spec, this.#catalogue);
    this.#scraped = { url, source };
    return source;
  }
}

/** A source that scrapes these pages from now on. */
export function scrapeSource(urls: readonly string[], spec: MetricsSpec, catalogue: Catalogue): ScrapeSource {
  const { window, scrapeInterval, source } = spec;
  const scraping = new ScrapeSource(
    { urls, interval: scrapeInterval, history: window, catalogue },
    systemPorts(source.timeout),
  );
  scraping.start();
  return scraping;
}
