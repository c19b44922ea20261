import type { ReleaseEvent, ShiftCause } from './events.js';
import { sameShares, type RouteShares } from './shares.js';
import type { GatewayState, Release } from './state.js';

/** A state and what there is to tell about how it came about. */
export interface Transition {
  readonly state: GatewayState;
  readonly events: readonly ReleaseEvent[];
}

/** The state with its release changed; nothing happened that is worth an event. */
export function quietly(state: GatewayState, release: Release): Transition {
  return { state: { ...state, release }, events: [] };
}

/** One step: the routes of the release get other weights. Without a difference it is none and only the reason is noted. */
export function takeStep(
  state: GatewayState,
  release: Release,
  moved: readonly RouteShares[],
  cause: ShiftCause,
  now: number,
): Transition {
  const shifted = giveWeights(state, moved, { cause, reason: release.reason, now });
  const shifts = release.shifts + shifted.events.length;
  return { ...shifted, state: { ...shifted.state, release: { ...release, shifts } } };
}

/** What changes weights, and when. */
export interface Occasion {
  readonly cause: ShiftCause;
  readonly reason: string;
  readonly now: number;
}

/** Other weights for some routes of the gateway. Without a difference nothing happens. */
export function giveWeights(
  state: GatewayState,
  given: readonly RouteShares[],
  { cause, reason, now }: Occasion,
): Transition {
  const from = state.intent.routes;
  const byName = new Map(given.map((route) => [route.route, route]));
  const to = from.map((route) => byName.get(route.route) ?? route);
  if (sameShares(to, from)) return { state, events: [] };
  const step = state.intent.step + 1;
  return {
    state: { ...state, intent: { step, routes: to } },
    events: [{ kind: 'shifted', gateway: state.gateway, at: now, reason, cause, step, from, to }],
  };
}

/** One transition after the other, their events in that order. */
export function then(first: Transition, next: (state: GatewayState) => Transition): Transition {
  const { state, events } = next(first.state);
  return { state, events: [...first.events, ...events] };
}
