import type { Gateway } from '../config/gateway.js';
import { FULL } from '../config/weights.js';
import { shift } from '../policy/shift.js';
import type { Moment } from './observation.js';
import { policyRoutes } from './policy-routes.js';
import { sharesOf, weightsOf } from './shares.js';
import { confirmedAt, type GatewayState, type Release, type Rollback } from './state.js';
import { quietly, takeStep, type Transition } from './transition.js';

/** When the next step back may be taken; null while the data plane has not confirmed the last one. */
export function nextStepBackAt(state: GatewayState, rollback: Rollback): number | null {
  const at = confirmedAt(state);
  return at === null ? null : at + rollback.interval;
}

/** The further steps of an aborted release: one an interval, each after the one before it was confirmed. */
export function goOnBack(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  moment: Moment,
): Transition {
  const { rollback } = release;
  if (rollback === null) throw new TypeError('a release that rolls back was never aborted');
  const at = confirmedAt(state);
  // A confirmation that is still to come was before the clock was set back: rather too soon back at stable than too late.
  const isDue = at !== null && (moment.now >= at + rollback.interval || moment.now < at);
  return isDue ? rollBack(gateway, state, release, rollback, moment) : quietly(state, release);
}

/** One step back toward stable on every route of the release, or all of them at once. */
export function rollBack(
  gateway: Gateway,
  state: GatewayState,
  release: Release,
  rollback: Rollback,
  { now, quantum }: Moment,
): Transition {
  const by = rollback.mode === 'immediate' ? FULL : rollback.step;
  const back = policyRoutes(gateway, state.intent.routes).map((route) =>
    sharesOf(route.route, shift(weightsOf(route), release.identity.stable, by, quantum)),
  );
  return takeStep(state, release, back, 'rollback', now);
}
