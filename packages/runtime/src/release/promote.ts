import type { Gateway } from '../config/gateway.js';
import { frozenText } from './freeze.js';
import { closedGates, gatesOf, waitBefore } from './gates.js';
import type { GatewayState, Release } from './state.js';
import { goOn } from './suspend.js';
import type { Transition } from './transition.js';

/**
 * Ends a release whose routes all go to `winner`, a version other than stable, once every policy that acts was asked about just these
 * weights and none is against it; before a closed gate it waits. Null before.
 */
export function promote(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  winner: string,
  now: number,
): Transition | null {
  const isAgreed = gateway.policies.every((policy, place) => {
    const verdict = release.policies[place]?.verdict ?? null;
    return policy.observe || verdict?.kind === 'hold' || verdict?.version === winner;
  });
  if (!isAgreed) return null;
  // Promoted, it could no longer go back by itself: that waits for the end of a freeze, too.
  if (frozenText(gateway, now) !== null) return null;
  const closed = closedGates(
    release,
    gatesOf(gateway).filter(({ at }) => at === 'promotion'),
  );
  if (closed.length > 0) return waitBefore(state, release, closed, `${winner} is promoted`, now);
  const reason = `${winner} has all traffic and a further tick was not against it: ${release.reason}`;
  return endPromoted(state, { ...goOn(release, now), reason }, winner, now);
}

/** Ends a release with another version as the stable one, for the release's own reason. */
export function endPromoted(state: GatewayState, release: Release, winner: string, now: number): Transition {
  const { reason } = release;
  return {
    state: { ...state, stable: winner, release: { ...release, phase: 'Promoted', promoting: false } },
    events: [{ kind: 'ended', phase: 'Promoted', gateway: state.gateway, at: now, reason, stable: winner }],
  };
}
