import type { Condition } from './formula.js';
import { matcher } from './match.js';
import type { Request } from './request.js';

/** The place of the route that takes a request, in order; the last takes what no condition holds of. */
export type RouteChoice = (request: Request) => number;

/** The meaning of routes straight from their conditions, which everything that is compiled is held to. */
export function sourceMeaning(conditions: readonly Condition[]): RouteChoice {
  const matchers = conditions.map(matcher);
  return (request) => {
    const taken = matchers.findIndex((matches) => matches(request));
    return taken === -1 ? conditions.length : taken;
  };
}
