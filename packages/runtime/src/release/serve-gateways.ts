import type { Gateway } from '../config/gateway.js';
import type { RouteTarget, SeparateTarget } from '../routing/target.js';
import type { GatewayRun } from './gateway-run.js';
import type { TargetAnswer } from './observation.js';
import { noAnswer } from './observe-target.js';
import type { Clock, Limits } from './ports.js';
import { routingOf, type RouteShares } from './shares.js';
import { inSlices } from './slices.js';
import { within } from './within.js';

/** So many gateways that are served each by itself are brought to their data plane at the same time. */
const SERVED_AT_ONCE = 10;

/** A gateway and the weights that its data plane shall serve it with. */
export interface Served {
  readonly gateway: Gateway;
  readonly routes: readonly RouteShares[];
}

/**
 * Makes a target serve exactly these gateways.
 * @throws TargetError, NoAnswerError
 */
export async function serve(
  target: RouteTarget,
  served: readonly Served[],
  clock: Clock,
  limits: Limits,
): Promise<void> {
  const gateways = served.map(({ gateway }) => gateway);
  const routings = served.map(({ gateway, routes }) => routingOf(gateway.name, routes));
  await within(clock, limits.serve, 'the data plane', (signal) => target.serve(gateways, routings, signal));
}

/** All gateways of a target, as they shall be. */
export function intended(target: RouteTarget, all: Iterable<GatewayRun>): readonly Served[] {
  return [...all]
    .filter((run) => run.target === target)
    .map(({ gateway, state }) => ({ gateway, routes: state.intent.routes }));
}

/** Brings gateways to their data plane each by itself; what came instead of an answer for those that failed. */
export async function serveEach(
  target: SeparateTarget,
  runs: readonly GatewayRun[],
  clock: Clock,
  limits: Limits,
): Promise<ReadonlyMap<GatewayRun, TargetAnswer>> {
  const failures = new Map<GatewayRun, TargetAnswer>();
  for (const some of inSlices(runs, SERVED_AT_ONCE)) {
    await Promise.all(
      some.map(async (run) => {
        try {
          const { gateway, state } = run;
          await serve(target, [{ gateway, routes: state.intent.routes }], clock, limits);
          run.isServed = true;
        } catch (error) {
          failures.set(run, noAnswer(error));
        }
      }),
    );
  }
  return failures;
}
