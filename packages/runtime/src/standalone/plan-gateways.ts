import { format } from '@lamia/lang';
import type { Gateway } from '../config/gateway.js';
import { UpstreamPatterns } from '../config/runtime/upstream-patterns.js';
import { Reach } from '../discovery/reach.js';
import { adopt } from '../release/adopt.js';
import { routingOf } from '../release/shares.js';
import { planRouting } from '../routing/plan.js';
import type { DescribedRoute, RoutingPlan } from '../routing/plan.js';
import { TargetError } from '../routing/target.js';
import type { ConfigurationChange, Routing, StandaloneTarget } from '../routing/target.js';
import { StoreError } from '../store/store.js';
import { refuseElsewhere, upstreamRule } from './allowed-upstreams.js';
import { standaloneDataPlanes } from './data-planes.js';
import type { Files } from './read-document.js';
import { registeredOf, registerStored } from './register.js';
import type { Registered } from './registry.js';
import { StandaloneError } from './standalone-error.js';
import { readDocuments, readStates } from './stored-states.js';

/** What running a gateway would change now. */
export interface GatewayPlan {
  readonly plan: RoutingPlan;
  /** Whether a file describes it or it was made through the API. */
  readonly origin: Registered['origin'];
  /** Of its whole data plane; with several gateways on one it stands with the first. Null where there is none. */
  readonly configuration: ConfigurationChange | null;
}

export interface PlanOptions {
  readonly stateFile: string;
  /** Where versions may be; null for anywhere that is not forbidden to all. */
  readonly upstreams: readonly string[] | null;
}

/**
 * What running these gateways would change in their data planes, together with those that the state file knows from the API, and
 * with weights as it has them: a release that is under way goes on where it is.
 * @throws StandaloneError where a data plane or the state file cannot be read; RefusedGatewayError where a version is elsewhere
 */
export async function planGateways(
  files: Files,
  { stateFile, upstreams }: PlanOptions,
  signal: AbortSignal,
): Promise<readonly GatewayPlan[]> {
  try {
    const registered = [
      ...files.inFiles.map((inFile) => registeredOf(inFile, null)),
      ...(await registerStored(readDocuments(stateFile), files)),
    ];
    const stored = new Map(readStates(stateFile).map((state) => [state.gateway, state]));
    const desired = (gateway: Gateway): Routing => {
      const { state } = adopt(gateway, stored.get(gateway.name) ?? null, Date.now());
      return routingOf(gateway.name, state.intent.routes);
    };
    const allowed = upstreams === null ? null : new UpstreamPatterns(upstreams);
    for (const { gateway, origin } of registered) refuseElsewhere(gateway, origin, allowed);
    const reach = new Reach(() => upstreamRule(allowed, []));
    const planes = standaloneDataPlanes(stateFile, { reach });
    const served = new Map<StandaloneTarget, Registered[]>();
    for (const each of registered) {
      const target = await planes.open(each.gateway);
      served.set(target, [...(served.get(target) ?? []), each]);
    }
    const plans: GatewayPlan[] = [];
    for (const [target, theirs] of served) {
      const routings = theirs.map(({ gateway }) => desired(gateway));
      plans.push(...(await planTarget(target, theirs, routings, signal)));
    }
    return plans;
  } catch (error) {
    const isOutside = error instanceof TargetError || error instanceof StoreError;
    throw isOutside ? new StandaloneError(error.message, { cause: error }) : error;
  }
}

async function planTarget(
  target: StandaloneTarget,
  registered: readonly Registered[],
  routings: readonly Routing[],
  signal: AbortSignal,
): Promise<readonly GatewayPlan[]> {
  try {
    const gateways = registered.map(({ gateway }) => gateway);
    const configuration = await target.configurationChange(gateways, routings);
    const plans: GatewayPlan[] = [];
    for (const [index, routing] of routings.entries()) {
      const observed = await target.observe(routing.gateway, signal);
      const plan = planRouting(observed, routing, describedRoutes(gateways[index]));
      const origin = registered[index]?.origin ?? 'file';
      plans.push({ plan, origin, configuration: plans.length === 0 ? configuration : null });
    }
    return plans;
  } finally {
    await target.close();
  }
}

/** A gateway's routes, with their conditions in canonical form on one line each. */
function describedRoutes(gateway: Gateway | undefined): ReadonlyMap<string, DescribedRoute> {
  return new Map(
    (gateway?.routes ?? []).map(({ name, condition, mirror }) => [
      name,
      { condition: condition === null ? null : lineOf(condition), mirror },
    ]),
  );
}

function lineOf(condition: string): string {
  return (format(condition).text ?? condition).replace(/\s+/g, ' ').trim();
}
