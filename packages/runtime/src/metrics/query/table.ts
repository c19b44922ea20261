import type { Sample } from '@lamia/lang';
import { unknown } from '../sample.js';
import { sampleOfRows } from './answer.js';
import type { QueryAnswer, Row } from './answer.js';

/** Equal for equal lists of label values, whatever characters they have. */
export function rowKey(values: readonly string[]): string {
  let key = '';
  for (const value of values) key += `${value.length}:${value}`;
  return key;
}

/** Where one subject's number stands in the answer of a query: in the row whose `labels` have the values of `key`. */
export interface Cell {
  /** Index of the query in its plan. */
  readonly query: number;
  /** The same for every cell of one query. */
  readonly labels: readonly string[];
  readonly key: string;
}

/** The answer of one query, looked up by the values of its identity labels. */
export class AnswerTable {
  readonly #answer: QueryAnswer;
  #rows: ReadonlyMap<string, readonly Row[]> | null = null;

  constructor(answer: QueryAnswer) {
    this.#answer = answer;
  }

  /** The sample of a read that has the query to itself. */
  whole(): Sample {
    const answer = this.#answer;
    return answer.ok ? sampleOfRows(answer.rows, answer.partial) : unknown('source-failed', answer.why);
  }

  /** The sample of one subject. */
  at({ labels, key }: Cell): Sample {
    const answer = this.#answer;
    if (!answer.ok) return unknown('source-failed', answer.why);
    this.#rows ??= rowsByKey(answer.rows, labels);
    return sampleOfRows(this.#rows.get(key) ?? [], answer.partial);
  }
}

function rowsByKey(rows: readonly Row[], labels: readonly string[]): ReadonlyMap<string, readonly Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const { labels: texts } = row; // made when it is asked for
    const key = rowKey(labels.map((label) => texts.get(label) ?? ''));
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [row]);
    else group.push(row);
  }
  return grouped;
}
