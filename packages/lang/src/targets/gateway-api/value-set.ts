import type { Literal } from '../../condition/atom.js';
import { ANYTHING, choice, literalTree, type RegexTree } from '../../condition/regex-tree.js';
import { fuse } from '../fusion/fuse.js';
import { passes, testImplies, testKey, testsExclude, type ValueTest } from './value-test.js';

/** What a field's value may be for some conjunction of positive tests; the field is there. */
export interface ValueSet {
  /** All of them, in order and each once, where they are few; null otherwise. */
  readonly values: readonly string[] | null;
  /** What others must pass, all of it; none for any value. */
  readonly tests: readonly ValueTest[];
  /** The tests of the source that it comes from, for messages. */
  readonly literals: readonly Literal[];
  /** Equal for sets that are written alike. */
  readonly key: string;
}

export function anyValue(literals: readonly Literal[]): ValueSet {
  return { values: null, tests: [], literals, key: 'any' };
}

/** Null for none. */
export function valuesOf(values: Iterable<string>, literals: readonly Literal[]): ValueSet | null {
  const sorted = [...new Set(values)].sort();
  return sorted.length === 0
    ? null
    : { values: sorted, tests: [], literals, key: `values ${JSON.stringify(sorted)}` };
}

export function valuesPassing(tests: readonly ValueTest[], literals: readonly Literal[]): ValueSet {
  const needed = tests.filter((test, index) =>
    tests.every(
      (other, at) => at === index || !testImplies(other, test) || (testImplies(test, other) && at > index),
    ),
  );
  const key = needed.map(testKey).sort().join(' & ');
  return { values: null, tests: needed, literals, key: key === '' ? 'any' : key };
}

export function holds(set: ValueSet, value: string): boolean {
  return set.values === null ? set.tests.every((test) => passes(value, test)) : set.values.includes(value);
}

/** True where each value of the one is one of the other. False may also mean that it cannot be told. */
export function isWithin(narrow: ValueSet, wide: ValueSet): boolean {
  if (narrow.key === wide.key) return true;
  if (narrow.values !== null) return narrow.values.every((value) => holds(wide, value));
  return (
    wide.values === null &&
    wide.tests.every((test) => narrow.tests.some((stronger) => testImplies(stronger, test)))
  );
}

/** The values of both; null for none. Some that is empty is not found to be so. */
export function meet(first: ValueSet, second: ValueSet): ValueSet | null {
  if (isWithin(first, second)) return first;
  if (isWithin(second, first)) return second;
  const literals = [...new Set([...first.literals, ...second.literals])];
  if (first.values !== null) {
    return valuesOf(
      first.values.filter((value) => holds(second, value)),
      literals,
    );
  }
  if (second.values !== null) {
    return valuesOf(
      second.values.filter((value) => holds(first, value)),
      literals,
    );
  }
  if (first.tests.some((test) => second.tests.some((other) => testsExclude(test, other)))) return null;
  const both = valuesPassing([...first.tests, ...second.tests], literals);
  return languageOf(both) === 'never' ? null : both;
}

/**
 * All values that pass, as one regular expression in parts; `never` where none does. Null where the tests cannot be brought to
 * one.
 */
export function languageOf({ values, tests }: ValueSet): RegexTree | 'never' | null {
  if (values !== null) return choice(...values.map((value) => literalTree(value)));
  if (tests.length === 0) return ANYTHING;
  const fused = fuse({ positives: tests.map(({ atom }) => atom), negatives: [] });
  if (fused.kind === 'never') return 'never';
  return fused.kind === 'fused' ? (fused.positive?.language ?? null) : null;
}
