import type { Atom, Literal } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { withoutAnchors } from '../../condition/regex-ends.js';
import { isNever, type RegexTree } from '../../condition/regex-tree.js';
import { ALWAYS, IMPOSSIBLE, isObstacle, onHeader, type Alternatives, type Obstacle } from './fragment.js';
import { beyondBytes, treeRegex } from './matchers.js';
import type { EnvoyOptions } from './options.js';

/**
 * A test of a value that Envoy sees only within a header, by an expression on the whole of it.
 * @param header what the header is where the value is of a language; null where that cannot be said
 */
export function withinHeader(
  name: 'cookie' | ':path' | ':authority',
  literal: Literal,
  options: EnvoyOptions,
  header: (values: RegexTree) => RegexTree | null,
): Alternatives | Obstacle {
  const misread = beyondBytes(literal);
  if (misread !== null) return misread;
  const values = withoutAnchors(comparisonTree(literal));
  const tree = values && header(values);
  if (tree === null) return inTheWay(literal);
  if (isNever(tree)) return literal.negated ? ALWAYS : IMPOSSIBLE;
  const regex = treeRegex(tree, options);
  if (isObstacle(regex)) return regex;
  return onHeader({
    name,
    string_match: { safe_regex: regex },
    ...(literal.negated && { invert_match: true }),
    // The others every request has.
    ...(literal.negated && name === 'cookie' && { treat_missing_header_as_empty: true }),
  });
}

function inTheWay(atom: Atom): Obstacle {
  const regex = atom.op === 'regex' ? atom.value : '';
  return {
    code: 'target-cannot',
    message: `envoy sees this value only as a part of a longer one, where the inner \`^\`, \`$\` or \`\\b\` of \`${regex}\` cannot be kept: write it without them`,
  };
}
