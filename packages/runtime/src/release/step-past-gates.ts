import type { Gateway } from '../config/gateway.js';
import type { ShiftCause } from './events.js';
import { frozenText } from './freeze.js';
import { closedGates, forgetPassedGates, gatesBetween, waitBefore } from './gates.js';
import { sharesText, weightsOf, type RouteShares } from './shares.js';
import type { GatewayState, Release } from './state.js';
import { goOn, suspend } from './suspend.js';
import { quietly, takeStep, type Transition } from './transition.js';

/**
 * A step that a policy or the entry wants. Toward stable it is taken in any case; toward another version only past open gates,
 * else the release waits before them; in a freeze window it waits in any case.
 */
export function stepPastGates(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  moved: readonly RouteShares[],
  cause: Extract<ShiftCause, 'entry' | 'policy'>,
  now: number,
): Transition {
  const { stable } = release.identity;
  const from = state.intent.routes;
  const goingOn: Release = { ...goOn(release, now), phase: 'Progressing' };
  if (!isForward(stable, from, moved)) {
    // A freeze does not hold a step back, nor does that end the freeze.
    const next = release.suspension?.isFrozen === true ? release : goingOn;
    return takeStep(state, forgetPassedGates(gateway, next, moved), moved, cause, now);
  }
  const frozen = frozenText(gateway, now);
  if (frozen !== null) return quietly(state, suspend(release, 'Waiting', frozen, now));
  const closed = closedGates(release, gatesBetween(gateway, stable, from, moved));
  if (closed.length > 0) return waitBefore(state, release, closed, sharesText(moved), now);
  return takeStep(state, goingOn, moved, cause, now);
}

/** True when any version other than stable gains. */
function isForward(stable: string, from: readonly RouteShares[], to: readonly RouteShares[]): boolean {
  return to.some((route) => {
    const before = from.find((other) => other.route === route.route);
    const had = before === undefined ? new Map<string, number>() : weightsOf(before);
    return route.shares.some(([version, share]) => version !== stable && share > (had.get(version) ?? 0));
  });
}
