import type { TargetProblem } from '../target.js';
import type { HeaderMatcher, PathSpecifier, QueryParameterMatcher } from './route-config.js';

/** A part of a route's match: what one or more literals need. */
export interface Fragment {
  /** Null for any path; a route has room for one test of the path itself. */
  readonly path: (PathSpecifier & { readonly case_sensitive?: boolean }) | null;
  readonly headers: readonly HeaderMatcher[];
  readonly query: readonly QueryParameterMatcher[];
}

/** Routes of which each needs its own: one must match. None of them is what never matches. */
export type Alternatives = readonly Fragment[];

/** Why something cannot be said to Envoy. */
export type Obstacle = Pick<TargetProblem, 'code' | 'message'>;

const NOTHING: Fragment = { path: null, headers: [], query: [] };

export const ALWAYS: Alternatives = [NOTHING];
export const IMPOSSIBLE: Alternatives = [];

export function onPath(path: Fragment['path']): Alternatives {
  return [{ ...NOTHING, path }];
}

export function onHeader(...headers: readonly HeaderMatcher[]): Alternatives {
  return [{ ...NOTHING, headers }];
}

export function onQuery(...query: readonly QueryParameterMatcher[]): Alternatives {
  return [{ ...NOTHING, query }];
}

export function isObstacle(found: object): found is Obstacle {
  return 'message' in found;
}

/** What holds where both hold; at most one of them may be about the path itself. */
export function bothOf(left: Alternatives, right: Alternatives): Alternatives {
  return left.flatMap((one) =>
    right.map((other) => ({
      path: one.path ?? other.path,
      headers: [...one.headers, ...other.headers],
      query: [...one.query, ...other.query],
    })),
  );
}
