import { dirname, resolve } from 'node:path';
import type { Address } from '../config/gateway.js';
import type { RuntimeConfiguration } from '../config/runtime/runtime-configuration.js';
import { UpstreamPatterns } from '../config/runtime/upstream-patterns.js';
import { appFolder } from '../api/app/app-folder.js';
import { EventLog } from '../api/events/log.js';
import { hookKey, passingKey } from '../api/hooks/hook-key.js';
import { HookPaths } from '../api/hooks/hook-paths.js';
import { WorkerDesk } from '../api/language/worker-desk.js';
import type { ApiAccess, ServedRequest } from '../api/options.js';
import type { MetricsPage } from '../api/ports.js';
import { TrafficDesk, type ReadTraffic } from '../api/traffic/traffic-desk.js';
import { PastDesk, type PastOf } from '../api/values/past-desk.js';
import { ValuesDesk, type MetricsOf } from '../api/values/values-desk.js';
import { startApiServer } from '../api/server.js';
import { HttpGateKeeper } from '../gates/http-gate-keeper.js';
import { makeFolder } from '../files/make-folder.js';
import { address } from '../notify/address.js';
import { Courier } from '../notify/courier.js';
import type { CourierReport } from '../notify/lane.js';
import type { Outbox } from '../notify/outbox.js';
import type { ReleaseControl } from '../release/control.js';
import type { ReleaseEvent } from '../release/events.js';
import { SharedReads } from '../metrics/shared-reads.js';
import { readTraffic } from '../metrics/traffic.js';
import { ReleaseRuntime } from '../release/runtime.js';
import { giveWay } from '../event-loop/give-way.js';
import { RuntimeMetrics } from '../observe/runtime-metrics.js';
import { TimedPorts } from '../observe/timed-ports.js';
import { Reach } from '../discovery/reach.js';
import { systemClock } from '../release/system-clock.js';
import { EndpointReadiness } from '../release/endpoint-readiness.js';
import { errorCode } from '../errors/error-code.js';
import { errorMessage } from '../errors/error-message.js';
import type { RouteTarget } from '../routing/target.js';
import { LibsqlStore } from '../store/libsql/libsql-store.js';
import { MemoryStore } from '../store/memory.js';
import type { Store } from '../store/store.js';
import { VERSION } from '../version.js';
import { calledBy, refuseElsewhere, upstreamRule } from './allowed-upstreams.js';
import { Connections } from './connections.js';
import { DataPlanes, standaloneDataPlanes } from './data-planes.js';
import type { Warn } from './data-planes.js';
import { Opened } from './opened.js';
import { describedDoors, doorText, reachesItself, type OwnAddress } from './own-addresses.js';
import type { Files } from './read-document.js';
import { pastOf } from './past-of.js';
import { registeredOf, registerStored } from './register.js';
import { Registry, type Registered } from './registry.js';
import { rehearse } from './rehearsal.js';
import { RehearsalTarget } from './rehearsal-target.js';
import { Sources } from './sources.js';
import { isOutside, RefusedGatewayError, StandaloneError } from './standalone-error.js';

export interface StandaloneOptions {
  readonly configuration: RuntimeConfiguration;
  readonly stateFile: string;
  readonly api: ApiAccess;
  /** Decides and tells, but touches neither a data plane nor the state file. */
  readonly dryRun: boolean;
  /** Hears everything that happens, in order. */
  readonly onEvent: (event: ReleaseEvent) => void;
  /** Hears how the deliveries to notifiers go. */
  readonly onDelivery: (report: CourierReport) => void;
  /** Hears of every request to the API. */
  readonly onRequest: (request: ServedRequest) => void;
  /** Hears of faults of the program itself. */
  readonly onFault: (fault: unknown, during: string) => void;
}

/** A runtime on this machine, at work. */
export interface Standalone {
  readonly consoleUrl: string;
  /** What operators can see and do with it. */
  readonly control: ReleaseControl;
  /** Where a gateway accepts requests; null in a dry run. */
  address(gateway: string): Address | null;
  /** Where a gateway's data plane shows its own metrics; null where it has none, and in a dry run. */
  metricsUrl(gateway: string): string | null;
  /**
   * Ends the runtime; a data plane of its own goes on serving.
   * @throws StandaloneError where something outside kept it from ending in order; it has ended all the same
   */
  stop(): Promise<void>;
}

/**
 * Opens everything that these gateways need, starts their releases and serves the API.
 * @throws StandaloneError where something outside is missing or in the way; everything that was opened is closed again
 */
export async function startStandalone(files: Files, options: StandaloneOptions): Promise<Standalone> {
  const opened = new Opened();
  try {
    return await start(files, options, opened);
  } catch (error) {
    // What cannot be closed after that follows from it, and would hide it.
    const also = await opened.close().then(
      () => '',
      (failure: unknown) => `; ${errorMessage(failure)}`,
    );
    if (error instanceof StandaloneError && also === '') throw error;
    throw isOutside(error) ? new StandaloneError(`${error.message}${also}`, { cause: error }) : error;
  }
}

async function start(files: Files, options: StandaloneOptions, opened: Opened): Promise<Standalone> {
  const { store, outbox } = await openStore(options);
  opened.add(() => store.close());
  const { registered, notes } = await register(files, store, options);
  const gateways = registered.map(({ gateway }) => gateway);
  const { maxReleases, upstreams: patterns } = options.configuration;
  const upstreams = patterns === null ? null : new UpstreamPatterns(patterns);
  const listening = (): readonly OwnAddress[] => [apiItself(api.address), ...doorsOf(registry, addressOf)];
  const reach = new Reach(() => upstreamRule(upstreams, listening()));
  const warn: Warn = (gateway, reason) =>
    tell({ kind: 'source-warned', gateway, at: systemClock.now(), reason });
  const connections = connectionsOf(options, { warn, reach });
  opened.add(() => connections.keepOnly([]));
  for (const gateway of gateways) await connections.open(gateway);

  const addressOf = (name: string): Address | null => {
    const gateway = registry.find(name)?.gateway;
    return gateway === undefined ? null : connections.targetOf(gateway).address(name);
  };
  const metrics = new RuntimeMetrics({
    now: () => systemClock.now(),
    isServed: (name): boolean => registry.find(name) !== null,
    outboxDepths: outbox === null ? null : () => outbox.depths(),
    part: null,
  });
  const timed = new TimedPorts(metrics);
  const gateKeeper = new HttpGateKeeper(options.configuration.webhooks, systemClock);
  opened.add(() => {
    gateKeeper.close();
    return Promise.resolve();
  });
  const runtime = new ReleaseRuntime(
    {
      clock: systemClock,
      store,
      readiness: new EndpointReadiness(reach),
      // A dry run asks nobody for leave.
      ...(options.dryRun ? {} : { gateKeeper }),
      giveWay,
      targetOf: (gateway) => timed.target(connections.targetOf(gateway)),
      sourceOf: (gateway) => timed.source(connections.sourceOf(gateway)),
      catalogueOf: (gateway) => connections.catalogueOf(gateway),
      report: (fault, during) => {
        metrics.noteFault();
        options.onFault(fault, during);
      },
    },
    maxReleases === null ? {} : { releases: maxReleases },
  );
  const registry: Registry = new Registry(
    {
      runtime,
      store,
      connections,
      clock: systemClock,
      files,
      upstreams,
      listening,
    },
    registered,
  );
  const trafficOf: ReadTraffic = async (name, signal) => {
    const gateway = registry.find(name)?.gateway;
    const source = gateway === undefined ? null : connections.sourceOf(gateway);
    if (gateway === undefined || source === null) return null;
    return await readTraffic(gateway, source, systemClock.now(), signal);
  };
  const metricsOf: MetricsOf = (gateway) => connections.metricsOf(gateway);
  const past = pastOf(connections, (name) => registry.inFileOf(name));
  const seen = { address: addressOf, traffic: trafficOf, metricsOf, past, metrics };
  const api = await openApi(options, registry, seen, opened);
  checkDestinations(registered, api.address, upstreams);
  const tell = (event: ReleaseEvent): void => {
    api.events.append(event);
    metrics.note(event);
    options.onEvent(event);
  };
  for (const note of notes) tell(note);
  runtime.subscribe(tell);
  opened.add(() => runtime.stop());
  if (outbox !== null) {
    const courier = new Courier(options.configuration.notifiers, {
      clock: systemClock,
      outbox,
      random: Math.random,
      report: (report) => {
        metrics.noteDelivery(report);
        options.onDelivery(report);
      },
      fault: options.onFault,
    });
    opened.add(() => courier.stop());
    await courier.start();
    runtime.subscribe((event) => {
      courier.note(event);
    });
  }
  const started = await runtime.start(gateways);
  if (!started.ok) {
    throw new StandaloneError(
      started.problems.map(({ gateway, message }) => `${gateway}: ${message}`).join('; '),
    );
  }
  await connections.begin();
  api.begin();
  return {
    consoleUrl: api.url,
    control: registry,
    address: addressOf,
    metricsUrl: (name) => {
      const gateway = registry.find(name)?.gateway;
      return gateway === undefined ? null : connections.targetOf(gateway).metricsUrl();
    },
    stop: () => opened.close(),
  };
}

const apiItself = (address: Address): OwnAddress => ({ address, what: 'where the API of lamia listens' });

/** Where the gateways listen, and where they will. */
function doorsOf(registry: Registry, addressOf: (gateway: string) => Address | null): readonly OwnAddress[] {
  return registry.gateways().flatMap((gateway) => {
    const address = addressOf(gateway.name);
    const described = describedDoors(gateway);
    return address === null ? described : [...described, { address, what: doorText(gateway.name) }];
  });
}

/** @throws RefusedGatewayError where a gateway would bring its requests to the API, or where none may go */
function checkDestinations(
  registered: readonly Registered[],
  api: Address,
  upstreams: UpstreamPatterns | null,
): void {
  for (const { gateway, origin } of registered) {
    refuseElsewhere(gateway, origin, upstreams);
    const reason = reachesItself(gateway, [apiItself(api)]);
    if (reason !== null) {
      throw new RefusedGatewayError(
        `${calledBy(gateway, origin)}: ${reason}, or give \`--listen\` another port`,
      );
    }
  }
}

interface OpenedApi {
  readonly url: string;
  readonly address: Address;
  readonly events: EventLog;
  readonly begin: () => void;
}

/** What the API shows beside the releases. */
interface Seen {
  readonly address: (gateway: string) => Address | null;
  readonly traffic: ReadTraffic;
  readonly metricsOf: MetricsOf;
  readonly past: PastOf;
  readonly metrics: MetricsPage;
}

/** The API in front of the releases, which are not ready before `begin` is called. */
async function openApi(
  { api, stateFile, dryRun, onFault, onRequest }: StandaloneOptions,
  control: ReleaseControl,
  { address, traffic, metricsOf, past, metrics }: Seen,
  opened: Opened,
): Promise<OpenedApi> {
  const events = new EventLog();
  const language = new WorkerDesk();
  opened.add(() => language.close());
  let isReady = false;
  const server = await startApiServer(
    { ...api, app: appFolder(), report: onFault, served: onRequest },
    {
      control,
      address,
      ready: () => isReady,
      events,
      language,
      traffic: new TrafficDesk(traffic, () => systemClock.now()),
      values: new ValuesDesk(language, metricsOf, new SharedReads(), () => systemClock.now()),
      past: new PastDesk(past, `lamia ${VERSION}`, () => systemClock.now()),
      hooks: new HookPaths(dryRun ? passingKey() : await hookKey(`${stateFile}.hook-key`)),
      version: VERSION,
      now: () => systemClock.now(),
      metrics,
    },
  );
  opened.add(() => {
    isReady = false;
    return server.close();
  });
  return {
    url: server.url,
    address: server.address,
    events,
    begin: () => {
      isReady = true;
    },
  };
}

/** The gateways of the files and those that were made through the API, and what there is to say of them before the start. */
async function register(
  files: Files,
  store: Store,
  { dryRun }: StandaloneOptions,
): Promise<{ readonly registered: readonly Registered[]; readonly notes: readonly ReleaseEvent[] }> {
  const stored = await registerStored(await store.documents(), files);
  const registered = [...files.inFiles.map((inFile) => registeredOf(inFile, null)), ...stored];
  if (!dryRun) return { registered, notes: [] };
  const rehearsals = registered.map((each) => ({ each, ...rehearse(each.gateway) }));
  return {
    registered: rehearsals.map(({ each, gateway }) => ({ ...each, gateway })),
    notes: rehearsals.flatMap(({ gateway: { name }, note }) =>
      note === null
        ? []
        : [{ kind: 'source-warned', gateway: name, at: systemClock.now(), reason: note } as const],
    ),
  };
}

function connectionsOf(
  { dryRun, stateFile }: StandaloneOptions,
  followed: { readonly warn: Warn; readonly reach: Reach },
): Connections {
  const planes: DataPlanes<RouteTarget> = dryRun
    ? new DataPlanes((spec) => Promise.resolve(new RehearsalTarget(spec)))
    : standaloneDataPlanes(stateFile, followed);
  return new Connections(planes, new Sources());
}

/** A dry run tells nobody. */
async function openStore({
  stateFile,
  dryRun,
  configuration,
}: StandaloneOptions): Promise<{ readonly store: Store; readonly outbox: Outbox | null }> {
  if (dryRun) return { store: new MemoryStore(), outbox: null };
  const folder = dirname(resolve(stateFile));
  try {
    await makeFolder(folder);
  } catch (error) {
    const why =
      errorCode(error) === 'ENOENT'
        ? 'the folder above it does not exist or takes none'
        : errorMessage(error);
    throw new StandaloneError(
      `the folder \`${folder}\` of the state file \`${stateFile}\` does not exist and cannot be made: ${why}; ` +
        'make it, or name another file with `--state FILE`',
    );
  }
  const store = LibsqlStore.open(stateFile, {
    address: (events) => address(configuration.notifiers, events),
  });
  return { store, outbox: store.outbox };
}
