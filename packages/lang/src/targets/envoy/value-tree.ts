import type { Atom } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { mapCharacters } from '../../condition/regex-characters.js';
import { notEndingIn, without, withoutAnchors } from '../../condition/regex-ends.js';
import { ANYTHING, sequence, type RegexTree } from '../../condition/regex-tree.js';
import type { Obstacle } from './fragment.js';
import { beyondBytes } from './matchers.js';

/** Where a value stands in a longer text. */
export interface Surroundings {
  /** Characters that end the value and hence are not in it. */
  readonly separators: string;
  /** Characters that are no part of the value where they stand at its end. */
  readonly trimmed: string;
}

/** What a value must match to pass a test, for use within an expression on the longer text. */
export function valueTree(atom: Atom, { separators, trimmed }: Surroundings): RegexTree | Obstacle {
  const misread = beyondBytes(atom);
  if (misread !== null) return misread;
  const tree = withoutAnchors(comparisonTree(atom));
  const limited = tree && notEndingIn(mapCharacters(tree, without(separators)), trimmed);
  return limited ?? inTheWay(atom);
}

/**
 * The same for a test that what stands behind the value cannot change, with all of that: shorter than with the value's end. Null
 * for other tests.
 */
export function openValueTree(atom: Atom, { separators, trimmed }: Surroundings): RegexTree | null {
  if (atom.op === 'present') return ANYTHING;
  if (atom.op !== 'prefix' && atom.op !== 'contains') return null;
  if (trimmed.includes(atom.value.slice(-1)) && atom.value !== '') return null;
  const begun = comparisonTree(atom.op === 'prefix' ? { ...atom, op: 'exact' } : { ...atom, op: 'suffix' });
  return sequence(mapCharacters(begun, without(separators)), ANYTHING);
}

export function inTheWay(atom: Atom): Obstacle {
  const regex = atom.op === 'regex' ? atom.value : '';
  return {
    code: 'target-cannot',
    message: `envoy sees this value only as a part of a longer one, where the inner \`^\`, \`$\` or \`\\b\` of \`${regex}\` cannot be kept: write it without them`,
  };
}
