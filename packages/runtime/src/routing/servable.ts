import type { Gateway } from '../config/gateway.js';
import { conditionProblems } from './conditions.js';
import { routingProblems } from './routing-problems.js';
import { TargetError, type Routing } from './target.js';

/** A gateway and what its routes send where, known to fit together. */
export interface Servable {
  readonly gateway: Gateway;
  readonly routing: Routing;
}

/**
 * Pairs gateways with their routings, in the order of the gateways.
 * @throws TargetError when one data plane cannot serve them all exactly so, with every reason
 */
export function servable(
  gateways: readonly Gateway[],
  routings: readonly Routing[],
  quantum: number,
): readonly Servable[] {
  const byName = new Map(routings.map((routing) => [routing.gateway, routing]));
  const problems: string[] = [];
  const pairs = gateways.flatMap((gateway) => {
    const routing = byName.get(gateway.name);
    problems.push(...gatewayProblems(gateway), ...routingProblems(gateway, routing, quantum));
    return routing === undefined ? [] : [{ gateway, routing }];
  });
  refuse(problems);
  return pairs;
}

/** The check of the files says this with a place in the file; here it keeps requests from going where they should not. */
function gatewayProblems(gateway: Gateway): readonly string[] {
  const problems = conditionProblems(gateway);
  if (gateway.listen !== null) return problems;
  return [...problems, `gateway \`${gateway.name}\` has no \`listen\`; give it one such as \`8080/http\``];
}

/** @throws TargetError with all the problems, when there are any */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new TargetError(problems.join('; '));
}
