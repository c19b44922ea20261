import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { Address, Gateway, HealthRequest, Version } from '../config/gateway.js';
import { DiscoveryError } from '../discovery/discovery-error.js';
import type { Reach, Reached } from '../discovery/reach.js';
import { connectVetted, RefusedEndpointError } from '../discovery/vetted-connection.js';
import { hostPort } from '../routing/host-port.js';
import type { Readiness } from './observation.js';
import type { ReadinessProbe } from './ports.js';

const READY: Readiness = { ready: true };

/**
 * Ready is a version whose every endpoint is: it accepts a connection, and where the gateway checks health by a request, it
 * answers that one well. Endpoints that may not be reached are none of it.
 */
export class EndpointReadiness implements ReadinessProbe {
  readonly #reach: Reach;

  constructor(reach: Reach) {
    this.#reach = reach;
  }

  async probe(
    { traffic: { healthCheck } }: Gateway,
    { label, endpoints }: Version,
    signal: AbortSignal,
  ): Promise<Readiness> {
    const checked = healthCheck?.port ?? null;
    let found: Reached;
    try {
      found = await this.#reach.endpoints(endpoints, checked, [], signal);
    } catch (error) {
      if (error instanceof DiscoveryError) return { ready: false, reason: error.message };
      throw error;
    }
    if (found.endpoints.length === 0) {
      const reason = found.refused.join('; ');
      return { ready: false, reason: reason === '' ? `no endpoint of ${label} is found` : reason };
    }
    const health = healthCheck?.request ?? null;
    const answers = await Promise.all(
      found.endpoints.map(({ address: { host, port }, asked }) => {
        // By its name, where it has one: each of the addresses that it stands for is then tried, and asked about.
        const address = { host: endpoints.kind === 'discovered' ? host : asked, port: checked ?? port };
        return health === null ? this.#accepts(address, signal) : this.#isWell(address, health, signal);
      }),
    );
    return answers.find(({ ready }) => !ready) ?? READY;
  }

  #accepts(address: Address, signal: AbortSignal): Promise<Readiness> {
    return new Promise((resolve, reject) => {
      const socket = connectVetted(address, this.#reach.rule(), { signal });
      socket.once('connect', () => {
        socket.destroy();
        resolve(READY);
      });
      socket.once('error', (error) =>
        signal.aborted ? reject(error) : resolve(unreachable(address, error)),
      );
    });
  }

  #isWell(address: Address, { path, host, status }: HealthRequest, signal: AbortSignal): Promise<Readiness> {
    const createConnection = (): Socket => connectVetted(address, this.#reach.rule());
    return new Promise((resolve, reject) => {
      const sent = request({ createConnection, path, headers: { host }, signal }, (response) => {
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
}

function unreachable(address: Address, error: NodeJS.ErrnoException): Readiness {
  if (error instanceof RefusedEndpointError) return { ready: false, reason: error.message };
  const said = error.code ?? error.message;
  return { ready: false, reason: `nothing accepts connections at ${hostPort(address)} (${said})` };
}
