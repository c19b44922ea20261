import type { Sample } from '@lamia/lang';
import { numberSample, unknown } from '../sample.js';

/** One row of an instant vector; a scalar is a row without labels. */
export interface Row {
  readonly labels: ReadonlyMap<string, string>;
  /** NaN and the infinities included. */
  readonly value: number;
}

/** What became of one query. */
export type QueryAnswer = Rows | Refusal;

export interface Rows {
  readonly ok: true;
  readonly rows: readonly Row[];
  /** Why rows may be missing, from the source's warnings; null for a complete answer. */
  readonly partial: string | null;
}

/** There is no answer to the query, and why. */
export interface Refusal {
  readonly ok: false;
  readonly why: string;
}

/** The sample of a read for which these rows came, all of them its own. */
export function sampleOfRows(rows: readonly Row[], partial: string | null): Sample {
  const [row, second] = rows;
  if (second !== undefined) return unknown('many-series', seriesText(rows));
  if (row !== undefined) return numberSample(row.value);
  // What a partial answer leaves out may well exist: it is no absent series, and never zero.
  return partial === null
    ? unknown('no-series')
    : unknown('source-failed', `the answer was partial: ${partial}`);
}

const LISTED = 4;

function seriesText(rows: readonly Row[]): string {
  const listed = rows.slice(0, LISTED).map(({ labels }) => {
    const sorted = [...labels].sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${sorted.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(', ')}}`;
  });
  const more = rows.length - listed.length;
  return `${rows.length} series: ${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
