import type { Gateway } from '../config/gateway.js';
import { confirm } from './confirm.js';
import { driftText, type Drift } from './drift.js';
import type { TargetAnswer } from './observation.js';
import { fail } from './outage.js';
import { foundIn, isAsIntended, sharesText } from './shares.js';
import type { GatewayState } from './state.js';
import { then, type Transition } from './transition.js';

/**
 * What follows from reading back what was applied: the weights are confirmed, or the target has failed and the next tick tries
 * again. `drift` is what the tick had found in place of confirmed weights.
 */
export function settle(
  gateway: Gateway,
  state: GatewayState,
  readBack: TargetAnswer,
  drift: Drift | null,
  now: number,
): Transition {
  if (!readBack.answered) return fail(state, readBack.message, now);
  const { routes } = state.intent;
  if (!isAsIntended(readBack.routing, routes)) {
    const found = foundIn(readBack.routing);
    const shown = found === null ? 'does not serve the gateway' : `shows ${sharesText(found)}`;
    return fail(state, `the data plane ${shown} after it was given ${sharesText(routes)}`, now);
  }
  const repaired: Transition = {
    state,
    events:
      drift === null
        ? []
        : [
            {
              kind: 'repaired',
              gateway: state.gateway,
              at: now,
              reason: driftText(drift, routes),
              found: drift.found,
              routes,
            },
          ],
  };
  return then(repaired, (next) => confirm(gateway, next, now));
}
