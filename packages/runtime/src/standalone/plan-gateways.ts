import { format } from '@lamia/lang';
import type { Gateway } from '../config/gateway.js';
import { adopt } from '../release/adopt.js';
import { routingOf } from '../release/shares.js';
import { planRouting } from '../routing/plan.js';
import type { RoutingPlan } from '../routing/plan.js';
import { TargetError } from '../routing/target.js';
import type { ConfigurationChange, Routing, StandaloneTarget } from '../routing/target.js';
import { StoreError } from '../store/store.js';
import { standaloneDataPlanes } from './data-planes.js';
import { StandaloneError } from './standalone-error.js';
import { readStates } from './stored-states.js';

/** What running a gateway would change now. */
export interface GatewayPlan {
  readonly plan: RoutingPlan;
  /** Of its whole data plane; with several gateways on one it stands with the first. Null where there is none. */
  readonly configuration: ConfigurationChange | null;
}

/**
 * What running these gateways would change in their data planes, with weights as the state file has them: a release that is
 * under way goes on where it is.
 * @throws StandaloneError where a data plane or the state file cannot be read
 */
export async function planGateways(
  gateways: readonly Gateway[],
  stateFile: string,
  signal: AbortSignal,
): Promise<readonly GatewayPlan[]> {
  try {
    const stored = new Map(readStates(stateFile).map((state) => [state.gateway, state]));
    const desired = (gateway: Gateway): Routing => {
      const { state } = adopt(gateway, stored.get(gateway.name) ?? null, Date.now());
      return routingOf(gateway.name, state.intent.routes);
    };
    const planes = standaloneDataPlanes(stateFile);
    const served = new Map<StandaloneTarget, Gateway[]>();
    for (const gateway of gateways) {
      const target = await planes.open(gateway);
      served.set(target, [...(served.get(target) ?? []), gateway]);
    }
    const plans: GatewayPlan[] = [];
    for (const [target, theirs] of served)
      plans.push(...(await planTarget(target, theirs, theirs.map(desired), signal)));
    return plans;
  } catch (error) {
    const isOutside = error instanceof TargetError || error instanceof StoreError;
    throw isOutside ? new StandaloneError(error.message, { cause: error }) : error;
  }
}

async function planTarget(
  target: StandaloneTarget,
  gateways: readonly Gateway[],
  routings: readonly Routing[],
  signal: AbortSignal,
): Promise<readonly GatewayPlan[]> {
  try {
    const configuration = await target.configurationChange(gateways, routings);
    const plans: GatewayPlan[] = [];
    for (const [index, routing] of routings.entries()) {
      const observed = await target.observe(routing.gateway, signal);
      const plan = planRouting(observed, routing, conditionTexts(gateways[index]));
      plans.push({ plan, configuration: plans.length === 0 ? configuration : null });
    }
    return plans;
  } finally {
    await target.close();
  }
}

/** The conditions of a gateway's routes in canonical form, on one line each. */
function conditionTexts(gateway: Gateway | undefined): ReadonlyMap<string, string> {
  return new Map(
    (gateway?.routes ?? []).flatMap(({ name, condition }) =>
      condition === null
        ? []
        : [[name, (format(condition).text ?? condition).replace(/\s+/g, ' ').trim()] as const],
    ),
  );
}
