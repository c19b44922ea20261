import { dirname, resolve } from 'node:path';
import type { Address, Gateway } from '../config/gateway.js';
import type { RuntimeConfiguration } from '../config/runtime/runtime-configuration.js';
import { makeFolder } from '../files/make-folder.js';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { address } from '../notify/address.js';
import { Courier } from '../notify/courier.js';
import type { CourierReport } from '../notify/lane.js';
import type { Outbox } from '../notify/outbox.js';
import type { ReleaseEvent } from '../release/events.js';
import { ReleaseRuntime } from '../release/runtime.js';
import { giveWay } from '../event-loop/give-way.js';
import { systemClock } from '../release/system-clock.js';
import { endpointReadiness } from '../release/endpoint-readiness.js';
import { errorCode } from '../errors/error-code.js';
import { errorMessage } from '../errors/error-message.js';
import type { RouteTarget } from '../routing/target.js';
import { StatusBoard } from '../status/board.js';
import { startStatusServer } from '../status/server.js';
import { LibsqlStore } from '../store/libsql/libsql-store.js';
import { MemoryStore } from '../store/memory.js';
import type { Store } from '../store/store.js';
import { eachTarget, openTargets } from './open-targets.js';
import type { Targets } from './open-targets.js';
import { Opened } from './opened.js';
import { rehearse, type Rehearsal } from './rehearsal.js';
import { RehearsalTarget } from './rehearsal-target.js';
import { Sources } from './sources.js';
import type { OpenSource } from './sources.js';
import { isOutside, StandaloneError } from './standalone-error.js';

export interface StandaloneOptions {
  readonly configuration: RuntimeConfiguration;
  readonly stateFile: string;
  /** Of the status page; port 0 for a free one. */
  readonly listen: Address;
  /** Decides and tells, but touches neither a data plane nor the state file. */
  readonly dryRun: boolean;
  /** Hears everything that happens, in order. */
  readonly onEvent: (event: ReleaseEvent) => void;
  /** Hears how the deliveries to notifiers go. */
  readonly onDelivery: (report: CourierReport) => void;
  /** Hears of faults of the program itself. */
  readonly onFault: (fault: unknown, during: string) => void;
}

/** A runtime on this machine, at work. */
export interface Standalone {
  readonly statusUrl: string;
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
 * Opens everything that these gateways need, starts their releases and serves the status page.
 * @throws StandaloneError where something outside is missing or in the way; everything that was opened is closed again
 */
export async function startStandalone(
  gateways: readonly Gateway[],
  options: StandaloneOptions,
): Promise<Standalone> {
  const opened = new Opened();
  const rehearsals = gateways.map((gateway) =>
    options.dryRun ? rehearse(gateway) : { gateway, note: null },
  );
  try {
    return await start(rehearsals, options, opened);
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

async function start(
  rehearsals: readonly Rehearsal[],
  options: StandaloneOptions,
  opened: Opened,
): Promise<Standalone> {
  const gateways = rehearsals.map(({ gateway }) => gateway);
  const { store, outbox } = await openStore(options);
  opened.add(() => store.close());
  const targets: Targets<RouteTarget> = options.dryRun
    ? await eachTarget(gateways, (spec) => Promise.resolve(new RehearsalTarget(spec)))
    : await openTargets(gateways, options.stateFile);
  for (const target of new Set(targets.values())) opened.add(() => target.close());
  const targetOf = (gateway: Gateway): RouteTarget => found(targets, gateway);
  const sources = new Sources();
  opened.add(() => sources.close());
  const sourceByGateway = new Map<Gateway, OpenSource | null>();
  for (const gateway of gateways)
    sourceByGateway.set(gateway, await sources.open(gateway, targetOf(gateway)));

  const addresses = new Map(gateways.map((gateway) => [gateway.name, targetOf(gateway)]));
  const addressOf = (gateway: string): Address | null => addresses.get(gateway)?.address(gateway) ?? null;
  const board = new StatusBoard(gateways, addressOf);
  const status = await startStatusServer(options.listen, board);
  opened.add(() => status.close());

  const catalogues = new Map(
    [...sourceByGateway].map(([gateway, open]) => [
      gateway,
      open === null ? null : languageCatalogue(open.catalogue),
    ]),
  );
  const runtime = new ReleaseRuntime({
    clock: systemClock,
    store,
    readiness: endpointReadiness,
    giveWay,
    targetOf,
    sourceOf: (gateway) => sourceByGateway.get(gateway)?.source ?? null,
    catalogueOf: (gateway) => catalogues.get(gateway) ?? null,
    report: options.onFault,
  });
  const tell = (event: ReleaseEvent): void => {
    board.note(event);
    options.onEvent(event);
  };
  for (const { gateway, note } of rehearsals) {
    if (note !== null) {
      tell({ kind: 'source-warned', gateway: gateway.name, at: systemClock.now(), reason: note });
    }
  }
  runtime.subscribe(tell);
  opened.add(() => runtime.stop());
  if (outbox !== null) {
    const courier = new Courier(options.configuration.notifiers, {
      clock: systemClock,
      outbox,
      random: Math.random,
      report: options.onDelivery,
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
  await sources.begin();
  return {
    statusUrl: status.url,
    address: addressOf,
    metricsUrl: (gateway) => addresses.get(gateway)?.metricsUrl() ?? null,
    stop: () => opened.close(),
  };
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

function found(targets: Targets<RouteTarget>, gateway: Gateway): RouteTarget {
  const target = targets.get(gateway);
  if (target === undefined) throw new Error(`no target was opened for the gateway ${gateway.name}`);
  return target;
}
