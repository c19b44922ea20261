import type { Gateway } from '../config/gateway.js';
import type { Routing } from '../routing/target.js';
import { confirm } from './confirm.js';
import { foundIn, isAsIntended, sharesText, type RouteShares } from './shares.js';
import { confirmedAt, type GatewayState } from './state.js';
import type { Transition } from './transition.js';

/** What the data plane had in place of weights that were confirmed before; `found` is null where it serves nothing. */
export interface Drift {
  readonly found: readonly RouteShares[] | null;
}

/**
 * Compares what the data plane has with what it shall have: confirms it, or takes an earlier confirmation back, so that the
 * weights are applied again and nothing is judged until a whole window was served with them.
 */
export function look(
  gateway: Gateway,
  state: GatewayState,
  observed: Routing | null,
  now: number,
): Transition & { readonly drift: Drift | null } {
  if (isAsIntended(observed, state.intent.routes)) return { ...confirm(gateway, state, now), drift: null };
  if (confirmedAt(state) === null) return { state, events: [], drift: null };
  return { state: { ...state, confirmed: null }, events: [], drift: { found: foundIn(observed) } };
}

/** What was found in place of the intended weights, in words. */
export function driftText({ found }: Drift, routes: readonly RouteShares[]): string {
  const had = found === null ? 'did not serve the gateway' : `had ${sharesText(found)}`;
  return `the data plane ${had}; it gets ${sharesText(routes)} again`;
}
