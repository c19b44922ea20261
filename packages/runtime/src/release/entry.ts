import { durationText } from '@lamia/lang';
import type { Gateway } from '../config/gateway.js';
import { shift } from '../policy/shift.js';
import type { Observation } from './observation.js';
import { actingPolicies, policiesOf, policyRoutes } from './policy-routes.js';
import { sharesOf, sharesText, weightsOf, type RouteShares } from './shares.js';
import { confirmedAt, type GatewayState, type Release } from './state.js';
import { hold } from './stop.js';
import { timeSpent } from './suspend.js';
import { stepPastGates } from './step-past-gates.js';
import { quietly, type Transition } from './transition.js';

/**
 * Waits until the data plane has the weights that the release starts from and the candidate is ready, then gives it its first,
 * unjudged share: without one it has no metrics and no expression could ever begin.
 */
export function enter(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  { now, readiness, quantum }: Observation,
): Transition {
  const { candidate } = release.identity;
  if (confirmedAt(state) === null) {
    return quietly(state, { ...release, reason: 'waiting for the data plane to have the first weights' });
  }
  if (candidate === null) {
    return quietly(state, withoutEntry(release, 'no candidate has to enter'));
  }
  const acting = actingPolicies(gateway);
  if (acting.length === 0) {
    return quietly(state, withoutEntry(release, 'all policies only observe'));
  }
  if (!readiness.ready) {
    const reason = `${candidate} is not ready: ${readiness.reason}`;
    const timeout = Math.min(...acting.map((policy) => policy.readyTimeout));
    return timeSpent(release, now) < timeout
      ? quietly(state, { ...release, reason })
      : hold(state, release, `${reason} after ${durationText(timeout)}`, now);
  }
  const entered = policyRoutes(gateway, state.intent.routes).map((route) =>
    enterRoute(gateway, route, candidate, quantum),
  );
  const reason = `${candidate} is ready and starts with ${sharesText(entered)}`;
  return stepPastGates(gateway, state, { ...release, reason }, entered, 'entry', now);
}

/** The release past its entry, which it has none of; one that waits goes on from there when it has waited. */
function withoutEntry(release: Release, reason: string): Release {
  const { suspension } = release;
  return suspension === null
    ? { ...release, phase: 'Progressing', reason }
    : { ...release, suspension: { ...suspension, from: 'Progressing' } };
}

/** The candidate's first share on one route: the least that a policy of this route wants, unless it has more already. */
function enterRoute(gateway: Gateway, route: RouteShares, candidate: string, quantum: number): RouteShares {
  const weights = weightsOf(route);
  const start = Math.min(...policiesOf(gateway, route.route).map((policy) => policy.start));
  const missing = start - (weights.get(candidate) ?? 0);
  return missing <= 0 ? route : sharesOf(route.route, shift(weights, candidate, missing, quantum));
}
