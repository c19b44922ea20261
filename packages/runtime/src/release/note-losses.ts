import type { GatewayRun } from './gateway-run.js';
import { ASKED_AT_ONCE, observe } from './observe-target.js';
import type { Clock, Limits } from './ports.js';
import { isAsIntended } from './shares.js';
import { inSlices } from './slices.js';

/**
 * Looks at gateways before their data plane is told what to serve on behalf of others: what they have lost they could not find at
 * their own next tick any more, and it has to be confirmed anew.
 */
export async function noteLosses(others: readonly GatewayRun[], clock: Clock, limits: Limits): Promise<void> {
  for (const runs of inSlices(others, ASKED_AT_ONCE)) {
    for (const [run, answer] of await observe(runs, clock, limits)) {
      const isKept = answer.answered && isAsIntended(answer.routing, run.state.intent.routes);
      if (!isKept) run.hasLost = true;
    }
  }
}
