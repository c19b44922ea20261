import { describe, expect, test } from '@jest/globals';
import type { Scrape } from './history.js';
import { windowScrapes } from './window.js';

const at = (...times: readonly number[]): readonly Scrape[] =>
  times.map((time) => ({ at: time, values: new Map() }));
const every = (interval: number, from: number, to: number): readonly Scrape[] =>
  at(...Array.from({ length: (to - from) / interval + 1 }, (_, index) => from + index * interval));

/** The times of the scrapes that a window is made of, or why there are none. */
function times(
  scrapes: readonly Scrape[],
  end: number,
  window: number,
  failure: string | null = null,
): unknown {
  const found = windowScrapes(scrapes, { end, window }, { interval: 5_000, failure });
  if (found.ok) return found.scrapes.map((scrape) => scrape.at);
  return found.sample.known ? null : `${found.sample.cause}: ${found.sample.detail ?? ''}`;
}

describe('a window', () => {
  test('ends with the newest scrape at the instant and is as long as it says', () => {
    const scrapes = every(5_000, 100_000, 150_000);
    expect(times(scrapes, 133_000, 20_000)).toEqual([110_000, 115_000, 120_000, 125_000, 130_000]);
    expect(times(scrapes, 130_000, 5_000)).toEqual([125_000, 130_000]);
  });

  test('begins with the scrape nearest to its length', () => {
    expect(times(at(100_000, 104_900, 110_050, 115_200, 120_100), 121_000, 15_000)).toEqual([
      104_900, 110_050, 115_200, 120_100,
    ]);
    // The earlier of two that are as near.
    expect(times(at(100_000, 105_000, 115_000), 115_000, 12_500)).toEqual([100_000, 105_000, 115_000]);
  });

  test('tells its real length', () => {
    const found = windowScrapes(
      at(100_000, 104_000, 120_000),
      { end: 121_000, window: 15_000 },
      { interval: 5_000, failure: null },
    );
    expect(found).toMatchObject({ ok: true, length: 16_000 });
  });

  test('that reaches before the first scrape is not judged', () => {
    const scrapes = every(5_000, 100_000, 130_000);
    expect(times(scrapes, 130_000, 60_000)).toBe(
      'no-series: 30s of history is missing: a window of 1m is not full yet',
    );
    expect(times(scrapes, 90_000, 60_000)).toBe(
      'no-series: 1m10s of history is missing: a window of 1m is not full yet',
    );
    expect(times(scrapes, 130_000, 35_000)).toBe(
      'no-series: 5s of history is missing: a window of 35s is not full yet',
    );
  });

  test('may lack less than a scrape interval', () => {
    expect(times(every(5_000, 100_000, 130_000), 130_000, 34_999)).toEqual(
      every(5_000, 100_000, 130_000).map((scrape) => scrape.at),
    );
  });

  test('may have holes, but not at its end', () => {
    const scrapes = at(100_000, 105_000, 125_000);
    expect(times(scrapes, 135_000, 20_000)).toEqual([105_000, 125_000]);
    expect(times(scrapes, 135_001, 20_000, 'page `x` is gone')).toBe(
      'source-failed: the newest complete scrape is 10s old: page `x` is gone',
    );
  });

  test('may have holes, but not at its start', () => {
    expect(times(at(100_000, 130_000, 135_000), 135_000, 20_000)).toBe(
      'source-failed: no scrape succeeded near the start of the window',
    );
  });

  test('never reaches back into the time before a change of weights has settled', () => {
    // The newest scrape is late and the one at the start is missing: the one before that is too old to be judged.
    const scrapes = at(100_000, 110_000, 115_000, 120_000);
    expect(times(scrapes, 120_000, 15_000)).toEqual([100_000, 110_000, 115_000, 120_000]);
    expect(times(scrapes, 125_001, 15_000)).toBe(
      'source-failed: no scrape succeeded near the start of the window',
    );
  });

  test('cannot be shorter than the scrape interval', () => {
    expect(times(every(5_000, 100_000, 130_000), 130_000, 4_000)).toBe(
      'no-series: the window of 4s is shorter than the scrape interval of 5s',
    );
  });

  test('without any scrape says whether one was tried', () => {
    expect(times([], 100_000, 60_000)).toBe('no-series: nothing has been scraped yet');
    expect(times([], 100_000, 60_000, 'page `x` is gone')).toBe(
      'source-failed: no scrape has succeeded yet: page `x` is gone',
    );
  });

  test('of a single scrape is not full', () => {
    expect(times(at(100_000), 101_000, 5_000)).toBe(
      'no-series: 5s of history is missing: a window of 5s is not full yet',
    );
  });
});
