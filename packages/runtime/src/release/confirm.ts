import type { Gateway } from '../config/gateway.js';
import { FULL } from '../config/weights.js';
import { answersAgain } from './outage.js';
import { policyRoutes } from './policy-routes.js';
import { endPromoted } from './promote.js';
import { commonShare, sharesText } from './shares.js';
import { confirmedAt, type GatewayState, type PolicyState, type Release } from './state.js';
import { then, type Transition } from './transition.js';

/**
 * The data plane was seen to have the intended weights. Where that is news, the warm-up counts from now and what the policies
 * said of other weights is void. A release that is back at stable has ended, and so has one that an operator promotes.
 */
export function confirm(gateway: Gateway, before: GatewayState, now: number): Transition {
  return then(answersAgain(before, now), (answering) =>
    then(confirmNews(answering, now), (confirmed) => end(gateway, confirmed, now)),
  );
}

function confirmNews(state: GatewayState, now: number): Transition {
  if (confirmedAt(state) !== null) return { state, events: [] };
  const { release } = state;
  const { step, routes } = state.intent;
  const reason = `the data plane has ${sharesText(routes)}`;
  return {
    state: {
      ...state,
      confirmed: { step, routes, at: now },
      release: release === null ? null : { ...release, policies: release.policies.map(withoutVerdict) },
    },
    events: [{ kind: 'confirmed', gateway: state.gateway, at: now, reason, step, routes }],
  };
}

function withoutVerdict(policy: PolicyState): PolicyState {
  return { ...policy, verdict: null };
}

/**
 * Ends a release that went away from stable and is back (the candidate gets no traffic, so no data can follow), or one whose
 * candidate has everything because an operator promotes it.
 */
function end(gateway: Gateway, state: GatewayState, now: number): Transition {
  const { release } = state;
  if (release === null) return { state, events: [] };
  const { stable, candidate } = release.identity;
  const routes = policyRoutes(gateway, state.intent.routes);
  if (release.promoting && candidate !== null && commonShare(routes, candidate) === FULL) {
    const reason = `${candidate} has all traffic (${release.reason})`;
    return endPromoted(state, { ...release, reason }, candidate, now);
  }
  if (!isGoingOn(release) || commonShare(routes, stable) !== FULL) return { state, events: [] };
  const reason = `${stable} has all traffic again (${release.reason})`;
  return {
    state: { ...state, release: { ...release, phase: 'RolledBack', reason } },
    events: [{ kind: 'ended', phase: 'RolledBack', gateway: gateway.name, at: now, reason, stable }],
  };
}

function isGoingOn(release: Release): boolean {
  const isForward = release.phase === 'Progressing' || release.phase === 'Waiting';
  return release.phase === 'RollingBack' || (isForward && release.shifts > 0);
}
