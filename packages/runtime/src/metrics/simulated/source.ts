import type { Sample } from '@lamia/lang';
import type { Milliseconds } from '../../config/duration.js';
import { DURATION_BOUNDS } from '../../routing/embedded/duration-bounds.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { History } from '../scrape/history.js';
import { readScraped } from '../scrape/read-scraped.js';
import { MatcherCompiler } from '../scrape/series-match.js';
import type { BoundRead } from '../source.js';
import { gatewayPage, type Answered } from './gateway-page.js';
import { shareWithin } from './spread.js';

/** What one version answered since the last scrape. */
export interface Served {
  readonly version: string;
  readonly requests: number;
  /** Of them, those that were answered with an error. */
  readonly failures: number;
  /** The mean time of an answer in seconds. */
  readonly latency: number;
}

export interface SimulatedOptions {
  /** That of the embedded gateway, or one with the same series. */
  readonly catalogue: Catalogue;
  readonly application: string;
  /** Between two scrapes. */
  readonly interval: Milliseconds;
  /** How far back reads look, with their windows and offsets. */
  readonly history: Milliseconds;
}

const URL = 'simulated';

/** Scrapes kept beyond the longest read, for windows that begin a little earlier. */
const SPARE_INTERVALS = 5;

/**
 * A metric source for traffic that never was: it counts what it is told as the embedded gateway counts requests, and answers
 * reads as the scrape source does, windows, witnesses and quantiles included.
 */
export class SimulatedSource {
  readonly #options: SimulatedOptions;
  readonly #history = new History();
  readonly #compiler = new MatcherCompiler();
  readonly #answered = new Map<string, Answered>();

  constructor(options: SimulatedOptions) {
    this.#options = options;
  }

  /** Counts what was served and takes a scrape. */
  scrape(at: number, served: readonly Served[]): void {
    const { application, interval, history } = this.#options;
    for (const each of served)
      this.#answered.set(each.version, added(this.#answered.get(each.version), each));
    const page = gatewayPage(application, [...this.#answered.values()]);
    this.#history.add(at, [{ url: URL, series: page }], history + SPARE_INTERVALS * interval);
  }

  /** One sample a read, in their order. */
  read(reads: readonly BoundRead[], at: number): readonly Sample[] {
    const { catalogue, interval } = this.#options;
    const scraped = { catalogue, interval, history: this.#history, failure: null };
    return reads.map((read) => readScraped(scraped, read, at, this.#compiler));
  }
}

function added(before: Answered | undefined, { version, requests, failures, latency }: Served): Answered {
  return {
    version,
    successes: (before?.successes ?? 0) + requests - failures,
    failures: (before?.failures ?? 0) + failures,
    seconds: (before?.seconds ?? 0) + requests * latency,
    within: DURATION_BOUNDS.map(
      (bound, place) => (before?.within[place] ?? 0) + requests * shareWithin(bound, latency),
    ),
  };
}
