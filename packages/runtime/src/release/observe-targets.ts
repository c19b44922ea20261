import type { Gateway } from '../config/gateway.js';
import type { RouteTarget } from '../routing/target.js';
import { errorMessage } from '../errors/error-message.js';
import type { GatewayRun } from './gateway-run.js';
import type { TargetAnswer } from './observation.js';
import type { Clock, Limits } from './ports.js';
import { routingOf, type RouteShares } from './shares.js';
import { within } from './within.js';

/**
 * Asks the data planes of these gateways what they have. One that fails or does not serve its gateway is told once to serve all
 * of its gateways as they shall be: whatever ended it, the next tick finds it mended. Never rejects.
 */
export async function observeTargets(
  due: readonly GatewayRun[],
  all: () => Iterable<GatewayRun>,
  clock: Clock,
  limits: Limits,
): Promise<ReadonlyMap<GatewayRun, TargetAnswer>> {
  const answers = new Map(
    await Promise.all(due.map(async (run) => [run, await observeTarget(run, clock, limits)] as const)),
  );
  const lost = due.filter((run) => !serves(answers.get(run)));
  const failures = new Map<RouteTarget, TargetAnswer>();
  await Promise.all(
    [...new Set(lost.map((run) => run.target))].map(async (target) => {
      try {
        await serve(target, intended(target, all()), clock, limits);
      } catch (error) {
        failures.set(target, noAnswer(error));
      }
    }),
  );
  for (const run of lost) {
    const failure = failures.get(run.target);
    if (failure !== undefined) answers.set(run, failure);
  }
  return answers;
}

/** All gateways of a target, as they shall be. */
export function intended(target: RouteTarget, all: Iterable<GatewayRun>): readonly Served[] {
  return [...all]
    .filter((run) => run.target === target)
    .map(({ gateway, state }) => ({ gateway, routes: state.intent.routes }));
}

function serves(answer: TargetAnswer | undefined): boolean {
  return answer?.answered === true && answer.routing !== null;
}

/** Asks the data plane what it has for one gateway. Never rejects. */
export async function observeTarget(run: GatewayRun, clock: Clock, limits: Limits): Promise<TargetAnswer> {
  try {
    const routing = await within(clock, limits.target, 'the data plane', (signal) =>
      run.target.observe(run.gateway.name, signal),
    );
    return { answered: true, routing };
  } catch (error) {
    return noAnswer(error);
  }
}

/** A target's failure in place of its answer. */
export function noAnswer(error: unknown): TargetAnswer {
  return { answered: false, message: errorMessage(error) };
}

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
