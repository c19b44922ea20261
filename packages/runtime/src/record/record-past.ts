import type { RecordedLine, RecordingHead } from '../metrics/recording/recording.js';
import type { PastAnswer, PastSource } from '../metrics/source.js';
import { columnsOf, lineOf, type RecordedFrom } from './recorded-from.js';

/** Some lines more of a recording. */
export interface Recorded {
  readonly lines: readonly RecordedLine[];
  /** What the sources want people to know. */
  readonly warnings: readonly string[];
}

export interface Past {
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** How many lines. */
  readonly instants: number;
}

/** So many values are asked for at once: an answer of Prometheus stays within what is read of one. */
const VALUES_AT_ONCE = 50_000;
/** Prometheus itself answers 11 000 instants at most. */
const INSTANTS_AT_ONCE = 1_000;

/**
 * What the sources would have answered at each instant of the past, by few questions for many instants. Rejects with the reason of
 * an aborted signal.
 */
export async function* recordPast(
  gateways: readonly RecordedFrom<PastSource>[],
  { every, reads }: RecordingHead,
  { from, instants }: Past,
  signal: AbortSignal,
): AsyncGenerator<Recorded> {
  const columns = columnsOf(gateways, reads);
  const atOnce = Math.max(
    1,
    Math.min(INSTANTS_AT_ONCE, Math.floor(VALUES_AT_ONCE / Math.max(1, reads.length))),
  );
  for (let first = 0; first < instants; first += atOnce) {
    const begin = from + first * every;
    const asked = Math.min(atOnce, instants - first);
    const answers = await Promise.all(
      columns.map(({ source, reads: own }) =>
        source.readPast({ from: begin, every, instants: asked, reads: own }, signal),
      ),
    );
    const lines = Array.from({ length: asked }, (_, place): RecordedLine => {
      const answered = answers.map(({ samples }: PastAnswer) => samples[place] ?? []);
      return { at: begin + place * every, samples: lineOf(columns, answered) };
    });
    yield { lines, warnings: [...new Set(answers.flatMap(({ warnings }) => warnings))] };
  }
}
