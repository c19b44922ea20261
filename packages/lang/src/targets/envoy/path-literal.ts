import type { Literal } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { parseRegex } from '../../condition/parse-regex.js';
import { printRegex } from '../../condition/print-regex.js';
import { isNever, sequence } from '../../condition/regex-tree.js';
import {
  ALWAYS,
  IMPOSSIBLE,
  isObstacle,
  onHeader,
  onPath,
  type Alternatives,
  type Obstacle,
} from './fragment.js';
import { beyondBytes, safeRegex, treeRegex } from './matchers.js';
import type { EnvoyOptions } from './options.js';
import type { SafeRegex, StringMatcher } from './route-config.js';
import { openValueTree, valueTree, type Surroundings } from './value-tree.js';

const PATH: Surroundings = { separators: '?', trimmed: '' };
const QUERY = parseRegex(String.raw`(?:\?.*)?`, false);
/** What Envoy accepts as a prefix by segment. */
const SEGMENTS = /^[^?#]+[^?#/]$/;

/**
 * Of the path without its query. A route has room for one test of it; a second one, and a denied one, goes to the header `:path`,
 * which holds the query too.
 * @param room whether the route's own place is free
 */
export function pathLiteral(literal: Literal, options: EnvoyOptions, room: boolean): Alternatives | Obstacle {
  if (isAlways(literal)) return literal.negated ? IMPOSSIBLE : ALWAYS;
  if (!literal.negated && room) return ownPlace(literal, options);
  const matcher = pathHeader(literal, options);
  if (matcher === null) return literal.negated ? ALWAYS : IMPOSSIBLE;
  if (isObstacle(matcher)) return matcher;
  return onHeader({
    name: ':path',
    string_match: matcher,
    ...(literal.negated && { invert_match: true }),
  });
}

/** Every path passes, as every path begins with a slash. */
function isAlways(literal: Literal): boolean {
  switch (literal.op) {
    case 'present':
      return true;
    case 'prefix':
    case 'suffix':
    case 'contains':
    case 'under':
      return literal.value === '';
    default:
      return false;
  }
}

function ownPlace(literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  const folded = literal.ignoreCase ? { case_sensitive: false } : {};
  if (literal.op === 'exact') return onPath({ path: literal.value, ...folded });
  if (literal.op === 'prefix') return onPath({ prefix: literal.value, ...folded });
  if (literal.op === 'under' && SEGMENTS.test(literal.value))
    return onPath({ path_separated_prefix: literal.value, ...folded });
  const regex = wholeRegex(literal, options);
  return isObstacle(regex) ? regex : onPath({ safe_regex: regex });
}

/** As written where the user wrote an expression. */
function wholeRegex(literal: Literal, options: EnvoyOptions): SafeRegex | Obstacle {
  if (literal.op !== 'regex') return safeRegex(printRegex(comparisonTree(literal)), options);
  return (
    beyondBytes(literal) ?? safeRegex(literal.ignoreCase ? `(?i:${literal.value})` : literal.value, options)
  );
}

/** Null where no path passes. */
function pathHeader(literal: Literal, options: EnvoyOptions): StringMatcher | Obstacle | null {
  if (literal.op === 'prefix' && !literal.value.includes('?'))
    return { prefix: literal.value, ...(literal.ignoreCase && { ignore_case: true }) };
  const open = openValueTree(literal, PATH);
  const value = open ?? valueTree(literal, PATH);
  if (isObstacle(value)) return value;
  if (isNever(value)) return null;
  const regex = treeRegex(open ?? sequence(value, QUERY), options);
  return isObstacle(regex) ? regex : { safe_regex: regex };
}
