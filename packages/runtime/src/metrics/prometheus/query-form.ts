import type { InPieces } from '../../event-loop/in-turns.js';
import type { Row, Rows } from '../query/answer.js';
import type { PastRequest } from '../source.js';
import { openEnvelope, rangeRows, reading, refused, type Told } from './answer.js';

/** One way to ask the query API, and to read what it answers. */
export interface QueryForm<Answer> {
  /** Behind the address of the query API. */
  readonly path: '' | '_range';
  /** What is sent beside the query. */
  readonly fields: Readonly<Record<string, string>>;
  reading(status: number, body: string, clean: (text: string) => string): InPieces<Told<Answer>>;
}

/** As of one instant. */
export function instantForm(at: number): QueryForm<Rows> {
  return { path: '', fields: { time: seconds(at) }, reading };
}

/** What one query came to at many instants. */
export interface RangeAnswer {
  readonly ok: true;
  /** By place of the instant. */
  readonly rows: readonly (readonly Row[])[];
  readonly partial: string | null;
}

/** As of many instants. */
export function rangeForm({ from, every, instants }: PastRequest): QueryForm<RangeAnswer> {
  const end = from + (instants - 1) * every;
  return {
    path: '_range',
    fields: { start: seconds(from), end: seconds(end), step: seconds(every) },
    *reading(status, body, clean) {
      const opened = openEnvelope(status, body, clean);
      if ('answer' in opened) return opened;
      const { data, warnings, partial } = opened;
      yield;
      const rows = rangeRows(data, instants, (time) => Math.round((time * 1000 - from) / every));
      if (typeof rows === 'string') return refused(`Prometheus answered with ${rows}`, warnings);
      return { answer: { ok: true, rows, partial }, warnings };
    },
  };
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
