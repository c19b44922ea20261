import type { Sample } from '@lamia/lang';
import type { Milliseconds } from '../../config/duration.js';
import { DURATION_BOUNDS } from '../../routing/embedded/duration-bounds.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { KeptSeries, Scrape } from '../scrape/history.js';
import { readScraped } from '../scrape/read-scraped.js';
import { MatcherCompiler } from '../scrape/series-match.js';
import type { BoundRead } from '../source.js';
import { gatewaySeries, type Answered, type AnswerSeries } from './gateway-series.js';
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

/** Scrapes kept beyond the longest read, for windows that begin a little earlier. */
const SPARE_INTERVALS = 5;

interface VersionCounts {
  readonly shown: readonly AnswerSeries[];
  answered: Answered;
}

const NOTHING: Answered = { successes: 0, failures: 0, seconds: 0, within: [] };

/**
 * A metric source for traffic that never was: it counts what it is told as the embedded gateway counts requests, and answers
 * reads as the scrape source does, windows, witnesses and quantiles included.
 */
export class SimulatedSource {
  readonly #options: SimulatedOptions;
  readonly #compiler = new MatcherCompiler();
  readonly #versions = new Map<string, VersionCounts>();
  readonly #named = new Map<string, KeptSeries[]>();
  #scrapes: readonly Scrape[] = [];

  constructor(options: SimulatedOptions) {
    this.#options = options;
  }

  /** Counts what was served and takes a scrape. */
  scrape(at: number, served: readonly Served[]): void {
    const { interval, history } = this.#options;
    for (const each of served) {
      const counts = this.#countsOf(each.version);
      counts.answered = added(counts.answered, each);
    }
    const values = new Map<KeptSeries, number>();
    for (const { shown, answered } of this.#versions.values()) {
      for (const { series, value } of shown) values.set(series, value(answered));
    }
    const since = at - history - SPARE_INTERVALS * interval;
    this.#scrapes = [...this.#scrapes.filter((scrape) => scrape.at >= since), { at, values }];
  }

  /** One sample a read, in their order. */
  read(reads: readonly BoundRead[], at: number): readonly Sample[] {
    const { catalogue, interval } = this.#options;
    const history = {
      scrapes: this.#scrapes,
      seriesOf: (name: string): readonly KeptSeries[] => this.#named.get(name) ?? [],
    };
    const scraped = { catalogue, interval, history, failure: null };
    return reads.map((read) => readScraped(scraped, read, at, this.#compiler));
  }

  #countsOf(version: string): VersionCounts {
    const known = this.#versions.get(version);
    if (known !== undefined) return known;
    const counts = { shown: gatewaySeries(this.#options.application, version), answered: NOTHING };
    this.#versions.set(version, counts);
    for (const { series } of counts.shown) {
      const namesakes = this.#named.get(series.name) ?? [];
      namesakes.push(series);
      this.#named.set(series.name, namesakes);
    }
    return counts;
  }
}

function added(before: Answered, { requests, failures, latency }: Served): Answered {
  return {
    successes: before.successes + requests - failures,
    failures: before.failures + failures,
    seconds: before.seconds + requests * latency,
    within: DURATION_BOUNDS.map(
      (bound, place) => (before.within[place] ?? 0) + requests * shareWithin(bound, latency),
    ),
  };
}
