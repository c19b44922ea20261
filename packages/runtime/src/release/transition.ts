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
  const byName = new Map(moved.map((route) => [route.route, route]));
  const routes = state.intent.routes.map((route) => byName.get(route.route) ?? route);
  if (sameShares(routes, state.intent.routes)) return quietly(state, release);
  const step = state.intent.step + 1;
  return {
    state: { ...state, intent: { step, routes }, release: { ...release, shifts: release.shifts + 1 } },
    events: [
      {
        kind: 'shifted',
        gateway: state.gateway,
        at: now,
        reason: release.reason,
        cause,
        step,
        from: state.intent.routes,
        to: routes,
      },
    ],
  };
}

/** One transition after the other, their events in that order. */
export function then(first: Transition, next: (state: GatewayState) => Transition): Transition {
  const { state, events } = next(first.state);
  return { state, events: [...first.events, ...events] };
}
