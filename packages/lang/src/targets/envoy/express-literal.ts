import type { Literal } from '../../condition/atom.js';
import { cookieLiteral } from './cookie-literal.js';
import { bothOf, isObstacle, type Alternatives, type Obstacle } from './fragment.js';
import { headerLiteral, pseudoHeaderLiteral } from './header-literal.js';
import { hostLiteral } from './host-literal.js';
import type { EnvoyOptions } from './options.js';
import { headerObstacle } from './own-headers.js';
import { pathLiteral } from './path-literal.js';
import { queryLiteral } from './query-literal.js';

/**
 * What routes must match where a literal holds. A list that is too long for one expression is tested in parts.
 * @param pathIsFree whether the route's test of its path is not in use yet
 */
export function expressLiteral(
  literal: Literal,
  options: EnvoyOptions,
  pathIsFree: boolean,
): Alternatives | Obstacle {
  const whole = expressWhole(literal, options, pathIsFree);
  if (!isObstacle(whole) || whole.code !== 'target-limit') return whole;
  if (literal.op !== 'in' || literal.values.length < 2) return whole;
  const middle = Math.ceil(literal.values.length / 2);
  const { values } = literal;
  const first = expressLiteral({ ...literal, values: values.slice(0, middle) }, options, pathIsFree);
  const second = expressLiteral({ ...literal, values: values.slice(middle) }, options, pathIsFree);
  if (isObstacle(first)) return first;
  if (isObstacle(second)) return second;
  return literal.negated ? bothOf(first, second) : [...first, ...second];
}

function expressWhole(literal: Literal, options: EnvoyOptions, pathIsFree: boolean): Alternatives | Obstacle {
  switch (literal.field) {
    case 'header':
      return headerObstacle(literal.name ?? '') ?? headerLiteral(literal, options);
    case 'cookie':
      return cookieLiteral(literal, options);
    case 'query':
      return queryLiteral(literal, options);
    case 'path':
      return pathLiteral(literal, options, pathIsFree);
    case 'host':
      return hostLiteral(literal, options);
    case 'method':
    case 'scheme':
      return pseudoHeaderLiteral(`:${literal.field}`, literal, options);
  }
}
