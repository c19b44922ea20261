import { request } from 'node:http';
import { connect } from 'node:net';
import type { Address, HealthRequest } from '../config/gateway.js';
import { DiscoveryError } from '../discovery/discovery-error.js';
import { findEndpoints } from '../discovery/find-endpoints.js';
import { hostPort } from '../routing/host-port.js';
import type { Readiness } from './observation.js';
import type { ReadinessProbe } from './ports.js';

const READY: Readiness = { ready: true };

/**
 * Ready is a version whose every endpoint is: it accepts a connection, and where the gateway checks health by a request, it
 * answers that one well.
 */
export const endpointReadiness: ReadinessProbe = {
  probe: async ({ traffic: { healthCheck } }, { label, endpoints }, signal) => {
    let addresses: readonly Address[];
    try {
      addresses =
        endpoints.kind === 'discovered' ? await findEndpoints(endpoints.from, signal) : endpoints.addresses;
    } catch (error) {
      if (error instanceof DiscoveryError) return { ready: false, reason: error.message };
      throw error;
    }
    if (addresses.length === 0) return { ready: false, reason: `no endpoint of ${label} is found` };
    const health = healthCheck?.request ?? null;
    const answers = await Promise.all(
      addresses.map(({ host, port }) => {
        const address = { host, port: healthCheck?.port ?? port };
        return health === null ? accepts(address, signal) : isWell(address, health, signal);
      }),
    );
    return answers.find(({ ready }) => !ready) ?? READY;
  },
};

function accepts(address: Address, signal: AbortSignal): Promise<Readiness> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, signal });
    socket.once('connect', () => {
      socket.destroy();
      resolve(READY);
    });
    socket.once('error', (error) => (signal.aborted ? reject(error) : resolve(unreachable(address, error))));
  });
}

function isWell(
  address: Address,
  { path, host, status }: HealthRequest,
  signal: AbortSignal,
): Promise<Readiness> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...address, path, headers: { host }, agent: false, signal }, (response) => {
      response.destroy();
      const answered = response.statusCode ?? 0;
      if (answered >= status.from && answered <= status.to) resolve(READY);
      else {
        const reason = `${hostPort(address)} answers ${answered} to its health check \`${path}\``;
        resolve({ ready: false, reason });
      }
    });
    sent.once('error', (error) => (signal.aborted ? reject(error) : resolve(unreachable(address, error))));
    sent.end();
  });
}

function unreachable(address: Address, error: NodeJS.ErrnoException): Readiness {
  const said = error.code ?? error.message;
  return { ready: false, reason: `nothing accepts connections at ${hostPort(address)} (${said})` };
}
