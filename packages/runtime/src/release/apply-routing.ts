import type { Routing } from '../routing/target.js';
import type { GatewayRun } from './gateway-run.js';
import type { TargetAnswer } from './observation.js';
import { noAnswer, observeTarget } from './observe-target.js';
import type { Clock, Limits } from './ports.js';
import { within } from './within.js';

/** Gives the data plane the weights it shall have and reads back what it has then. Never rejects. */
export async function applyRouting(
  run: GatewayRun,
  routing: Routing,
  clock: Clock,
  limits: Limits,
): Promise<TargetAnswer> {
  try {
    await within(clock, limits.target, 'the data plane', (signal) => run.target.apply(routing, signal));
  } catch (error) {
    return noAnswer(error);
  }
  return observeTarget(run, clock, limits);
}
