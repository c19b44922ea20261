import type { ReleaseEvent } from './events.js';
import type { GatewayState } from './state.js';
import type { Transition } from './transition.js';

/**
 * The target gave no answer or did not do as it was told: nothing is judged and nothing moves until it does. What it serves
 * meanwhile is not known, so the weights have to be confirmed anew.
 */
export function fail(state: GatewayState, message: string, now: number): Transition {
  const events: readonly ReleaseEvent[] =
    state.outage === null
      ? [{ kind: 'target-failed', gateway: state.gateway, at: now, reason: message }]
      : [];
  const outage = { since: state.outage?.since ?? now, message };
  return { state: { ...state, confirmed: null, outage }, events };
}

/** The target shows the intended weights: an outage, if there was one, is over. */
export function answersAgain(state: GatewayState, now: number): Transition {
  if (state.outage === null) return { state, events: [] };
  const reason = 'the data plane answers again';
  return {
    state: { ...state, outage: null },
    events: [{ kind: 'target-returned', gateway: state.gateway, at: now, reason }],
  };
}
