import type { Rule } from '../targets/target.js';
import { FALSE, TooLargeError, type Bdd } from './cover/bdd.js';
import { notPlain } from './plain.js';
import { readRequest, type RequestInput } from './request.js';
import { firstOf } from './rule-meaning.js';
import type { AtomSpace } from './space.js';

/** A request for which a rule is the first of its list that matches, or why there is none. */
export type RuleExample =
  | { readonly kind: 'found'; readonly request: RequestInput }
  /** Earlier rules take all of its requests. */
  | { readonly kind: 'unreachable' }
  /** There may be one, but it was not found. */
  | { readonly kind: 'unknown' };

/** So many combinations of tests are looked through where the shortest way to a request fails. */
const COMBINATIONS = 4_096;

/**
 * A request for every rule of a list that it is the first to match. Each was tried: it is plain, and it matches just so.
 * @param cubes the rules as functions of the space
 */
export function ruleExamples(
  space: AtomSpace,
  rules: readonly Rule[],
  cubes: readonly Bdd[],
): readonly RuleExample[] {
  const first = firstOf(rules);
  const isFor = (place: number, input: RequestInput): boolean => {
    const request = readRequest(input);
    return first(request) === place && notPlain(request, space.atoms) === null;
  };
  let taken: Bdd = FALSE;
  return cubes.map((cube, place): RuleExample => {
    try {
      const own = space.diagrams.and(cube, space.diagrams.not(taken));
      taken = space.diagrams.or(taken, cube);
      if (!space.isPossible(own)) return { kind: 'unreachable' };
      const witness = space.witness(own);
      if (witness !== null && isFor(place, witness)) return { kind: 'found', request: witness };
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
    }
    for (const request of space.requests(COMBINATIONS))
      if (isFor(place, request)) return { kind: 'found', request };
    return { kind: 'unknown' };
  });
}
