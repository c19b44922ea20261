import { dirname, join, resolve } from 'node:path';
import type { Gateway, TargetSpec } from '../config/gateway.js';
import { openTarget } from '../routing/open-target.js';
import type { RouteTarget, StandaloneTarget } from '../routing/target.js';

/** The data plane of each gateway; gateways that describe the same one share it. */
export type Targets<Target extends RouteTarget> = ReadonlyMap<Gateway, Target>;

/** The data planes that these gateways ask for, not serving anything yet; what they keep stands beside the state file. */
export async function openTargets(
  gateways: readonly Gateway[],
  stateFile: string,
): Promise<Targets<StandaloneTarget>> {
  const directory = join(dirname(resolve(stateFile)), 'haproxy');
  return await eachTarget(gateways, (spec) => openTarget(spec, { directory }));
}

/** One target for all gateways of the same description. */
export async function eachTarget<Target extends RouteTarget>(
  gateways: readonly Gateway[],
  open: (spec: TargetSpec) => Promise<Target>,
): Promise<Targets<Target>> {
  const bySpec = new Map<string, Target>();
  const byGateway = new Map<Gateway, Target>();
  for (const gateway of gateways) {
    const key = JSON.stringify(gateway.target);
    const target = bySpec.get(key) ?? (await open(gateway.target));
    bySpec.set(key, target);
    byGateway.set(gateway, target);
  }
  return byGateway;
}
