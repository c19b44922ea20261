import type { Gateway } from '../../config/gateway.js';
import { FULL } from '../../config/weights.js';
import { shift } from '../../policy/shift.js';
import type { Moment } from '../observation.js';
import { policyRoutes } from '../policy-routes.js';
import { sharesOf, weightsOf } from '../shares.js';
import { isVersion } from '../standing.js';
import type { GatewayState, Release } from '../state.js';
import { goOn } from '../suspend.js';
import { takeStep } from '../transition.js';
import { conflict, type Granted, type RefusedAct } from './operated.js';

/**
 * The candidate gets all traffic of the release's routes in one step, judged or not, past gates and freeze windows. The release
 * is Promoted once the data plane has that. A release that was held may be promoted; one that goes back never goes up again.
 */
export function promoteNow(
  gateway: Gateway,
  state: GatewayState,
  by: string,
  { now, quantum }: Moment,
): Granted | RefusedAct {
  const { release } = state;
  if (release === null) return conflict('the gateway has no release that could be promoted');
  if (release.promoting) return conflict('the release is being promoted already');
  switch (release.phase) {
    case 'Pending':
    case 'Progressing':
    case 'Waiting':
    case 'Paused':
    case 'Held':
      break;
    case 'RollingBack':
      return conflict('the release goes back to its stable version and never goes up again');
    case 'Promoted':
    case 'RolledBack':
    case 'Superseded':
      return conflict(`the release has ended: it is ${release.phase}`);
  }
  const { candidate } = release.identity;
  const routes = policyRoutes(gateway, state.intent.routes);
  if (candidate === null) {
    return conflict('the release has no candidate; pause it and set the weights instead');
  }
  if (!isVersion(gateway, candidate) || routes.length === 0) {
    return conflict(`the gateway moves no traffic to \`${candidate}\` any more`);
  }
  const reason = `promoted by ${by}`;
  const promoted: Release = {
    ...goOn(release, now),
    phase: 'Progressing',
    reason,
    rollback: null,
    promoting: true,
  };
  const given = routes.map((route) =>
    sharesOf(route.route, shift(weightsOf(route), candidate, FULL, quantum)),
  );
  return {
    ok: true,
    act: { kind: 'promote' },
    reason,
    transition: takeStep(state, promoted, given, 'promote', now),
  };
}
