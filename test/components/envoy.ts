import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../packages/runtime/src/routing/haproxy/until.js';
import type { RouteConfiguration } from '../../packages/lang/src/targets/envoy/route-config.js';
import type { Address } from '../../packages/runtime/src/config/gateway.js';
import { bootstrap, listenerName, type EnvoySetup } from './envoy-bootstrap.js';

/** A real Envoy on free loopback ports, with one listener for each route configuration. */
export interface RunningEnvoy {
  /** Of the listeners, in the order of the configurations. */
  readonly addresses: readonly Address[];
  /** What it has written to its log so far. */
  log(): string;
  /** Ends the process and removes its folder. Idempotent. */
  stop(): Promise<void>;
}

const READY_WITHIN = 30_000;
const STOPPED_WITHIN = 10_000;
const LOOPBACK = '127.0.0.1';

/**
 * Starts Envoy and resolves once it takes requests. Its caller has to stop it whatever happens.
 *
 * @throws when Envoy refuses a configuration, with its own words
 */
export async function startEnvoy(program: string, setup: EnvoySetup): Promise<RunningEnvoy> {
  const folder = await mkdtemp(join(tmpdir(), 'lamia-envoy-'));
  const file = join(folder, 'bootstrap.json');
  const adminFile = join(folder, 'admin');
  await writeFile(file, JSON.stringify(bootstrap(setup)));
  const child = spawn(
    program,
    [
      ...['--config-path', file, '--admin-address-path', adminFile],
      // One worker is quick to start and enough; nothing is shared with other Envoys of this machine.
      ...['--concurrency', '1', '--disable-hot-restart', '--log-level', 'warning'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const addresses = await readiness(child, adminFile, setup.configurations.length);
    if (addresses === null) throw new Error(`Envoy is not ready: ${log}`);
    return { addresses, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The addresses of the listeners once all take connections; null when Envoy ends or takes too long. */
async function readiness(
  child: ChildProcess,
  adminFile: string,
  listeners: number,
): Promise<readonly Address[] | null> {
  const found = await until(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return 'ended';
      // Written when the port is known; until then, and until it answers, Envoy is not ready.
      const admin = await readFile(adminFile, 'utf8').catch(() => null);
      return admin === null ? null : listenerAddresses(admin.trim(), listeners).catch(() => null);
    },
    READY_WITHIN,
    new AbortController().signal,
  );
  return found === 'ended' ? null : found;
}

interface ListenerList {
  readonly listener_statuses?: readonly {
    readonly name: string;
    readonly local_address: { readonly socket_address: { readonly port_value: number } };
  }[];
}

async function listenerAddresses(admin: string, listeners: number): Promise<readonly Address[] | null> {
  const ready = await fetch(`http://${admin}/ready`);
  if (!ready.ok) return null;
  const answer = await fetch(`http://${admin}/listeners?format=json`);
  const { listener_statuses: statuses = [] } = (await answer.json()) as ListenerList;
  const ports = new Map(
    statuses.map(({ name, local_address: address }) => [name, address.socket_address.port_value]),
  );
  const addresses = Array.from({ length: listeners }, (_, index) => ports.get(listenerName(index)));
  return addresses.every((port) => port !== undefined)
    ? addresses.map((port) => ({ host: LOOPBACK, port }))
    : null;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN);
  await ended;
  clearTimeout(timer);
}

/**
 * The same configuration with routes that answer by themselves, so that a test needs no servers: the body of an answer is the
 * place of the route that took the request, such as `0/3` for the fourth route of the first virtual host.
 */
export function answering(configuration: RouteConfiguration): RouteConfiguration {
  return {
    ...configuration,
    virtual_hosts: configuration.virtual_hosts.map((host, index) => ({
      ...host,
      routes: host.routes.map(({ match }, place) => ({
        match,
        direct_response: { status: 200, body: { inline_string: `${index}/${place}` } },
      })),
    })),
  };
}
