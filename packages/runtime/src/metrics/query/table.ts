import type { Sample } from '@lamia/lang';
import type { InPieces } from '../../event-loop/in-turns.js';
import { unknown } from '../sample.js';
import { sampleOfRows } from './answer.js';
import type { QueryAnswer, Row } from './answer.js';

/** So many rows are looked through in one piece of the work. */
const PIECE = 500;

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
  #rows: ReadonlyMap<string, readonly Row[]> = new Map();
  #isIndexed = false;

  constructor(answer: QueryAnswer) {
    this.#answer = answer;
  }

  /** The sample of a read that has the query to itself. */
  whole(): Sample {
    const answer = this.#answer;
    return answer.ok ? sampleOfRows(answer.rows, answer.partial) : unknown('source-failed', answer.why);
  }

  /** Has to be done once, with the labels of the query's cells, before one is looked up. */
  *index(labels: readonly string[]): InPieces<void> {
    if (this.#isIndexed || !this.#answer.ok) return;
    this.#isIndexed = true;
    this.#rows = yield* rowsByKey(this.#answer.rows, labels);
  }

  /** The sample of one subject. */
  at({ key }: Cell): Sample {
    const answer = this.#answer;
    if (!answer.ok) return unknown('source-failed', answer.why);
    return sampleOfRows(this.#rows.get(key) ?? [], answer.partial);
  }
}

function* rowsByKey(
  rows: readonly Row[],
  labels: readonly string[],
): InPieces<ReadonlyMap<string, readonly Row[]>> {
  const grouped = new Map<string, Row[]>();
  for (const [index, row] of rows.entries()) {
    if (index % PIECE === 0) yield;
    const { labels: texts } = row; // made when it is asked for
    const key = rowKey(labels.map((label) => texts.get(label) ?? ''));
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [row]);
    else group.push(row);
  }
  return grouped;
}
