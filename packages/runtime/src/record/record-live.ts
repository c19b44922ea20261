import type { Milliseconds } from '../config/duration.js';
import type { RecordedLine, RecordingHead } from '../metrics/recording/recording.js';
import type { MetricSource } from '../metrics/source.js';
import type { Clock } from '../release/ports.js';
import { columnsOf, lineOf, type RecordedFrom } from './recorded-from.js';
import type { Recorded } from './record-past.js';

export interface LivePlan {
  /** Values are as of so long ago: the newest scrape may still be filling, and a runtime does not judge it either. */
  readonly lag: Milliseconds;
  /** Lines at most. */
  readonly lines: number;
}

/**
 * What the sources answer from now on, a line an interval, until the signal is aborted. A line that takes longer than the interval
 * costs those that it overlaps; a clock that is set back waits.
 */
export async function* recordLive(
  gateways: readonly RecordedFrom<MetricSource>[],
  { every, reads }: RecordingHead,
  { lag, lines }: LivePlan,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Recorded> {
  const columns = columnsOf(gateways, reads);
  const begin = clock.now();
  for (let turn = 0, done = 0; done < lines; done += 1) {
    await clock.sleep(begin + turn * every - clock.now(), signal);
    if (signal.aborted) return;
    const at = begin + turn * every - lag;
    const answers = await answersOf(columns, at, signal);
    if (answers === null) return;
    const line: RecordedLine = {
      at,
      samples: lineOf(
        columns,
        answers.map(({ samples }) => samples),
      ),
    };
    yield { lines: [line], warnings: [...new Set(answers.flatMap(({ warnings }) => warnings))] };
    turn = Math.max(turn + 1, Math.ceil((clock.now() - begin) / every));
  }
}

/** Null once the signal is aborted: what came until then is no whole line. */
async function answersOf(
  columns: ReturnType<typeof columnsOf<MetricSource>>,
  at: number,
  signal: AbortSignal,
): Promise<readonly Awaited<ReturnType<MetricSource['read']>>[] | null> {
  try {
    return await Promise.all(columns.map(({ source, reads }) => source.read({ at, reads }, signal)));
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
