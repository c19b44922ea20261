import { literalText, routeRules, type Condition, type RequestInput, type RouteFinding } from '@lamia/lang';
import { ruleMeaning } from '../../packages/lang/src/condition/rule-meaning.js';
import { readRequest } from '../../packages/lang/src/condition/request.js';

/** A route with a condition, as vectors name it. */
export interface NamedCondition {
  readonly name: string;
  readonly condition: Condition;
}

/** The route that takes what no other does. */
export const REST = 'rest';

/** Route rules by the names of their routes, or why there are none. */
export type CompiledRoutes =
  | {
      readonly ok: true;
      /** All but the last, in order; literals as canonical text. */
      readonly rules: readonly { readonly to: string; readonly all: readonly string[] }[];
      /** The route that takes a request. */
      readonly choose: (request: RequestInput) => string;
      readonly findings: readonly RouteFinding[];
    }
  | { readonly ok: false; readonly findings: readonly RouteFinding[] };

/** The routes of a vector and the one that takes the rest, each with a version of its own. */
export function conditionalRoutes(routes: readonly NamedCondition[]) {
  return [...routes, { name: REST, condition: null }].map((route) => ({
    ...route,
    to: [{ version: route.name, weight: 10_000 }],
  }));
}

export function compiledRoutes(routes: readonly NamedCondition[]): CompiledRoutes {
  const compiled = routeRules(conditionalRoutes(routes));
  if (!compiled.ok) return compiled;
  const nameOf = (route: number): string => routes[route]?.name ?? REST;
  const choose = ruleMeaning(compiled.rules);
  return {
    ok: true,
    rules: compiled.rules
      .filter(({ all }) => all.length > 0)
      .map(({ all, route }) => ({ to: nameOf(route), all: all.map(literalText) })),
    choose: (request) => nameOf(choose(readRequest(request))),
    findings: compiled.findings,
  };
}
