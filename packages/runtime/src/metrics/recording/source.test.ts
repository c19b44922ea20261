import { describe, expect, test } from '@jest/globals';
import type { BoundRead } from '../source.js';
import { RecordedSource } from './source.js';
import { METRIC, QUERY, recordingOf } from './testing/recordings.js';

const known = (value: number) => ({ known: true, value }) as const;
const lines = [100_000, 110_000, 120_000, 200_000].map((at) => ({
  at,
  samples: [known(at / 1000), { known: false, cause: 'no-series' } as const],
}));
const source = new RecordedSource(recordingOf(lines), 0);
const failed = (detail: string) => ({ known: false, cause: 'source-failed', detail });

describe('a recorded source', () => {
  test.each<[string, number, unknown]>([
    ['at a line', 110_000, known(110)],
    ['between two lines: the one before', 119_999, known(110)],
    ['before the first line', 99_999, failed('the recording begins later')],
    ['less than two intervals after a line', 139_999, known(120)],
    ['later, where lines are missing', 140_000, failed('nothing was recorded at that time')],
    ['long after the last line', 1_000_000, failed('nothing was recorded at that time')],
  ])('answers %s', (_, at, sample) => {
    expect(source.samples([METRIC.read], at)).toEqual([sample]);
  });

  test('answers as any other source does, each read its own', async () => {
    const answer = await source.read(
      { at: 100_000, reads: [QUERY.read, METRIC.read] },
      new AbortController().signal,
    );
    expect(answer).toEqual({
      samples: [{ known: false, cause: 'no-series' }, known(100)],
      warnings: [],
      requests: 0,
    });
  });

  test('has no answer for what was not recorded, of another gateway neither', () => {
    const other: BoundRead = { ...METRIC.read, window: 30_000 } as BoundRead;
    const unrecorded = failed('this was not recorded; record with the gateway as it is now');
    expect(source.samples([other], 100_000)).toEqual([unrecorded]);
    expect(new RecordedSource(recordingOf(lines), 1).samples([METRIC.read], 100_000)).toEqual([unrecorded]);
  });
});
