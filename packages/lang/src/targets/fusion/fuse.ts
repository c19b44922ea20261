import { atomKey, type Atom } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { withoutAnchors } from '../../condition/regex-ends.js';
import { choice, isNever, literalTree, type RegexTree } from '../../condition/regex-tree.js';
import { atomHolds } from './atom-holds.js';
import { commonPatterns } from './common-texts.js';
import { atomMatch, eitherMatch, treeMatch, type ValueMatch } from './value-match.js';
import { patternsTree, wordPatterns, type WordPattern } from './word-patterns.js';

/** All tests of one field in one rule: those that must hold, and those that must not. */
export interface FieldTests {
  readonly positives: readonly Atom[];
  readonly negatives: readonly Atom[];
}

/**
 * The same with at most one test of each kind. Without a positive one the field may be missing; with a negative one that is
 * `present` it must be. The tests themselves are gone: `positive` and `negative` are what is left of them together.
 */
export type Fused =
  | { readonly kind: 'fused'; readonly positive: Tested | null; readonly negative: Tested | null }
  /** No value passes. */
  | { readonly kind: 'never' }
  /** Exact, but not as one test: these two must be said apart. */
  | { readonly kind: 'apart'; readonly first: Atom; readonly second: Atom };

/** One test that stands for several. */
export interface Tested {
  readonly match: ValueMatch;
  /** Its values, for use within a longer expression; null where `^` or `$` in the middle of a regular expression is in the way. */
  readonly language: RegexTree | null;
}

/** Brings all tests of one field that every plain request must pass to one positive and one negative test. */
export function fuse({ positives, negatives }: FieldTests): Fused {
  const values = knownValues(positives);
  if (values !== null) {
    const left = values.filter(
      (value) =>
        positives.every((atom) => atomHolds(atom, value)) &&
        !negatives.some((atom) => atomHolds(atom, value)),
    );
    if (left.length === 0) return { kind: 'never' };
    return {
      kind: 'fused',
      positive: testedTree(choice(...left.map((value) => literalTree(value)))),
      negative: null,
    };
  }
  const both = conjunction(positives);
  if (both !== null && 'kind' in both) return both;
  if (negatives.some(({ op }) => op === 'present') && positives.length > 0) return { kind: 'never' };
  return { kind: 'fused', positive: both, negative: disjunction(negatives) };
}

/** The few values that can pass, where a test names them; null where none does. */
function knownValues(positives: readonly Atom[]): readonly string[] | null {
  for (const atom of positives) {
    if (atom.ignoreCase) continue;
    if (atom.op === 'exact') return [atom.value];
    if (atom.op === 'in') return [...new Set(atom.values)];
  }
  return null;
}

/** One test that holds where all do; null for none. */
function conjunction(atoms: readonly Atom[]): Tested | Extract<Fused, { kind: 'never' | 'apart' }> | null {
  const [first, ...others] = withoutPresence(distinct(atoms));
  if (first === undefined) return null;
  if (others.length === 0) return { match: atomMatch(first), language: atomLanguage(first) };
  let patterns = patternsOf(first);
  for (const atom of others) {
    const more = patternsOf(atom);
    const both = patterns === null || more === null ? null : commonPatterns(patterns, more);
    if (both === null) return { kind: 'apart', first, second: atom };
    patterns = both;
  }
  const tree = patternsTree(patterns ?? []);
  return isNever(tree) ? { kind: 'never' } : testedTree(tree);
}

function patternsOf(atom: Atom): readonly WordPattern[] | null {
  const language = atomLanguage(atom);
  return language === null ? null : wordPatterns(language);
}

/** One test that holds where at least one does; null for none. */
function disjunction(atoms: readonly Atom[]): Tested | null {
  const each = distinct(atoms);
  if (each.length === 0) return null;
  const languages = each.map(atomLanguage);
  const known = languages.filter((language) => language !== null);
  const language = known.length === languages.length ? choice(...known) : null;
  return { match: eitherMatch(each.map(atomMatch)), language };
}

function atomLanguage(atom: Atom): RegexTree | null {
  return withoutAnchors(comparisonTree(atom));
}

function testedTree(tree: RegexTree): Tested {
  return { match: treeMatch(tree), language: tree };
}

function distinct(atoms: readonly Atom[]): readonly Atom[] {
  return [...new Map(atoms.map((atom) => [atomKey(atom), atom])).values()];
}

/** Every other test that holds says that the field is there. */
function withoutPresence(atoms: readonly Atom[]): readonly Atom[] {
  const others = atoms.filter(({ op }) => op !== 'present');
  return others.length === 0 ? atoms.slice(0, 1) : others;
}
