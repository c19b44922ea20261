import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import type { Bdd } from './cover/bdd.js';
import type { Condition } from './formula.js';
import type { AtomSpace } from './space.js';
import { requestText } from './witness.js';

/** A finding about one route; its place is in the source of that route's condition. */
export interface RouteFinding {
  /** The route's place in the order; null for what is about all of them. */
  readonly route: number | null;
  readonly diagnostic: Diagnostic;
}

/** A route with what it takes when nothing stands before it. */
interface Taking {
  readonly name: string;
  readonly condition: Condition;
  readonly diagram: Bdd;
}

/**
 * What the order of routes does to them: those that get nothing because earlier ones take it all, and those that share requests with
 * an earlier one, which gets them. Each with a request that shows it.
 */
export function analyseRoutes(space: AtomSpace, routes: readonly Taking[]): readonly RouteFinding[] {
  return routes.flatMap((route, index): readonly RouteFinding[] => {
    const earlier = routes.slice(0, index);
    const finding = covered(space, route, earlier) ?? overlapping(space, route, earlier);
    return finding === null ? [] : [{ route: index, diagnostic: finding }];
  });
}

function covered(space: AtomSpace, route: Taking, earlier: readonly Taking[]): Diagnostic | null {
  if (!space.isPossible(route.diagram)) return null; // said of its condition already
  // Most routes have a request of their own, which is found without looking at all combinations.
  const values = space.example(route.diagram);
  if (values !== null && !earlier.some(({ diagram }) => space.diagrams.holds(diagram, values))) return null;
  let left = route.diagram;
  for (const { diagram } of earlier) left = space.diagrams.and(left, space.diagrams.not(diagram));
  if (space.isPossible(left)) return null;
  const covering = earlier.find(({ diagram }) => space.implies(route.diagram, diagram));
  const taken =
    covering === undefined ? 'earlier routes together take' : `the route \`${excerpt(covering.name)}\` takes`;
  return {
    code: 'covered-route',
    severity: 'warning',
    message: `nothing reaches this route: ${taken} all its requests${example(space, route.diagram)}`,
    ...placeOf(route),
  };
}

function overlapping(space: AtomSpace, route: Taking, earlier: readonly Taking[]): Diagnostic | null {
  const shared = earlier.filter(({ diagram }) =>
    space.isPossible(space.diagrams.and(diagram, route.diagram)),
  );
  const [first, ...others] = shared;
  if (first === undefined) return null;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const both = space.diagrams.and(first.diagram, route.diagram);
  return {
    code: 'overlapping-routes',
    severity: 'info',
    message: `the earlier route \`${excerpt(first.name)}\`${more} takes some of these requests${example(space, both)}`,
    ...placeOf(route),
  };
}

function example(space: AtomSpace, diagram: Bdd): string {
  const request = space.witness(diagram);
  return request === null ? '' : `, such as \`${excerpt(requestText(request), 160)}\``;
}

function placeOf({ condition }: Taking): { readonly start: number; readonly end: number } {
  const { start, end } = condition.formula.span;
  return { start, end };
}
