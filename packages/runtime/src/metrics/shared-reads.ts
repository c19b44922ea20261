import type { Sample } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import { errorMessage } from '../errors/error-message.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { planReads } from './planner.js';
import { readKeyText } from './recording/recording.js';
import { unknown } from './sample.js';
import type { BoundRead, MetricSource } from './source.js';

/** A source that is open, and what its reads are made of. */
export interface OpenMetrics {
  readonly source: MetricSource;
  readonly catalogue: Catalogue;
}

/** What was asked of a source at one instant: gateways of another scrape interval, which look at others, have a source of their own. */
interface Held {
  readonly at: number;
  readonly answers: Map<string, Promise<Sample>>;
  queries: number;
}

/** So many queries go to a source for one instant, so that whoever looks at values leaves releases their turn. */
const MOST_QUERIES = 40;
const PATIENCE: Milliseconds = 10_000;

const TOO_MANY = unknown(
  'source-failed',
  'too many values of this source are looked at by others at the moment; ask again in some seconds',
);

/**
 * Reads for people who look on: whatever is wanted of a source as of one instant is asked for once, however many want it. It is kept
 * until the next instant is asked for, failures included.
 */
export class SharedReads {
  readonly #held = new WeakMap<MetricSource, Held>();

  /** The samples of these reads as of `at`, one a read. Never rejects: a failure is told by the samples. */
  async read(
    { source, catalogue }: OpenMetrics,
    at: number,
    reads: readonly BoundRead[],
  ): Promise<readonly Sample[]> {
    const held = this.#at(source, at);
    const keys = reads.map(readKeyText);
    const missing = new Map<string, BoundRead>();
    for (const read of reads) if (!held.answers.has(readKeyText(read))) missing.set(readKeyText(read), read);
    const asked = [...missing.values()];
    const { length } = planReads(asked.map((read) => ({ read, catalogue }))).queries;
    if (held.queries + length <= MOST_QUERIES) {
      held.queries += length;
      const answer = asked.length === 0 ? Promise.resolve([]) : ask(source, at, asked);
      [...missing.keys()].forEach((key, place) => {
        held.answers.set(
          key,
          answer.then((samples) => samples[place] ?? UNANSWERED),
        );
      });
    }
    return await Promise.all(keys.map((key) => held.answers.get(key) ?? Promise.resolve(TOO_MANY)));
  }

  #at(source: MetricSource, at: number): Held {
    const known = this.#held.get(source);
    if (known?.at === at) return known;
    const held = { at, answers: new Map<string, Promise<Sample>>(), queries: 0 };
    this.#held.set(source, held);
    return held;
  }
}

const UNANSWERED = unknown('source-failed', 'the source left the read unanswered');

async function ask(
  source: MetricSource,
  at: number,
  reads: readonly BoundRead[],
): Promise<readonly Sample[]> {
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const { samples } = await source.read({ at, reads }, signal);
    return samples;
  } catch (error) {
    const why = signal.aborted ? 'the metric source gives no answer in time' : errorMessage(error);
    return reads.map(() => unknown('source-failed', why));
  }
}
