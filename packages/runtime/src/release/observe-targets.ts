import type { RouteTarget } from '../routing/target.js';
import { errorMessage } from '../errors/error-message.js';
import type { GatewayRun } from './gateway-run.js';
import type { TargetAnswer } from './observation.js';
import type { Clock, Limits } from './ports.js';
import { routingOf } from './shares.js';
import { within } from './within.js';

/**
 * Asks the data planes of these gateways what they have. One that fails or does not serve its gateway is told once to serve all
 * of its gateways as they shall be: whatever ended it, the next tick finds it mended. Never rejects.
 */
export async function observeTargets(
  due: readonly GatewayRun[],
  all: readonly GatewayRun[],
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
        await serve(target, all, clock, limits);
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

/**
 * Makes a target serve all of its gateways as they shall be.
 * @throws TargetError, NoAnswerError
 */
export async function serve(
  target: RouteTarget,
  all: readonly GatewayRun[],
  clock: Clock,
  limits: Limits,
): Promise<void> {
  const served = all.filter((run) => run.target === target);
  const gateways = served.map(({ gateway }) => gateway);
  const routings = served.map(({ state }) => routingOf(state.gateway, state.intent.routes));
  await within(clock, limits.serve, 'the data plane', (signal) => target.serve(gateways, routings, signal));
}
