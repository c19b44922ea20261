import type { Matcher } from '@lamia/lang';
import { identityValues } from '../catalogue/measure.js';
import type { Identity, Leaf } from '../catalogue/measure.js';
import { literalPattern } from '../label-regex.js';
import { printPromql } from '../promql/print.js';
import type { PromqlExpression } from '../promql/syntax.js';
import type { InPieces } from '../../event-loop/in-turns.js';
import type { BoundRead, Subject } from '../source.js';
import { rowKey } from './table.js';

export type MetricRead = Extract<BoundRead, { kind: 'metric' }>;

/** By leaf and selector, which all gateways of one program share, and by the span of time. */
const names = new WeakMap<Leaf, WeakMap<MetricRead['selector'], Map<string, string>>>();

const WHOLE: MetricRead['selector'] = [];

/** Equal for leaves that ask the same of different subjects. */
export function groupName(leaf: Leaf, { selector, window, offset }: MetricRead): string {
  const shared = selector.length === 0 ? WHOLE : selector;
  const bySelector = names.get(leaf) ?? new WeakMap<MetricRead['selector'], Map<string, string>>();
  const bySpan = bySelector.get(shared) ?? new Map<string, string>();
  names.set(leaf, bySelector.set(shared, bySpan));
  const span = `${window} ${offset}`;
  const known = bySpan.get(span);
  if (known !== undefined) return known;
  const { series, ...how } = leaf;
  const labels = [...series.identity.keys()];
  const name = JSON.stringify([how, series.name, series.where, labels, selector, window, offset]);
  bySpan.set(span, name);
  return name;
}

/** The row of an answer that is a subject's, by the values of its labels. */
interface SubjectRow {
  readonly key: string;
  readonly values: readonly string[];
}

/** The same subjects are read at every tick, and their texts are most of the work of planning. */
const rows = new WeakMap<Subject, Map<Identity, SubjectRow>>();

function rowOf(identity: Identity, subject: Subject): SubjectRow {
  const known = rows.get(subject)?.get(identity);
  if (known !== undefined) return known;
  const values = identityValues(identity, subject);
  const row = { key: rowKey(values), values };
  rows.set(subject, (rows.get(subject) ?? new Map<Identity, SubjectRow>()).set(identity, row));
  return row;
}

export interface GroupQuery {
  readonly text: string;
  readonly keys: readonly string[];
}

/** What is read of many subjects in the same way, and can therefore be read with one query. */
export class QueryGroup {
  readonly #leaf: Leaf;
  readonly #read: MetricRead;
  /** The label values of each subject by their key. */
  readonly #subjects = new Map<string, readonly string[]>();
  /** The labels by which a row of the answer is known. */
  readonly labels: readonly string[];

  constructor(leaf: Leaf, read: MetricRead) {
    this.#leaf = leaf;
    this.#read = read;
    this.labels = [...leaf.series.identity.keys()];
  }

  /** Adds a subject as this leaf, one of the group's, knows it; gives the key of its row. */
  add(leaf: Leaf, subject: Subject): string {
    const { key, values } = rowOf(leaf.series.identity, subject);
    this.#subjects.set(key, values);
    return key;
  }

  /** The texts of the queries, each with the keys that it answers. */
  *queries(subjectsPerQuery: number): InPieces<readonly GroupQuery[]> {
    yield;
    const subjects = [...this.#subjects].sort(([left], [right]) => (left < right ? -1 : 1));
    const queries: GroupQuery[] = [];
    for (let start = 0; start < subjects.length; start += subjectsPerQuery) {
      yield;
      const part = subjects.slice(start, start + subjectsPerQuery);
      const text = printPromql(this.#expression(part.map(([, values]) => values)));
      queries.push({ text, keys: part.map(([key]) => key) });
    }
    return queries;
  }

  #expression(subjects: readonly (readonly string[])[]): PromqlExpression {
    const leaf = this.#leaf;
    const by = this.labels;
    const identity = by.map((label, index) =>
      oneOf(
        label,
        subjects.map((values) => values[index] ?? ''),
      ),
    );
    const range: PromqlExpression = {
      kind: 'range',
      series: leaf.series.name,
      matchers: [...leaf.series.where, ...this.#read.selector, ...identity],
      window: this.#read.window,
      offset: this.#read.offset,
    };
    switch (leaf.kind) {
      case 'increase':
        return { kind: 'aggregation', operator: 'sum', by, of: increase(range) };
      case 'over-time': {
        const of: PromqlExpression = {
          kind: 'call',
          name: OVER_TIME[leaf.statistic],
          numbers: [],
          of: range,
        };
        return { kind: 'aggregation', operator: leaf.across, by, of };
      }
      case 'quantile': {
        const of: PromqlExpression = {
          kind: 'aggregation',
          operator: 'sum',
          by: [...by, 'le'],
          of: increase(range),
        };
        return { kind: 'call', name: 'histogram_quantile', numbers: [leaf.quantile], of };
      }
    }
  }
}

const OVER_TIME = { average: 'avg_over_time', min: 'min_over_time', max: 'max_over_time' } as const;

function increase(of: PromqlExpression): PromqlExpression {
  return { kind: 'call', name: 'increase', numbers: [], of };
}

function oneOf(label: string, values: readonly string[]): Matcher {
  const distinct = [...new Set(values)].sort();
  const [only = '', ...others] = distinct;
  return others.length === 0
    ? { label, operator: '=', value: only }
    : { label, operator: '=~', value: distinct.map(literalPattern).join('|') };
}
