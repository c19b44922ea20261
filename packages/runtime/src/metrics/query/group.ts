import type { Matcher } from '@lamia/lang';
import type { Leaf } from '../catalogue/measure.js';
import { literalPattern } from '../label-regex.js';
import { printPromql } from '../promql/print.js';
import type { PromqlExpression } from '../promql/syntax.js';
import type { BoundRead } from '../source.js';

export type MetricRead = Extract<BoundRead, { kind: 'metric' }>;

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

  /** Equal for leaves that ask the same of different subjects. */
  static nameOf({ series, ...how }: Leaf, { selector, window, offset }: MetricRead): string {
    const labels = [...series.identity.keys()];
    return JSON.stringify([how, series.name, series.where, labels, selector, window, offset]);
  }

  /** Adds a subject by the key of its row, with the values of its labels. */
  add(key: string, values: readonly string[]): void {
    this.#subjects.set(key, values);
  }

  /** The texts of the queries, each with the keys that it answers. */
  queries(subjectsPerQuery: number): readonly { readonly text: string; readonly keys: readonly string[] }[] {
    const subjects = [...this.#subjects].sort(([left], [right]) => (left < right ? -1 : 1));
    const queries = [];
    for (let start = 0; start < subjects.length; start += subjectsPerQuery) {
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
