import type { Sample } from '@lamia/lang';
import { unknown } from '../sample.js';
import type { BoundRead, MetricSource, ReadAnswer, ReadRequest } from '../source.js';
import { readKeyText, type RecordedLine, type Recording } from './recording.js';

/** So many intervals old is what a line says at most: after that something was not recorded. */
const STALE_AFTER = 2;

/** A metric source that answers what one gateway's source answered while it was recorded. */
export class RecordedSource implements MetricSource {
  readonly #recording: Recording;
  /** The place of each read in every line. */
  readonly #places = new Map<string, number>();

  /** @param gateway its place among the recording's */
  constructor(recording: Recording, gateway: number) {
    this.#recording = recording;
    for (const [place, read] of recording.reads.entries()) {
      if (read.gateway === gateway) this.#places.set(readKeyText(read.read), place);
    }
  }

  read({ at, reads }: ReadRequest, signal: AbortSignal): Promise<ReadAnswer> {
    signal.throwIfAborted();
    return Promise.resolve({ samples: this.samples(reads, at), warnings: [], requests: 0 });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The same without waiting, for whoever plays a release: one sample a read, of the last line before then. */
  samples(reads: readonly BoundRead[], at: number): readonly Sample[] {
    const line = lastUntil(this.#recording.lines, at);
    if (line === null) return reads.map(() => unknown('source-failed', 'the recording begins later'));
    if (at - line.at >= STALE_AFTER * this.#recording.every) {
      return reads.map(() => unknown('source-failed', 'nothing was recorded at that time'));
    }
    return reads.map((read) => {
      const place = this.#places.get(readKeyText(read));
      return (place === undefined ? undefined : line.samples[place]) ?? NOT_RECORDED;
    });
  }
}

const NOT_RECORDED = unknown('source-failed', 'this was not recorded; record with the gateway as it is now');

function lastUntil(lines: readonly RecordedLine[], at: number): RecordedLine | null {
  let from = 0;
  let to = lines.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((lines[middle]?.at ?? Infinity) <= at) from = middle + 1;
    else to = middle;
  }
  return lines[from - 1] ?? null;
}
