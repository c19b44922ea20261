import type { Literal } from '../../condition/atom.js';
import { parseRegex } from '../../condition/parse-regex.js';
import { isNever, literalTree, sequence, type RegexTree } from '../../condition/regex-tree.js';
import { ALWAYS, IMPOSSIBLE, isObstacle, onHeader, type Alternatives, type Obstacle } from './fragment.js';
import { treeRegex } from './matchers.js';
import type { EnvoyOptions } from './options.js';
import { openValueTree, valueTree, type Surroundings } from './value-tree.js';

const COOKIE: Surroundings = { separators: ';', trimmed: ' \t' };
const BEFORE = parseRegex(String.raw`(?:.*;)?[\t ]*`, false);
const BEHIND = parseRegex(String.raw`[\t ]*(?:;.*)?`, false);

/**
 * By an expression on the whole `cookie` header, in which a plain request names the cookie once. Envoy's own `cookies` of a route are no
 * help: they take the quotes off a value.
 */
export function cookieLiteral(literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  const value = openValueTree(literal, COOKIE) ?? closedValue(literal);
  if (isObstacle(value)) return value;
  if (isNever(value)) return literal.negated ? ALWAYS : IMPOSSIBLE;
  const regex = treeRegex(sequence(BEFORE, literalTree(`${literal.name ?? ''}=`), value), options);
  if (isObstacle(regex)) return regex;
  const denied = literal.negated && { invert_match: true, treat_missing_header_as_empty: true };
  return onHeader({ name: 'cookie', string_match: { safe_regex: regex }, ...denied });
}

function closedValue(literal: Literal): RegexTree | Obstacle {
  const value = valueTree(literal, COOKIE);
  return isObstacle(value) ? value : sequence(value, BEHIND);
}
