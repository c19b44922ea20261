import { durationText } from '@lamia/lang';
import { measuredText } from '../../config/duration.js';
import type { Sample } from '@lamia/lang';
import type { Milliseconds } from '../../config/duration.js';
import { unknown } from '../sample.js';
import type { Scrape } from './history.js';

/** Where a read looks. */
export interface Span {
  /** The instant it ends at, its offset already taken off. */
  readonly end: number;
  readonly window: Milliseconds;
}

/** What is known of the scraping itself. */
export interface Scraping {
  readonly interval: Milliseconds;
  /** Why the last scrape failed; null when it did not. */
  readonly failure: string | null;
}

/** The scrapes from a window's start to its end, at least two; or why the window cannot be judged. */
export type WindowScrapes =
  | {
      readonly ok: true;
      readonly scrapes: readonly Scrape[];
      /** From the first of them to the last: the window asked, give or take half an interval. */
      readonly length: Milliseconds;
    }
  | { readonly ok: false; readonly sample: Sample };

/**
 * Finds the scrapes of a window. It ends with the newest scrape at the instant and begins with the one nearest to its
 * length before that. A value from half a window must not be judged: a whole interval missing at the start makes it unknown.
 * Nor may it reach further back than two intervals before the window asked: so long after a change of weights nothing is
 * judged, and what was before the change must stay out.
 */
export function windowScrapes(
  scrapes: readonly Scrape[],
  { end, window }: Span,
  { interval, failure }: Scraping,
): WindowScrapes {
  const because = failure === null ? '' : `: ${failure}`;
  const [first] = scrapes;
  if (first === undefined) {
    return failure === null
      ? none('nothing has been scraped yet')
      : failed(`no scrape has succeeded yet${because}`);
  }
  if (window < interval) {
    const lengths = `${durationText(window)} is shorter than the scrape interval of ${durationText(interval)}`;
    return none(`the window of ${lengths}`);
  }
  const last = scrapes.findLastIndex(({ at }) => at <= end);
  const newest = scrapes[last];
  const start = (newest?.at ?? end) - window;
  if (newest === undefined || first.at >= start + interval) {
    const missing = measuredText(first.at - start);
    return none(`${missing} of history is missing: a window of ${durationText(window)} is not full yet`);
  }
  if (end - newest.at > 2 * interval) {
    return failed(`the newest complete scrape is ${measuredText(end - newest.at)} old${because}`);
  }
  const earliest = end - window - 2 * interval;
  const isNear = ({ at }: Scrape): boolean => at >= earliest && at < start + interval;
  const begin = nearest(scrapes.slice(0, last).filter(isNear), start);
  if (begin === null) return failed('no scrape succeeded near the start of the window');
  const within = scrapes.slice(scrapes.indexOf(begin), last + 1);
  return { ok: true, scrapes: within, length: newest.at - begin.at };
}

/** The scrape nearest to an instant, the earlier of two; null where there is none. */
function nearest(scrapes: readonly Scrape[], instant: number): Scrape | null {
  const distance = ({ at }: Scrape): number => Math.abs(at - instant);
  return scrapes.reduce<Scrape | null>(
    (best, scrape) => (best !== null && distance(best) <= distance(scrape) ? best : scrape),
    null,
  );
}

function none(detail: string): WindowScrapes {
  return { ok: false, sample: unknown('no-series', detail) };
}

function failed(detail: string): WindowScrapes {
  return { ok: false, sample: unknown('source-failed', detail) };
}
