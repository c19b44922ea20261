import type { Gateway } from '../../config/gateway.js';
import type { OperatorAct } from '../control.js';
import { tickedEvent, type ReleaseEvent, type TickRecord } from '../events.js';
import type { Moment } from '../observation.js';
import { recordBesideTicks } from '../record.js';
import type { GatewayState } from '../state.js';
import type { Transition } from '../transition.js';
import { approve } from './approve.js';
import type { Granted, RefusedAct } from './operated.js';
import { pause } from './pause.js';
import { promoteNow } from './promote-now.js';
import { resume } from './resume.js';
import { rollBackNow } from './roll-back-now.js';
import { setWeights } from './set-weights.js';

/** The acts that change how a release stands; to retire a version changes its gateway. */
export type ReleaseAct = Exclude<OperatorAct, { readonly kind: 'retire' }>;

/** What an operator's act comes to: another state, with an entry for the decision log; or nothing, and why. */
export type Operated = (Transition & { readonly ok: true; readonly record: TickRecord }) | RefusedAct;

/**
 * An operator acts on a gateway. Pure, as a tick is; what follows is stored before the next tick brings it to the data plane.
 *
 * @param by who acts, for the log
 */
export function operate(
  gateway: Gateway,
  state: GatewayState,
  act: ReleaseAct,
  by: string,
  moment: Moment,
): Operated {
  const granted = grant(gateway, state, act, by, moment);
  if (!granted.ok) return granted;
  const { reason, transition } = granted;
  const { state: next, events } = transition;
  const operation = { by, act: granted.act };
  const operated: ReleaseEvent = {
    kind: 'operated',
    gateway: state.gateway,
    at: moment.now,
    reason,
    operation,
  };
  const record = { ...recordBesideTicks(next, events, operation, moment.now), reason };
  return { ok: true, state: next, record, events: [operated, tickedEvent(record), ...events] };
}

function grant(
  gateway: Gateway,
  state: GatewayState,
  act: ReleaseAct,
  by: string,
  moment: Moment,
): Granted | RefusedAct {
  switch (act.kind) {
    case 'pause':
      return pause(state, by, moment);
    case 'resume':
      return resume(state, by, moment);
    case 'promote':
      return promoteNow(gateway, state, by, moment);
    case 'rollback':
      return rollBackNow(gateway, state, by, moment);
    case 'weights':
      return setWeights(gateway, state, act, by, moment);
    case 'approve':
      return approve(state, act, by, moment);
  }
}
