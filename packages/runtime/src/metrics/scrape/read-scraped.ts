import type { Sample } from '@lamia/lang';
import { measureOf } from '../catalogue/catalogue.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { evaluate } from '../catalogue/evaluate.js';
import type { Leaf } from '../catalogue/measure.js';
import { numberSample, unknown } from '../sample.js';
import type { BoundRead } from '../source.js';
import type { History } from './history.js';
import { leafValue } from './leaf-value.js';
import type { MatcherCompiler } from './series-match.js';
import { windowScrapes } from './window.js';
import type { Scraping } from './window.js';

/** Scrapes of pages whose series a catalogue gives names. */
export interface Scraped extends Scraping {
  readonly catalogue: Catalogue;
  readonly history: Pick<History, 'scrapes' | 'seriesOf'>;
}

/** What scrapes say of a read as of an instant. */
export function readScraped(
  { catalogue, history, interval, failure }: Scraped,
  read: BoundRead,
  at: number,
  compiler: MatcherCompiler,
): Sample {
  if (read.kind === 'promql') {
    return unknown('source-failed', '`promql` needs a Prometheus as source; this one scrapes pages itself');
  }
  const found = measureOf(catalogue, read.metric, read.statistic);
  if (!found.ok) return unknown('source-failed', found.why);
  const span = { end: at - read.offset, window: read.window };
  const window = windowScrapes(history.scrapes, span, { interval, failure });
  if (!window.ok) return window.sample;
  const answer = (leaf: Leaf): Sample => {
    const matches = compiler.compile(leaf.series, read.subject, read.selector);
    if (matches === null)
      return unknown('source-failed', 'a selector holds no regular expression in RE2 syntax');
    const series = history.seriesOf(leaf.series.name).filter(matches);
    const value = leafValue(leaf, series, window.scrapes);
    return value === null ? unknown('no-series') : numberSample(value);
  };
  return evaluate(found.measure, answer, window.length);
}
