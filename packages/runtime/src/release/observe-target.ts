import { errorMessage } from '../errors/error-message.js';
import type { GatewayRun } from './gateway-run.js';
import type { TargetAnswer } from './observation.js';
import type { Clock, Limits } from './ports.js';
import { within } from './within.js';

/** So many gateways are asked about with one limit, before others get the event loop. */
export const ASKED_AT_ONCE = 100;

/** Asks the data plane what it has for one gateway. Never rejects. */
export async function observeTarget(run: GatewayRun, clock: Clock, limits: Limits): Promise<TargetAnswer> {
  const answers = await observe([run], clock, limits);
  return answers.get(run) ?? noAnswer(new RangeError('the data plane was not asked'));
}

/** Asks what there is for some gateways, all with one limit; those that were answered by then are. Never rejects. */
export async function observe(
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
