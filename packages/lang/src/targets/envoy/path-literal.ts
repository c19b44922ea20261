import type { Literal } from '../../condition/atom.js';
import { comparisonTree } from '../../condition/comparison-tree.js';
import { printRegex } from '../../condition/print-regex.js';
import { pathHeader } from '../request-headers/path-header.js';
import {
  ALWAYS,
  IMPOSSIBLE,
  isObstacle,
  onHeader,
  onPath,
  type Alternatives,
  type Obstacle,
} from './fragment.js';
import { beyondBytes, safeRegex } from './matchers.js';
import type { EnvoyOptions } from './options.js';
import type { SafeRegex } from './route-config.js';
import { withinHeader } from './within-header.js';

/** What Envoy accepts as a prefix by segment: of two characters at least, however long each is. */
const SEGMENTS = /^[^?#]+[^?#/]$/u;

/**
 * Of the path without its query. A route has room for one test of it; a second one, and a denied one, goes to the header `:path`,
 * which holds the query too.
 * @param room whether the route's own place is free
 */
export function pathLiteral(literal: Literal, options: EnvoyOptions, room: boolean): Alternatives | Obstacle {
  if (isAlways(literal)) return literal.negated ? IMPOSSIBLE : ALWAYS;
  if (!literal.negated && room) return ownPlace(literal, options);
  if (literal.op !== 'prefix' || literal.value.includes('?'))
    return withinHeader(':path', literal, options, pathHeader);
  return onHeader({
    name: ':path',
    string_match: { prefix: literal.value, ...(literal.ignoreCase && { ignore_case: true }) },
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
