import type { Literal } from '../../condition/atom.js';
import { lowerCase } from '../../condition/request.js';
import { authorityHeader } from '../request-headers/authority-header.js';
import { ALWAYS, IMPOSSIBLE, onHeader, type Alternatives, type Obstacle } from './fragment.js';
import type { EnvoyOptions } from './options.js';
import type { StringMatcher } from './route-config.js';
import { withinHeader } from './within-header.js';

/**
 * Of the host in lower case, without its port and the dot at its end, by tests of the header `:authority`, which holds all of
 * those as sent.
 */
export function hostLiteral(literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  if (literal.op === 'present') return literal.negated ? IMPOSSIBLE : ALWAYS;
  const matcher = simpleMatcher(literal);
  if (matcher === null) return withinHeader(':authority', literal, options, authorityHeader);
  return onHeader({
    name: ':authority',
    string_match: matcher,
    ...(literal.negated && { invert_match: true }),
  });
}

/** Where a text cannot lie in the port, nor depend on the dot, a test of the whole is one of the host. */
function simpleMatcher(literal: Literal): StringMatcher | null {
  if (literal.op !== 'prefix' && literal.op !== 'contains') return null;
  const { value } = literal;
  if (!/^[^[\]:]*[^[\]:.]$/.test(value) || value !== lowerCase(value)) return null;
  if (literal.op === 'prefix') return { prefix: value, ignore_case: true };
  return /^\d*$/.test(value) ? null : { contains: value, ignore_case: true };
}
