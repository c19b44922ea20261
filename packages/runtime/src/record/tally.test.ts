import { expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import { Tally } from './tally.js';

const KNOWN: Sample = { known: true, value: 1 };
const NONE: Sample = { known: false, cause: 'no-series' };
const failed = (detail: string): Sample => ({ known: false, cause: 'source-failed', detail });

const of = (...lines: readonly (readonly Sample[])[]): Tally => {
  const tally = new Tally();
  tally.add(lines.map((samples, place) => ({ at: place, samples })));
  return tally;
};

test('what was recorded is told with what is unknown of it and why', () => {
  const tally = of([KNOWN, NONE], [failed('away'), failed('later')]);
  expect(tally.text('a.jsonl')).toBe(
    '2 lines in `a.jsonl`; 3 of 4 values are unknown, the first failure: away',
  );
  expect(tally.progressText(10)).toBe('2 of 10 lines; 3 of 4 values are unknown');
  expect(of([KNOWN]).text(null)).toBe('1 line');
  expect(of([KNOWN]).progressText(null)).toBe('1 line');
});

test('is nothing where the sources answered nothing, not where they have nothing', () => {
  expect(of([failed('away')])).toMatchObject({
    isEmpty: true,
    failureText: 'the metric source failed: away',
  });
  expect([of(), of([NONE]), of([failed('away'), KNOWN])].map(({ isEmpty }) => isEmpty)).toEqual([
    false,
    false,
    false,
  ]);
});
