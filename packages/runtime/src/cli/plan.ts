import { hasChanges, planText } from '../routing/plan.js';
import type { RoutingPlan } from '../routing/plan.js';
import type { ConfigurationChange } from '../routing/target.js';
import { planGateways } from '../standalone/plan-gateways.js';
import type { GatewayPlan } from '../standalone/plan-gateways.js';
import { StandaloneError } from '../standalone/standalone-error.js';
import { EXIT, inputError, outsideError } from './exit.js';
import { readGateways } from './gateways.js';
import type { CommandIo } from './io.js';
import { readRuntimeFile } from './runtime-file.js';

export interface PlanFlags {
  readonly state: string;
  readonly config?: string;
  readonly exitCode?: boolean;
  readonly allowRawAcls?: boolean;
  readonly json?: boolean;
}

/** How long the data planes may take to say what they have; milliseconds. */
const PATIENCE = 15_000;

/** `lamia plan`: what running a file would change, without changing it. */
export async function runPlan(path: string, flags: PlanFlags, io: CommandIo): Promise<number> {
  const { upstreams, certificates } = await readRuntimeFile(flags.config, io);
  const files = await readGateways(path, { rawAcls: flags.allowRawAcls ?? false, certificates }, io);
  const plans = await plansOf(() =>
    planGateways(files, { stateFile: flags.state, upstreams }, AbortSignal.timeout(PATIENCE)),
  );
  const changes = plans.some(({ plan, configuration }) => hasChanges(plan, configuration));
  if (flags.json === true) {
    io.stdout.write(`${JSON.stringify({ changes, gateways: plans.map(planJson) }, null, 2)}\n`);
  } else {
    for (const { plan, origin, configuration } of plans) {
      const note = origin === 'api' ? 'put through the API' : null;
      io.stdout.write(`${planText(plan, configuration, note)}\n`);
    }
  }
  return changes && flags.exitCode === true ? EXIT.changes : EXIT.done;
}

async function plansOf(ask: () => Promise<readonly GatewayPlan[]>): Promise<readonly GatewayPlan[]> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof StandaloneError)) throw error;
    throw error.isAboutAddress ? inputError(error.message) : outsideError(error.message);
  }
}

/** Shares in percent, as everywhere outside of the engine; null where there is no such route. */
function planJson({ plan, origin, configuration }: GatewayPlan): {
  readonly gateway: string;
  readonly origin: GatewayPlan['origin'];
  readonly served: boolean;
  readonly routes: readonly object[];
  readonly configuration: ConfigurationChange | null;
} {
  const { gateway, served, routes } = plan;
  return { gateway, origin, served, routes: routes.map(routeJson), configuration };
}

function routeJson({ route, condition, mirror, shares }: RoutingPlan['routes'][number]): object {
  const percent = (share: number | null): number | null => (share === null ? null : share / 100);
  return {
    route,
    condition,
    ...(mirror && { mirror: { version: mirror.version, percent: percent(mirror.share) } }),
    shares: shares.map(({ version, from, to }) => ({ version, from: percent(from), to: percent(to) })),
  };
}
