import { setTimeout as pause } from 'node:timers/promises';
import type { Milliseconds } from '../../config/duration.js';
import { headText, lineText } from '../../metrics/recording/write-recording.js';
import type { PastSource } from '../../metrics/source.js';
import { recordPast } from '../../record/record-past.js';
import { recordingHead, type GatewayToRecord } from '../../record/recording-head.js';
import { Tally } from '../../record/tally.js';
import type { ManagedGateway } from '../../release/control.js';

/** How far back, by the word for it. */
export const PAST_SPANS = { '15m': 900_000, '1h': 3_600_000, '6h': 21_600_000 } as const;
export type PastSpan = keyof typeof PAST_SPANS;

/** A gateway whose source knows its past. */
export interface GatewayWithPast extends GatewayToRecord {
  readonly source: PastSource;
}

/** Port: what there is to record of a gateway, or in one sentence why there is nothing. */
export type PastOf = (gateway: ManagedGateway) => GatewayWithPast | string;

/** A recording as `lamia record` writes it, or why there is none. */
export type RecordedPast =
  | { readonly recording: string; readonly lines: number; readonly warnings: readonly string[] }
  | { readonly recording: null; readonly why: string };

/** A picture has no use for more. */
const MOST_LINES = 360;
const MOST_VALUES = 50_000;
/** So long one recording is told to all who ask for it. */
const KEPT: Milliseconds = 10_000;
/** Between two recordings, so that releases have their turn at the source. */
const BREATH: Milliseconds = 500;
const PATIENCE: Milliseconds = 15_000;
/** So many recordings wait at most, beside the one under way: a source that is slow makes nobody's queue longer. */
const MOST_WAITING = 8;

interface Kept {
  readonly past: Promise<RecordedPast>;
  /** When it was there; null until then. */
  readonly at: number | null;
}

const TOO_MANY: RecordedPast = {
  recording: null,
  why: 'too many recordings are being made at the moment; ask again in some seconds',
};

/** The recent past of gateways for people who look on: one recording at a time, told to all who ask for the same. */
export class PastDesk {
  readonly #pastOf: PastOf;
  readonly #by: string;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();
  #last: Promise<unknown> = Promise.resolve();

  /** @param by what records */
  constructor(pastOf: PastOf, by: string, now: () => number) {
    this.#pastOf = pastOf;
    this.#by = by;
    this.#now = now;
  }

  /** What the gateway's policies would have read until now, over so long. */
  of(managed: ManagedGateway, span: PastSpan): Promise<RecordedPast> {
    const gateway = this.#pastOf(managed);
    if (typeof gateway === 'string') return Promise.resolve({ recording: null, why: gateway });
    const now = this.#now();
    for (const [key, { at }] of this.#kept)
      if (at !== null && Math.abs(now - at) >= KEPT) this.#kept.delete(key);
    const { name, namespace } = managed.gateway;
    const key = JSON.stringify([namespace, name, managed.revision, span]);
    const known = this.#kept.get(key);
    if (known !== undefined) return known.past;
    const unfinished = [...this.#kept.values()].filter(({ at }) => at === null);
    if (unfinished.length > MOST_WAITING) return Promise.resolve(TOO_MANY);
    const past = this.#last.then(() => this.#record(gateway, PAST_SPANS[span]));
    this.#kept.set(key, { at: null, past });
    const done = async (): Promise<void> => {
      this.#kept.set(key, { at: this.#now(), past });
      await pause(BREATH, undefined, { ref: false });
    };
    // A fault is for whoever asked; the next one has its turn all the same.
    this.#last = past.then(done, done);
    return past;
  }

  async #record(gateway: GatewayWithPast, span: Milliseconds): Promise<RecordedPast> {
    const { metrics } = gateway.gateway;
    const scrape = metrics?.scrapeInterval ?? 0;
    const { length: reads } = recordingHead([gateway], 1, this.#by).reads;
    const most = Math.max(2, Math.min(MOST_LINES, Math.floor(MOST_VALUES / Math.max(1, reads))));
    const every = Math.max(1_000, scrape, Math.ceil(span / most / 1_000) * 1_000);
    const instants = Math.floor(span / every) + 1;
    const head = recordingHead([gateway], every, this.#by);
    const texts = [headText(head)];
    const warnings = new Set<string>();
    const told = new Tally();
    const signal = AbortSignal.timeout(PATIENCE);
    const from = this.#now() - scrape - (instants - 1) * every;
    try {
      for await (const part of recordPast([gateway], head, { from, instants }, signal)) {
        texts.push(...part.lines.map(lineText));
        told.add(part.lines);
        for (const warning of part.warnings) warnings.add(warning);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
      return { recording: null, why: 'the metric source gives no answer in time' };
    }
    if (told.isEmpty) return { recording: null, why: told.failureText };
    return { recording: `${texts.join('\n')}\n`, lines: texts.length - 1, warnings: [...warnings] };
  }
}
