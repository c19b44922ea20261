import type { Milliseconds } from '../../config/duration.js';
import type { ExposedSeries } from '../exposition.js';

/** A series as long as some scrape that is kept has it; the same object in all of them. */
export interface KeptSeries {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** What all pages said at one instant. */
export interface Scrape {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly values: ReadonlyMap<KeptSeries, number>;
}

/** One page of a scrape, with only the series that are worth keeping. */
export interface ScrapedPage {
  readonly url: string;
  readonly series: readonly ExposedSeries[];
}

/** Numbers kept in all; beyond it the oldest scrapes go, and windows that need them say so. */
const MOST_NUMBERS = 1_000_000;

/** The complete scrapes of the last while, oldest first. */
export class History {
  readonly #mostNumbers: number;
  #scrapes: readonly Scrape[] = [];
  /** Every kept series by its name, then by its page and labels, with the last scrape that has it. */
  readonly #kept = new Map<string, Map<string, { readonly series: KeptSeries; seen: number }>>();

  constructor(mostNumbers = MOST_NUMBERS) {
    this.#mostNumbers = mostNumbers;
  }

  get scrapes(): readonly Scrape[] {
    return this.#scrapes;
  }

  /** The series of one name that some kept scrape has. */
  seriesOf(name: string): readonly KeptSeries[] {
    return [...(this.#kept.get(name)?.values() ?? [])].map(({ series }) => series);
  }

  /**
   * Adds a complete scrape and forgets what is older than `span` before it. Returns in one sentence why a page is not fit to
   * be kept, and keeps nothing of it then.
   */
  add(at: number, pages: readonly ScrapedPage[], span: Milliseconds): string | null {
    const last = this.#scrapes.at(-1);
    // A clock that was set back would leave two orders of time; what was before is forgotten.
    if (last !== undefined && at <= last.at) this.#scrapes = [];
    const values = new Map<KeptSeries, number>();
    for (const { url, series: exposed } of pages) {
      for (const { name, labels, value } of exposed) {
        const series = this.#keep(url, name, labels, at);
        if (values.has(series)) return `a series of \`${name}\` stands twice on ${url}`;
        values.set(series, value);
      }
    }
    this.#scrapes = newest([...this.#scrapes, { at, values }], at - span, this.#mostNumbers);
    this.#forgetUnseen();
    return null;
  }

  #keep(url: string, name: string, labels: ReadonlyMap<string, string>, at: number): KeptSeries {
    const sorted = [...labels].sort(([left], [right]) => (left < right ? -1 : 1));
    const key = JSON.stringify([url, sorted]);
    const namesakes =
      this.#kept.get(name) ?? new Map<string, { readonly series: KeptSeries; seen: number }>();
    const known = namesakes.get(key) ?? { series: { name, labels }, seen: at };
    known.seen = at;
    this.#kept.set(name, namesakes.set(key, known));
    return known.series;
  }

  #forgetUnseen(): void {
    const oldest = this.#scrapes[0]?.at ?? 0;
    for (const namesakes of this.#kept.values()) {
      for (const [key, { seen }] of namesakes) if (seen < oldest) namesakes.delete(key);
    }
  }
}

/** The last scrape, and those before it that are recent enough and few enough. */
function newest(scrapes: readonly Scrape[], since: number, mostNumbers: number): readonly Scrape[] {
  let numbers = 0;
  let first = scrapes.length;
  for (const { at, values } of scrapes.toReversed()) {
    numbers += values.size;
    if (at < since || (numbers > mostNumbers && first < scrapes.length)) break;
    first -= 1;
  }
  return scrapes.slice(first);
}
