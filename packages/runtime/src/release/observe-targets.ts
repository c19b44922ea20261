import type { Gateway } from '../config/gateway.js';
import type { GiveWay } from '../event-loop/give-way.js';
import type { RouteTarget } from '../routing/target.js';
import { errorMessage } from '../errors/error-message.js';
import type { GatewayRun } from './gateway-run.js';
import type { TargetAnswer } from './observation.js';
import type { Clock, Limits } from './ports.js';
import { inSlices } from './slices.js';
import { isAsIntended, routingOf, type RouteShares } from './shares.js';
import { within } from './within.js';

/** So many gateways are asked about with one limit, before others get the event loop. */
const AT_ONCE = 100;

/**
 * Asks the data planes of these gateways what they have. One that fails or does not serve its gateway is told once to serve all
 * of its gateways as they shall be: whatever ended it, the next tick finds it mended. Never rejects.
 *
 * @param all every gateway that shall be served at the moment of asking, since some may have come or gone meanwhile
 */
export async function observeTargets(
  due: readonly GatewayRun[],
  all: () => Iterable<GatewayRun>,
  clock: Clock,
  limits: Limits,
  giveWay: GiveWay,
): Promise<ReadonlyMap<GatewayRun, TargetAnswer>> {
  const asked: Promise<ReadonlyMap<GatewayRun, TargetAnswer>>[] = [];
  for (const runs of inSlices(due, AT_ONCE)) {
    asked.push(observe(runs, clock, limits));
    await giveWay();
  }
  const answers = new Map((await Promise.all(asked)).flatMap((some) => [...some]));
  const lost = due.filter((run) => !serves(answers.get(run)));
  const failures = new Map<RouteTarget, TargetAnswer>();
  await Promise.all(
    [...new Set(lost.map((run) => run.target))].map(async (target) => {
      const seen = new Set(due);
      const others = [...all()].filter((run) => run.target === target && !seen.has(run));
      await noteLosses(others, clock, limits);
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

/**
 * Looks at gateways that are not due before their data plane is mended on behalf of others: what they have lost they could not
 * find at their own next tick any more, and it has to be confirmed anew.
 */
async function noteLosses(others: readonly GatewayRun[], clock: Clock, limits: Limits): Promise<void> {
  for (const runs of inSlices(others, AT_ONCE)) {
    for (const [run, answer] of await observe(runs, clock, limits)) {
      const isKept = answer.answered && isAsIntended(answer.routing, run.state.intent.routes);
      if (!isKept && run.state.confirmed !== null) run.state = { ...run.state, confirmed: null };
    }
  }
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
  const answers = await observe([run], clock, limits);
  return answers.get(run) ?? noAnswer(new RangeError('the data plane was not asked'));
}

/** Asks what there is for some gateways, all with one limit; those that were answered by then are. */
async function observe(
  runs: readonly GatewayRun[],
  clock: Clock,
  limits: Limits,
): Promise<ReadonlyMap<GatewayRun, TargetAnswer>> {
  const answers = new Map<GatewayRun, TargetAnswer>();
  const ask = async (run: GatewayRun, signal: AbortSignal): Promise<void> => {
    try {
      answers.set(run, { answered: true, routing: await run.target.observe(run.gateway.name, signal) });
    } catch (error) {
      answers.set(run, noAnswer(error));
    }
  };
  try {
    await within(clock, limits.target, 'the data plane', (signal) =>
      Promise.all(runs.map((run) => ask(run, signal))),
    );
    return answers;
  } catch (error) {
    return new Map(runs.map((run) => [run, answers.get(run) ?? noAnswer(error)]));
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
