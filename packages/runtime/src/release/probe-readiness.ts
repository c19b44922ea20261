import { errorMessage } from '../errors/error-message.js';
import type { GatewayRun } from './gateway-run.js';
import type { Readiness } from './observation.js';
import type { Clock, Limits, ReadinessProbe } from './ports.js';
import { isEntering } from './suspend.js';
import { within } from './within.js';

/** Whether the candidates of pending releases can take traffic; later in a release nobody asks. Never rejects. */
export async function probeReadiness(
  runs: readonly GatewayRun[],
  probe: ReadinessProbe,
  clock: Clock,
  limits: Limits,
): Promise<ReadonlyMap<GatewayRun, Readiness>> {
  return new Map(
    await Promise.all(runs.map(async (run) => [run, await probeOne(run, probe, clock, limits)] as const)),
  );
}

async function probeOne(
  { gateway, state }: GatewayRun,
  probe: ReadinessProbe,
  clock: Clock,
  limits: Limits,
): Promise<Readiness> {
  const { release } = state;
  const candidate = gateway.versions.find(({ label }) => label === release?.identity.candidate);
  if (release === null || !isEntering(release) || candidate === undefined) return { ready: true };
  try {
    return await within(clock, limits.readiness, `the readiness check of ${candidate.label}`, (signal) =>
      probe.probe(gateway, candidate, signal),
    );
  } catch (error) {
    return { ready: false, reason: errorMessage(error) };
  }
}
