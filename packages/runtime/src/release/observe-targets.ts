import type { GiveWay } from '../event-loop/give-way.js';
import type { SharedTarget } from '../routing/target.js';
import type { GatewayRun } from './gateway-run.js';
import type { TargetAnswer } from './observation.js';
import { noteLosses } from './note-losses.js';
import { ASKED_AT_ONCE, noAnswer, observe } from './observe-target.js';
import type { Clock, Limits } from './ports.js';
import { intended, serve, serveEach, type Served } from './serve-gateways.js';
import { inSlices } from './slices.js';

/**
 * Asks the data planes of these gateways what they have. One that fails or does not serve its gateway is told once to serve all
 * of its gateways as they shall be, or this one alone where gateways do not depend on each other: whatever ended it, the next tick
 * finds it mended. Never rejects.
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
  for (const runs of inSlices(due, ASKED_AT_ONCE)) {
    asked.push(observe(runs, clock, limits));
    await giveWay();
  }
  const answers = new Map((await Promise.all(asked)).flatMap((some) => [...some]));
  const lost = due.filter((run) => !serves(answers.get(run)) || isUntold(run));
  const isDue = new Set(due);
  const failures = await Promise.all(
    [...new Set(lost.map((run) => run.target))].map((target) => {
      const ofIt = (run: GatewayRun): boolean => run.target === target;
      if (target.serving === 'each') return serveEach(target, lost.filter(ofIt), clock, limits);
      const others = [...all()].filter((run) => ofIt(run) && !isDue.has(run));
      return mend(target, lost.filter(ofIt), others, () => intended(target, all()), clock, limits);
    }),
  );
  for (const [run, failure] of failures.flatMap((some) => [...some])) answers.set(run, failure);
  return answers;
}

/**
 * Has a data plane serve all that it shall, on behalf of those that are lost; what came instead of an answer for these where it
 * could not.
 */
async function mend(
  target: SharedTarget,
  lost: readonly GatewayRun[],
  others: readonly GatewayRun[],
  all: () => readonly Served[],
  clock: Clock,
  limits: Limits,
): Promise<ReadonlyMap<GatewayRun, TargetAnswer>> {
  await noteLosses(others, clock, limits);
  try {
    await serve(target, all(), clock, limits);
    return new Map();
  } catch (error) {
    return new Map(lost.map((run) => [run, noAnswer(error)]));
  }
}

/** True where the data plane may still serve a gateway as it was described before. */
function isUntold({ target, isServed }: GatewayRun): boolean {
  return target.serving === 'each' && !isServed;
}

function serves(answer: TargetAnswer | undefined): boolean {
  return answer?.answered === true && answer.routing !== null;
}
