import type { Literal } from '../../condition/atom.js';
import { ALWAYS, IMPOSSIBLE, isObstacle, onHeader, type Alternatives, type Obstacle } from './fragment.js';
import { passesEmpty, stringMatcher } from './matchers.js';
import type { EnvoyOptions } from './options.js';

/** Of a header of the request. */
export function headerLiteral(literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  const name = literal.name ?? '';
  const matcher = stringMatcher(literal, options);
  if (matcher === 'present')
    return onHeader({ name, present_match: true, ...(literal.negated && { invert_match: true }) });
  if (isObstacle(matcher)) return matcher;
  if (!literal.negated) return onHeader({ name, string_match: matcher });
  const denied = { name, string_match: matcher, invert_match: true };
  if (!passesEmpty(literal)) return onHeader({ ...denied, treat_missing_header_as_empty: true });
  // An empty value passes the test and a missing one does not, so that neither may be taken for the other.
  return [...onHeader({ name, present_match: true, invert_match: true }), ...onHeader(denied)];
}

/** Of one of the headers in which Envoy keeps what is not a header, and which every request has. */
export function pseudoHeaderLiteral(
  name: ':method' | ':scheme',
  literal: Literal,
  options: EnvoyOptions,
): Alternatives | Obstacle {
  const matcher = stringMatcher(literal, options);
  if (matcher === 'present') return literal.negated ? IMPOSSIBLE : ALWAYS;
  if (isObstacle(matcher)) return matcher;
  return onHeader({ name, string_match: matcher, ...(literal.negated && { invert_match: true }) });
}
