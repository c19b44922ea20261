import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Milliseconds } from '../config/duration.js';
import { NO_CONFIGURATION } from '../config/runtime/runtime-configuration.js';
import { loadConfiguration } from '../config/load-configuration.js';
import type { LoadedConfiguration } from '../config/load-configuration.js';
import type { Address, Gateway } from '../config/gateway.js';
import type { ReleaseEvent } from '../release/events.js';
import { localAccess } from '../api/options.js';
import { tryListening } from '../routing/haproxy/free-port.js';
import { startStandalone } from '../standalone/standalone.js';
import type { Closing } from './closing.js';
import { DemoError } from './demo-error.js';
import { demoGatewayFile } from './gateway-file.js';
import { endHaproxy, endHaproxyAtOnce } from './haproxy-end.js';
import { startLoad } from './load.js';
import type { Load } from './load.js';
import type { DemoOptions } from './options.js';
import { findPrometheus, startPrometheus } from './prometheus.js';
import { startService } from './service.js';
import type { Service } from './service.js';
import { demoTiming } from './timing.js';

/** Requests a second; a tenth of them in a window still show an error share of a few percent. */
export const RATE = 200;
const MOST_UNDER_WAY = 100;
/** Far beyond what a busy machine stalls for: an answer that only waits to be read is not lost. */
const REQUEST_TIMEOUT: Milliseconds = 60_000;

/** Everything that is on the stage once the demonstration has begun. */
export interface Scene {
  readonly gateway: Gateway;
  /** Where the gateway accepts requests. */
  readonly address: Address;
  readonly consoleUrl: string;
  /** By version label. */
  readonly services: ReadonlyMap<string, Service>;
  /** Null where no requests are sent. */
  readonly load: Load | null;
}

export interface SceneListeners {
  readonly onEvent: (event: ReleaseEvent) => void;
  readonly onFault: (fault: unknown, during: string) => void;
}

/**
 * Starts two services, the gateway in front of them with its release, and the load. Whatever was started is in `closing`,
 * also when this rejects.
 * @throws DemoError, StandaloneError where something outside is missing or in the way
 */
export async function startScene(
  options: DemoOptions,
  listeners: SceneListeners,
  closing: Closing,
  signal: AbortSignal,
): Promise<Scene> {
  const folder = await ownFolder(closing);
  const timing = demoTiming(options);
  const services = await startServices(options, closing);
  const prometheus =
    options.source === 'prometheus'
      ? await startPrometheus(findPrometheus(), join(folder, 'prometheus'), timing.scrapeInterval, signal)
      : null;
  if (prometheus !== null) closing.add('Prometheus', () => prometheus.close());
  const haproxy = options.target === 'haproxy' ? await placeForHaproxy(folder, closing) : null;
  const { version1, version2 } = services;
  const files = await readFile(
    demoGatewayFile(options, {
      version1: version1.address,
      version2: version2.address,
      haproxy,
      prometheus: prometheus?.url ?? null,
    }),
  );
  const [gateway] = files.gateways;
  if (gateway === undefined) throw new DemoError('the demonstration has no gateway');
  signal.throwIfAborted();
  const standalone = await startStandalone(files, {
    configuration: NO_CONFIGURATION,
    onDelivery: () => undefined,
    onRequest: () => undefined,
    stateFile: join(folder, 'state.db'),
    api: localAccess(options.listen),
    dryRun: false,
    ...listeners,
  });
  closing.add('the runtime', () => standalone.stop());
  const address = standalone.address(gateway.name);
  const metricsUrl = standalone.metricsUrl(gateway.name);
  if (address === null || metricsUrl === null) throw new Error('a gateway that serves has addresses');
  await prometheus?.scrape(new URL(metricsUrl));
  const load = options.traffic
    ? startLoad({
        to: address,
        rate: RATE,
        concurrency: MOST_UNDER_WAY,
        // The release ends before; should it not, the load does.
        atMost: 2 * timing.deadline,
        timeout: REQUEST_TIMEOUT,
      })
    : null;
  if (load !== null) closing.add('the load', () => load.stop());
  return {
    gateway,
    address,
    consoleUrl: standalone.consoleUrl,
    services: new Map(Object.entries(services)),
    load,
  };
}

/** For the runtime's state, Prometheus and HAProxy. */
async function ownFolder(closing: Closing): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lamia-demo-'));
  // A process that was ended a moment ago may still write.
  const all = { recursive: true, force: true, maxRetries: 5 };
  closing.add(
    'the temporary folder',
    () => rm(folder, all),
    () => {
      try {
        rmSync(folder, all);
      } catch {
        // In the system's folder for such things, where it is cleared away sooner or later.
      }
    },
  );
  return folder;
}

async function startServices(
  { baselineErrors, candidateErrors, candidateLatency }: DemoOptions,
  closing: Closing,
): Promise<{ readonly version1: Service; readonly version2: Service }> {
  const version1 = await startService({ version: 'version1', errors: baselineErrors, latency: 0 });
  closing.add('version1', () => version1.close());
  const version2 = await startService({
    version: 'version2',
    errors: candidateErrors,
    latency: candidateLatency,
  });
  closing.add('version2', () => version2.close());
  return { version1, version2 };
}

async function placeForHaproxy(
  folder: string,
  closing: Closing,
): Promise<{ readonly directory: string; readonly exporter: Address }> {
  const directory = join(folder, 'haproxy');
  closing.add(
    'HAProxy',
    () => endHaproxy(directory),
    () => {
      endHaproxyAtOnce(directory);
    },
  );
  const host = '127.0.0.1';
  return { directory, exporter: { host, port: await tryListening({ host, port: 0 }) } };
}

/** The demonstration is run by what users write: its own file is read and checked like theirs. */
async function readFile(text: string): Promise<LoadedConfiguration> {
  const loaded = await loadConfiguration([{ file: 'demo.yaml', text, named: true }]);
  const wrong = loaded.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (wrong.length > 0) throw new DemoError(wrong.join('; '));
  return loaded;
}
