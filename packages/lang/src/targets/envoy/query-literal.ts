import type { Literal } from '../../condition/atom.js';
import { queryHeader } from '../request-headers/path-header.js';
import { isObstacle, onQuery, type Alternatives, type Obstacle } from './fragment.js';
import { stringMatcher } from './matchers.js';
import type { EnvoyOptions } from './options.js';
import { withinHeader } from './within-header.js';

/** Of a name in a matcher of query parameters, in bytes. */
const LONGEST_NAME = 1024;

export function queryLiteral(literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  const name = literal.name ?? '';
  // Envoy cannot deny a test of a parameter, but it can deny one of the header `:path`, which holds the query too.
  if (literal.negated) return withinHeader(':path', literal, options, (values) => queryHeader(name, values));
  if (name.length > LONGEST_NAME)
    return {
      code: 'target-limit',
      message: `the query parameter \`${name.slice(0, 20)}…\` has ${name.length} characters, of which envoy allows ${LONGEST_NAME}: choose a shorter one`,
    };
  const matcher = stringMatcher(literal, options);
  if (matcher === 'present') return onQuery({ name, present_match: true });
  return isObstacle(matcher) ? matcher : onQuery({ name, string_match: matcher });
}
