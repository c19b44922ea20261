import { fieldValue, type Literal } from '../../condition/atom.js';
import { readRequest, type RequestInput } from '../../condition/request.js';
import { atomHolds } from '../fusion/atom-language.js';
import type { Rule, Share, TargetGateway } from '../target.js';

/** The route that takes a request by the rules alone. */
export function routeOf(rules: readonly Rule[], input: RequestInput): number | null {
  const request = readRequest(input);
  const holds = (literal: Literal): boolean => {
    const value = fieldValue(request, literal);
    return (value !== undefined && atomHolds(literal, value)) !== literal.negated;
  };
  return rules.find(({ all }) => all.every(holds))?.route ?? null;
}

/** What a reader must answer: the shares above 0 of the route that takes the request. */
export function sharesOf(
  gateway: TargetGateway,
  rules: readonly Rule[],
  input: RequestInput,
): readonly Share[] | null {
  const route = routeOf(rules, input);
  return route === null ? null : (gateway.routes[route]?.to.filter(({ weight }) => weight > 0) ?? null);
}
