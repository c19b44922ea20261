import { atOnce, type InPieces } from '../../event-loop/in-turns.js';
import { parseFloatText } from '../float.js';
import { oneLine } from '../../http/failure-text.js';
import type { Refusal, Row, Rows } from '../query/answer.js';
import { cutVector } from './cut-vector.js';

/** One answer of the query API and what Prometheus wants people to know about it. */
export interface Told<Answer> {
  readonly answer: Answer | Refusal;
  readonly warnings: readonly string[];
}

export type PrometheusAnswer = Told<Rows>;

/**
 * Reads the body of `/api/v1/query` as it came, whatever it is. Texts of the other side pass through `clean`, which takes
 * secrets out, and are then cut to one line.
 */
export function readAnswer(status: number, body: string, clean?: (text: string) => string): PrometheusAnswer {
  return atOnce(reading(status, body, clean));
}

/** The same in pieces: the rows of a large answer are read some at a time. */
export function* reading(
  status: number,
  body: string,
  clean: (text: string) => string = (text) => text,
): InPieces<PrometheusAnswer> {
  const cut = yield* cutVector(body);
  const opened = openEnvelope(status, cut.rest, clean);
  if ('answer' in opened) return opened;
  const { data, warnings, partial } = opened;
  const rows = yield* rowsOf(data, cut.slices);
  if (typeof rows === 'string') return refused(`Prometheus answered with ${rows}`, warnings);
  return { answer: { ok: true, rows, partial }, warnings };
}

/** What every successful answer has around what it says. */
export interface Envelope {
  readonly data: unknown;
  readonly warnings: readonly string[];
  /** Why something may be missing; null for a complete answer. */
  readonly partial: string | null;
}

/** Opens an answer as it came, or says why there is none. */
export function openEnvelope(
  status: number,
  body: string,
  clean: (text: string) => string,
): Envelope | Told<never> {
  const line = (text: string): string => oneLine(clean(text));
  const answer = parseJson(body);
  if (!isObject(answer) || (answer['status'] !== 'success' && answer['status'] !== 'error')) {
    return refused(statusText(status), []);
  }
  const warnings = textsOf(answer['warnings']).map(line);
  if (answer['status'] === 'error') {
    const type = typeof answer['errorType'] === 'string' ? `${answer['errorType']}: ` : '';
    const text = typeof answer['error'] === 'string' ? answer['error'] : `status ${status}`;
    return refused(`Prometheus answered with an error: ${line(type + text)}`, warnings);
  }
  return { data: answer['data'], warnings, partial: warnings.length === 0 ? null : warnings.join('; ') };
}

export function refused(why: string, warnings: readonly string[]): Told<never> {
  return { answer: { ok: false, why }, warnings };
}

function statusText(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return `Prometheus refused the credentials (status ${status})`;
    case 404:
      return 'there is no query API of Prometheus at this address (status 404)';
    default:
      return `the answer is not one of Prometheus' query API (status ${status})`;
  }
}

/** The rows of an instant vector or a scalar; a text says what came instead. `slices` are rows that were cut out of it. */
function* rowsOf(data: unknown, slices: Iterable<string>): InPieces<readonly Row[] | string> {
  if (!isObject(data)) return 'no data';
  const { resultType, result } = data;
  switch (resultType) {
    case 'scalar': {
      const value = valueOf(result);
      return value === null ? 'a scalar in an unknown form' : [{ labels: new Map(), value }];
    }
    case 'vector': {
      if (!Array.isArray(result)) return 'a vector in an unknown form';
      const rows: Row[] = [];
      for (const some of slicesOf(result, slices)) {
        for (const one of some) {
          const row = rowOf(one);
          if (row === null) return UNKNOWN_SERIES;
          rows.push(row);
        }
        yield;
      }
      return rows;
    }
    case 'matrix':
    case 'string':
      return `a ${resultType}; an instant vector or a scalar is expected`;
    default:
      return 'a result of an unknown type';
  }
}

function* slicesOf(result: readonly unknown[], slices: Iterable<string>): Generator<readonly unknown[]> {
  yield result;
  for (const slice of slices) {
    const rows = parseJson(slice);
    yield Array.isArray(rows) ? rows : [null];
  }
}

function rowOf(row: unknown): Row | null {
  if (!isObject(row)) return null;
  const metric = metricOf(row);
  const value = valueOf(row['value']);
  return metric === null || value === null ? null : new VectorRow(metric, value);
}

/** The labels of a series, or null where they are none. */
function metricOf(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  const { metric } = row;
  if (!isObject(metric)) return null;
  for (const label of Object.keys(metric)) if (typeof metric[label] !== 'string') return null;
  return metric;
}

/**
 * The rows of a range of instants, instant by instant; a text says what came instead.
 *
 * @param placeOf the instant that a time in seconds is, by its place
 */
export function rangeRows(
  data: unknown,
  instants: number,
  placeOf: (seconds: number) => number,
): readonly (readonly Row[])[] | string {
  if (!isObject(data) || data['resultType'] !== 'matrix' || !Array.isArray(data['result'])) {
    return 'something else than a matrix';
  }
  const rows = Array.from({ length: instants }, (): Row[] => []);
  const result: readonly unknown[] = data['result'];
  for (const series of result) {
    const metric = isObject(series) ? metricOf(series) : null;
    const values: unknown = isObject(series) ? series['values'] : null;
    if (metric === null || !Array.isArray(values)) return UNKNOWN_SERIES;
    for (const pair of values) {
      const value = valueOf(pair);
      const seconds: unknown = Array.isArray(pair) ? pair[0] : null;
      if (value === null || typeof seconds !== 'number') return UNKNOWN_SERIES;
      rows[placeOf(seconds)]?.push(new VectorRow(metric, value));
    }
  }
  return rows;
}

const UNKNOWN_SERIES = 'a series in an unknown form (a native histogram has no one value)';

/** Of thousands of rows only a few labels are looked at, and those once: a map for each would be most of the memory. */
class VectorRow implements Row {
  readonly value: number;
  readonly #metric: Readonly<Record<string, unknown>>;

  constructor(metric: Readonly<Record<string, unknown>>, value: number) {
    this.#metric = metric;
    this.value = value;
  }

  get labels(): ReadonlyMap<string, string> {
    return new Map(Object.entries(this.#metric).map(([label, text]) => [label, String(text)]));
  }
}

/** The number of a `[time, "text"]` pair. */
function valueOf(pair: unknown): number | null {
  const text: unknown = Array.isArray(pair) ? pair[1] : null;
  return typeof text === 'string' ? parseFloatText(text) : null;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON: the status says more than where it breaks off
  }
}
