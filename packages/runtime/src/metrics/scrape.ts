import type { Milliseconds } from '../config/duration.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { leavesOf } from './catalogue/measure.js';
import { LONGEST_PAGE, parseExposition } from './exposition.js';
import { HttpClient } from '../http/client.js';
import type { HttpAnswer } from '../http/client.js';
import { oneLine } from '../http/failure-text.js';
import { History } from './scrape/history.js';
import type { ScrapedPage } from './scrape/history.js';
import { readScraped } from './scrape/read-scraped.js';
import type { Scraped } from './scrape/read-scraped.js';
import { MatcherCompiler } from './scrape/series-match.js';
import type { MetricSource, ReadAnswer, ReadRequest } from './source.js';

export interface ScrapeOptions {
  /** Pages in Prometheus' text format; together they are one scrape, complete only when all of them are. */
  readonly urls: readonly string[];
  readonly interval: Milliseconds;
  /** How far back reads will look at first; it grows with the longest that is asked. */
  readonly history: Milliseconds;
  readonly catalogue: Catalogue;
}

/** What scraping needs of the world. */
export interface ScrapePorts {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back at an interval without keeping the process alive; returns how to stop it. */
  every(interval: Milliseconds, callback: () => void): () => void;
  /** Rejects only when the signal is aborted. */
  fetch(url: string, signal: AbortSignal): Promise<HttpAnswer>;
  /** Lets go of connections. */
  close(): void;
}

/** A page has some hundred series that count; far more is not what the catalogue is about. */
const MOST_SERIES = 50_000;
/** Scrapes kept beyond the longest read, for windows that begin at the nearest one or end at one that is late. */
const SPARE_INTERVALS = 5;

/**
 * A source for those without Prometheus: it fetches pages itself and keeps what the catalogue's series need. Counts are
 * whole numbers, those that were counted between two scrapes.
 */
export class ScrapeSource implements MetricSource {
  readonly #options: ScrapeOptions;
  readonly #ports: ScrapePorts;
  readonly #names: ReadonlySet<string>;
  readonly #history = new History();
  readonly #closing = new AbortController();
  #span: Milliseconds;
  #failure: string | null = null;
  #underWay: Promise<void> | null = null;
  #stop: (() => void) | null = null;

  constructor(options: ScrapeOptions, ports: ScrapePorts) {
    this.#options = options;
    this.#ports = ports;
    this.#names = seriesNames(options.catalogue);
    this.#span = options.history;
  }

  /** Scrapes now and from now on at the interval. */
  start(): void {
    this.#stop ??= this.#ports.every(this.#options.interval, () => void this.scrape());
    void this.scrape();
  }

  /** Stops scraping; what was scraped can still be read. */
  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Fetches all pages once; joins a scrape that is under way. Never rejects: a failure is told by the reads. */
  scrape(): Promise<void> {
    this.#underWay ??= this.#scrape().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  read({ at, reads }: ReadRequest, signal: AbortSignal): Promise<ReadAnswer> {
    if (signal.aborted) return Promise.reject(signal.reason as Error); // `reason` is typed `any`
    const compiler = new MatcherCompiler();
    for (const read of reads) {
      if (read.kind === 'metric') this.#span = Math.max(this.#span, read.window + read.offset);
    }
    const { catalogue, interval } = this.#options;
    const scraped: Scraped = { catalogue, interval, history: this.#history, failure: this.#failure };
    const samples = reads.map((read) => readScraped(scraped, read, at, compiler));
    const warnings = this.#failure === null ? [] : [`the last scrape failed: ${this.#failure}`];
    return Promise.resolve({ samples, warnings, requests: 0 });
  }

  async close(): Promise<void> {
    this.stop();
    this.#closing.abort();
    await this.#underWay;
    this.#ports.close();
  }

  async #scrape(): Promise<void> {
    const at = this.#ports.now();
    const { signal } = this.#closing;
    try {
      const pages = await Promise.all(this.#options.urls.map((url) => this.#page(url, signal)));
      const failed = pages.find((page) => typeof page === 'string');
      const complete = pages.filter((page) => typeof page !== 'string');
      this.#failure =
        failed ?? this.#history.add(at, complete, this.#span + SPARE_INTERVALS * this.#options.interval);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** The series of a page that are worth keeping, or in one sentence why it cannot be used. */
  async #page(url: string, signal: AbortSignal): Promise<ScrapedPage | string> {
    const answer = await this.#ports.fetch(url, signal);
    if (!answer.ok) return answer.message;
    if (answer.status !== 200) return `\`${url}\` answered with status ${answer.status}`;
    const page = parseExposition(answer.body);
    if (!page.ok) return `line ${page.line} of \`${url}\` is no metric: ${oneLine(page.message)}`;
    const series = page.series.filter(({ name }) => this.#names.has(name));
    if (series.length > MOST_SERIES)
      return `\`${url}\` has ${series.length} series, more than the ${MOST_SERIES} that are kept`;
    return { url, series };
  }
}

/** The world as it is: the system's clock and timers, and pages over HTTP. The timeout is that of one page. */
export function systemPorts(timeout: Milliseconds): ScrapePorts {
  const client = new HttpClient({ timeout, bytes: LONGEST_PAGE });
  return {
    now: Date.now,
    every: (interval, callback) => {
      const timer = setInterval(callback, interval);
      timer.unref();
      return () => clearInterval(timer);
    },
    fetch: (url, signal) =>
      client.send({ url: new URL(url), body: null, headers: { Accept: 'text/plain;version=0.0.4' } }, signal),
    close: () => client.close(),
  };
}

function seriesNames({ metrics }: Catalogue): ReadonlySet<string> {
  const measures = [...metrics.values()].flatMap(({ measure, statistics }) => [
    measure,
    ...statistics.values(),
  ]);
  return new Set(measures.flatMap(leavesOf).map(({ series }) => series.name));
}
