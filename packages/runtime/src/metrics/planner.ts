import type { Sample } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import { atOnce, type InPieces } from '../event-loop/in-turns.js';
import { measureOf } from './catalogue/catalogue.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { evaluate } from './catalogue/evaluate.js';
import { leavesOf } from './catalogue/measure.js';
import type { Leaf, Measure } from './catalogue/measure.js';
import type { QueryAnswer } from './query/answer.js';
import { groupName, QueryGroup } from './query/group.js';
import type { MetricRead } from './query/group.js';
import { AnswerTable } from './query/table.js';
import type { Cell } from './query/table.js';
import { unknown } from './sample.js';
import type { BoundRead } from './source.js';

/** A read and the catalogue that says what its metric is made of. */
export interface CataloguedRead {
  readonly read: BoundRead;
  readonly catalogue: Catalogue;
}

/** The queries that answer a list of reads, and where in their answers each read finds its own. */
export interface Plan {
  /** Texts of PromQL, no two equal, to be evaluated at one instant. */
  readonly queries: readonly string[];
  /** One a read, in the order asked. */
  readonly reads: readonly PlannedRead[];
}

type PlannedRead =
  | { readonly kind: 'refused'; readonly sample: Sample }
  | { readonly kind: 'query'; readonly query: number }
  | {
      readonly kind: 'measure';
      readonly measure: Measure;
      readonly window: Milliseconds;
      /** One a leaf of the measure, in their order. */
      readonly cells: readonly Cell[];
    };

/** Keeps a query's regular expressions within what a server takes gladly. */
const SUBJECTS_PER_QUERY = 5_000;

/** So many reads are planned or answered in one piece of the work. */
const PIECE = 500;

/**
 * Plans the queries for reads of any number of gateways: reads that differ only in their subject share a query, so the number
 * of queries grows with the distinct metrics, not with the gateways. A query may also match combinations of labels that
 * nobody asked for; their rows are ignored.
 *
 * Prometheus' `increase` extrapolates to the ends of the window, so a count is no whole number; and it sees no increase in a
 * counter's first sample, so what a series counted before its first scrape is not in the sum.
 */
export function planReads(reads: readonly CataloguedRead[], subjectsPerQuery?: number): Plan {
  return atOnce(planning(reads, subjectsPerQuery));
}

/** The same in pieces. */
export function* planning(
  reads: readonly CataloguedRead[],
  subjectsPerQuery = SUBJECTS_PER_QUERY,
): InPieces<Plan> {
  const groups = new Map<string, QueryGroup>();
  const join = (leaf: Leaf, read: MetricRead): Member => {
    const name = groupName(leaf, read);
    const group = groups.get(name) ?? new QueryGroup(leaf, read);
    groups.set(name, group);
    return { group, key: group.add(leaf, read.subject) };
  };
  const queries = new Map<string, number>();
  const indexOf = (text: string): number => {
    const index = queries.get(text) ?? queries.size;
    queries.set(text, index);
    return index;
  };
  // First every read joins its groups; a group's queries are known only when all its subjects are.
  const joined: JoinedRead[] = [];
  for (const [index, read] of reads.entries()) {
    if (index % PIECE === 0) yield;
    joined.push(joinGroups(read, join));
  }
  const queryOf = new Map<QueryGroup, ReadonlyMap<string, number>>();
  for (const group of groups.values()) {
    queryOf.set(group, yield* placesOf(group, subjectsPerQuery, indexOf));
  }
  const cellOf = ({ group, key }: Member): Cell => ({
    query: present(queryOf.get(group)?.get(key)),
    labels: group.labels,
    key,
  });
  const planned: PlannedRead[] = [];
  for (const [index, read] of joined.entries()) {
    if (index % PIECE === 0) yield;
    planned.push(placed(read, cellOf, indexOf));
  }
  return { reads: planned, queries: [...queries.keys()] };
}

/** Turns the answers, one a query in the plan's order, into one sample a read. */
export function answerReads(plan: Plan, answers: readonly QueryAnswer[]): readonly Sample[] {
  return atOnce(answering(plan, answers));
}

/** The same in pieces. */
export function* answering(plan: Plan, answers: readonly QueryAnswer[]): InPieces<readonly Sample[]> {
  const tables = answers.map((answer) => new AnswerTable(answer));
  const samples: Sample[] = [];
  for (const [index, read] of plan.reads.entries()) {
    if (index % PIECE === 0) yield;
    if (read.kind === 'measure') {
      for (const { query, labels } of read.cells) yield* present(tables[query]).index(labels);
    }
    samples.push(sampleOf(read, tables));
  }
  return samples;
}

function sampleOf(read: PlannedRead, tables: readonly AnswerTable[]): Sample {
  switch (read.kind) {
    case 'refused':
      return read.sample;
    case 'query':
      return present(tables[read.query]).whole();
    case 'measure': {
      const leaves = leavesOfMeasure(read.measure);
      const answer = (leaf: Leaf): Sample => {
        const cell = present(read.cells[leaves.indexOf(leaf)]);
        return present(tables[cell.query]).at(cell);
      };
      return evaluate(read.measure, answer, read.window);
    }
  }
}

/** The leaves of each measure: the same few measures are read of all gateways. */
const leaves = new WeakMap<Measure, readonly Leaf[]>();

function leavesOfMeasure(measure: Measure): readonly Leaf[] {
  const known = leaves.get(measure) ?? leavesOf(measure);
  leaves.set(measure, known);
  return known;
}

/** A leaf's place in the group that reads it. */
interface Member {
  readonly group: QueryGroup;
  readonly key: string;
}

type JoinedRead =
  | { readonly kind: 'refused'; readonly sample: Sample }
  | { readonly kind: 'query'; readonly promql: string }
  | {
      readonly kind: 'measure';
      readonly measure: Measure;
      readonly window: Milliseconds;
      readonly members: readonly Member[];
    };

function joinGroups(
  { read, catalogue }: CataloguedRead,
  join: (leaf: Leaf, read: MetricRead) => Member,
): JoinedRead {
  if (read.kind === 'promql') return { kind: 'query', promql: read.query };
  const found = measureOf(catalogue, read.metric, read.statistic);
  if (!found.ok) return { kind: 'refused', sample: unknown('source-failed', found.why) };
  const { measure } = found;
  const members = leavesOfMeasure(measure).map((leaf) => join(leaf, read));
  return { kind: 'measure', measure, window: read.window, members };
}

/** The query that answers each key of a group. */
function* placesOf(
  group: QueryGroup,
  subjectsPerQuery: number,
  indexOf: (text: string) => number,
): InPieces<ReadonlyMap<string, number>> {
  const places = new Map<string, number>();
  for (const { text, keys } of yield* group.queries(subjectsPerQuery)) {
    const index = indexOf(text);
    for (const key of keys) places.set(key, index);
    yield;
  }
  return places;
}

function placed(
  read: JoinedRead,
  cellOf: (member: Member) => Cell,
  indexOf: (text: string) => number,
): PlannedRead {
  switch (read.kind) {
    case 'refused':
      return read;
    case 'query':
      return { kind: 'query', query: indexOf(read.promql) };
    case 'measure': {
      const { measure, window, members } = read;
      return { kind: 'measure', measure, window, cells: members.map(cellOf) };
    }
  }
}

/** What a plan refers to is part of it; anything else is a bug here. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('a plan refers to a query or a cell that it does not have');
  return value;
}
