import type { Gateway, Policy } from '../../config/gateway.js';
import type { Moment } from '../observation.js';
import { actingPolicies, policyRoutes } from '../policy-routes.js';
import { isVersion } from '../standing.js';
import type { GatewayState } from '../state.js';
import { abort } from '../stop.js';
import { conflict, type Granted, type RefusedAct } from './operated.js';

/**
 * Back to stable, past gates and freeze windows, in the way that the policies say: at once where any of them rolls back at once.
 * A release that was promoted goes back to the version before it in one step, and that is stable again.
 */
export function rollBackNow(
  gateway: Gateway,
  state: GatewayState,
  by: string,
  moment: Moment,
): Granted | RefusedAct {
  const { release } = state;
  if (release === null) return conflict('the gateway has no release that could be rolled back');
  switch (release.phase) {
    case 'Pending':
    case 'Progressing':
    case 'Waiting':
    case 'Paused':
    case 'Held':
    case 'Promoted':
      break;
    case 'RollingBack':
      return conflict('the release goes back to its stable version already');
    case 'RolledBack':
    case 'Superseded':
      return conflict(`the release has ended: it is ${release.phase}`);
  }
  const { stable } = release.identity;
  const acting = actingPolicies(gateway);
  const [first] = acting;
  if (first === undefined || policyRoutes(gateway, state.intent.routes).length === 0) {
    return conflict('the gateway has no policies any more; set the weights instead');
  }
  if (!isVersion(gateway, stable)) {
    return conflict(`the gateway has no version \`${stable}\` any more to go back to`);
  }
  const policy = acting.find(({ rollback }) => rollback === 'immediate') ?? first;
  const how: Policy = release.phase === 'Promoted' ? { ...policy, rollback: 'immediate' } : policy;
  const reason = `rolled back by ${by}`;
  return {
    ok: true,
    act: { kind: 'rollback' },
    reason,
    transition: abort(gateway, { ...state, stable }, release, { by: how, reason }, moment),
  };
}
