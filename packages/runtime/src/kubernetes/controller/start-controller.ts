import { randomUUID } from 'node:crypto';
import type { Milliseconds } from '../../config/duration.js';
import type { Address } from '../../config/gateway.js';
import type { RuntimeConfiguration } from '../../config/runtime/runtime-configuration.js';
import { WorkerDesk } from '../../api/language/worker-desk.js';
import type { CertificateFiles } from '../../api/access/certificate.js';
import { errorMessage } from '../../errors/error-message.js';
import { giveWay } from '../../event-loop/give-way.js';
import { HttpGateKeeper } from '../../gates/http-gate-keeper.js';
import { Courier } from '../../notify/courier.js';
import type { CourierReport } from '../../notify/lane.js';
import { MemoryOutbox } from '../../notify/memory-outbox.js';
import { RuntimeMetrics } from '../../observe/runtime-metrics.js';
import { TimedPorts } from '../../observe/timed-ports.js';
import type { ReleaseEvent } from '../../release/events.js';
import { ReleaseRuntime } from '../../release/runtime.js';
import { systemClock } from '../../release/system-clock.js';
import { keptObject } from '../../routing/kubernetes/kept-object.js';
import { ClusterTarget } from '../../routing/kubernetes/target.js';
import { Opened } from '../../standalone/opened.js';
import { isOutside } from '../../standalone/standalone-error.js';
import { startAdmissionServer } from '../admission/admission-server.js';
import type { AdmissionPorts } from '../admission/verdict.js';
import { ClusterError, type ClusterObjects } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject, ObjectKind } from '../cluster/object.js';
import { deployedVersion } from '../discovery/deployed-version.js';
import { DeploymentReadiness } from '../discovery/deployment-readiness.js';
import { EventRecorder } from '../events/event-recorder.js';
import { notRun, refusedAct } from '../events/told-event.js';
import { FenceError, type Fence } from '../leases/fence.js';
import { ShardHolder } from '../leases/shard-holder.js';
import { shardOf } from '../leases/shard-of.js';
import { ActMarks } from '../store/act-marks.js';
import { ResourceStore } from '../store/resource-store.js';
import { Informer } from '../watch/informer.js';
import { RecentWrites } from '../watch/recent-writes.js';
import type { WatchedObjects } from '../watch/watched-objects.js';
import { WorkQueue } from '../watch/work-queue.js';
import type { AllowedSource } from './allowed-sources.js';
import { ClusterConnections } from './cluster-connections.js';
import { Concern } from './concern.js';
import { GatewayController } from './gateway-controller.js';
import { startProbeServer } from './probe-server.js';
import { RouteWatches } from './route-watches.js';

/** So many gateways are brought in line at once. */
const AT_ONCE = 16;
const PAUSES = { first: 500, longest: 60_000 };
/** Before the names of all leases. */
const INSTALLATION = 'lamia';
const LOOK: Milliseconds = 50;
/** A replica that hears nothing of the cluster for so long is better started anew; the watches try all the while. */
const SILENT_FOR_TOO_LONG: Milliseconds = 10 * 60_000;

/** Where the admission webhook is served, and the files of its certificate. */
export interface WebhookAddress {
  readonly listen: Address;
  readonly tls: CertificateFiles;
}

export interface ControllerOptions {
  /** What tells this replica from the others. */
  readonly identity: string;
  readonly leaseNamespace: string;
  /** Those that are looked at; null for all. */
  readonly namespaces: readonly string[] | null;
  readonly shards: number;
  /** What gateways may read. */
  readonly sources: readonly AllowedSource[];
  /** Where probes and metrics are served. */
  readonly listen: Address;
  /** Where resources are checked before they are stored; null for nowhere. */
  readonly webhook: WebhookAddress | null;
  readonly configuration: RuntimeConfiguration;
  /** Hears everything that happens, in order. */
  readonly onEvent: (event: ReleaseEvent) => void;
  /** Hears how the deliveries to notifiers go. */
  readonly onDelivery: (report: CourierReport) => void;
  /** Hears what people should know of the cluster, and what could not be done. */
  readonly onTrouble: (message: string) => void;
  /** Hears of faults of the program itself. */
  readonly onFault: (fault: unknown, during: string) => void;
}

/** A replica at work. */
export interface Controller {
  /** Where probes and metrics are served. */
  readonly address: Address;
  /** Hands everything over to the other replicas; the data planes go on serving. */
  stop(): Promise<void>;
}

/**
 * Starts one replica of the runtime in a cluster. It needs nobody: what the cluster does not answer yet is asked again.
 * @throws ProbeError where its own probes cannot be served
 */
export async function startController(
  cluster: ClusterObjects,
  options: ControllerOptions,
): Promise<Controller> {
  const opened = new Opened();
  try {
    return await start(cluster, options, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function start(
  cluster: ClusterObjects,
  options: ControllerOptions,
  opened: Opened,
): Promise<Controller> {
  const { namespaces, onTrouble, onFault } = options;
  const following = new AbortController();
  opened.add(() => {
    following.abort();
    return Promise.resolve();
  });
  const elapsed = (): Milliseconds => performance.now();
  const follow = (kind: ObjectKind, keep?: (object: KubernetesObject) => KubernetesObject): Informer => {
    const informer = new Informer(
      {
        ...{ objects: cluster, clock: systemClock, elapsed, random: Math.random, report: onFault },
        trouble: (message, { plural }) => {
          onTrouble(message ?? `\`${plural}\` are heard of again`);
        },
      },
      { kind, namespaces, ...(keep !== undefined && { keep }) },
    );
    void informer.follow(following.signal);
    return informer;
  };
  // Whoever annotated a gateway stands among its managed fields.
  const gateways = follow(KINDS.gateway, (object) => object);
  const policies = follow(KINDS.policy);
  const deployments = follow(KINDS.deployment);
  const recent = new RecentWrites(
    (_kind, { namespace, name }) => gateways.get(`${namespace ?? ''}/${name}`),
    elapsed,
  );
  const newest = (key: string): KubernetesObject | null => {
    const [namespace = '', name = ''] = key.split('/');
    return recent.current(KINDS.gateway, { namespace, name });
  };
  const wrote = (_key: string, resource: KubernetesObject): void => {
    const { namespace = null, name } = resource.metadata;
    recent.wrote(KINDS.gateway, { namespace, name }, resource);
  };

  const routes = new RouteWatches((kind) => follow(kind, keptObject), systemClock);
  const fenceOf = (key: string): Fence | null => controller.fenceOf(key);
  const connections = new ClusterConnections(
    (kind) =>
      new ClusterTarget(kind, {
        cluster,
        cached: (each, key) => routes.cached(each, key),
        fence: (key) => mustHave(fenceOf(key), key),
      }),
    (target) => routes.open(target),
  );
  opened.add(() => connections.close());
  const { webhooks, notifiers, maxReleases } = options.configuration;
  // What happens stands in the resources as well, so that nobody needs a disk for it.
  const outbox = new MemoryOutbox();
  const metrics = new RuntimeMetrics({
    now: () => systemClock.now(),
    isServed: (key) => controller.running.has(key),
    outboxDepths: () => outbox.depths(),
    part: { of: options.shards, held: () => controller.shards, notRun: () => controller.notRun() },
  });
  const timed = new TimedPorts(metrics);
  const gateKeeper = new HttpGateKeeper(webhooks, systemClock);
  opened.add(() => {
    gateKeeper.close();
    return Promise.resolve();
  });
  const marks = new ActMarks();
  const store = new ResourceStore({
    ...{ objects: cluster, newest, wrote, marks, fenceOf, now: () => systemClock.now() },
    running: (key) => controller.running.get(key) ?? null,
  });
  const runtime = new ReleaseRuntime(
    {
      ...{ clock: systemClock, store, gateKeeper, giveWay },
      readiness: new DeploymentReadiness(({ namespace }) =>
        deployments.list(namespace).flatMap((each) => deployedVersion(each) ?? []),
      ),
      targetOf: (gateway) => timed.target(connections.targetOf(gateway)),
      sourceOf: (gateway) => timed.source(connections.sourceOf(gateway)),
      catalogueOf: (gateway) => connections.catalogueOf(gateway),
      report: (fault, during) => {
        metrics.noteFault();
        onFault(fault, during);
      },
    },
    maxReleases === null ? {} : { releases: maxReleases },
  );
  const courier = new Courier(notifiers, {
    ...{ clock: systemClock, outbox, random: Math.random, fault: onFault },
    report: (report) => {
      metrics.noteDelivery(report);
      options.onDelivery(report);
    },
  });
  opened.add(() => courier.stop());
  await courier.start();
  const recorder = new EventRecorder({
    ...{ objects: cluster, resourceOf: newest, trouble: onTrouble },
    teller: { instance: options.identity, run: randomUUID().slice(0, 8) },
  });
  opened.add(() => recorder.close());
  runtime.subscribe((event) => {
    courier.note(event);
    metrics.note(event);
    recorder.note(event);
    options.onEvent(event);
  });
  const queue: WorkQueue = new WorkQueue({
    ...{ atOnce: AT_ONCE, pauses: PAUSES, clock: systemClock, random: Math.random },
    work: (key) => controller.reconcile(key),
    failed: (key, error, again) => {
      if (!isNoFault(error)) onFault(error, `the look at the gateway ${key}`);
      onTrouble(`${key}: ${errorMessage(error)}; tried again in ${Math.round(again / 1000)} s`);
    },
  });
  const controller: GatewayController = new GatewayController({
    ...{ runtime, cluster, connections, policies, deployments, wrote, marks },
    gateways: { get: newest, list: (namespace) => gateways.list(namespace) },
    now: () => systemClock.now(),
    shardOf: (key) => shardOf(key, options.shards),
    enqueue: (key) => {
      queue.add(key);
    },
    sources: options.sources,
    refused: (key, message) => {
      onTrouble(`${key}: ${message}`);
      recorder.tell(key, refusedAct(message), systemClock.now());
    },
    stopped: (key, why) => {
      recorder.tell(key, notRun(why), systemClock.now());
    },
  });
  new Concern({ gateways, policies, deployments }, (key) => {
    queue.add(key);
  }).listen();
  await runtime.start([]);
  const probes = await startProbeServer(options.listen, {
    sick: () =>
      gateways.silentFor() > SILENT_FOR_TOO_LONG
        ? `nothing was heard of the cluster for ${Math.round(gateways.silentFor() / 60_000)} minutes`
        : null,
    unready: () =>
      [gateways, policies, deployments].every((each) => each.hasSynced())
        ? null
        : 'the first lists are not there yet',
    metrics,
  });
  opened.add(() => probes.close());
  opened.add(() => runtime.stop());
  opened.add(() => queue.stop());
  if (options.webhook !== null) await serveWebhook(options.webhook, { gateways, policies }, onFault, opened);
  const shards = new ShardHolder({
    ...{ objects: cluster, random: Math.random, duty: controller, report: onTrouble },
    clock: { ...systemClock, elapsed },
    ...{ identity: options.identity, namespace: options.leaseNamespace },
    ...{ installation: INSTALLATION, shards: options.shards },
  });
  // A lease is of no use before it is known what there is to do.
  const holding = new AbortController();
  const held = synced([gateways, policies, deployments], holding.signal).then(() =>
    shards.run(holding.signal),
  );
  opened.add(() => {
    holding.abort();
    return held;
  });
  return { address: probes.address, stop: () => opened.close() };
}

/** @throws ApiError where it cannot be served */
async function serveWebhook(
  { listen, tls }: WebhookAddress,
  watched: Pick<AdmissionPorts, 'gateways' | 'policies'>,
  report: ControllerOptions['onFault'],
  opened: Opened,
): Promise<void> {
  const language = new WorkerDesk();
  opened.add(() => language.close());
  const clock = (): Milliseconds => performance.now();
  const server = await startAdmissionServer({ listen, tls, report }, { ...watched, language, clock });
  opened.add(() => server.close());
}

/** Resolves once all is known that there is, or the signal has ended. */
async function synced(watched: readonly WatchedObjects[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !watched.every((each) => each.hasSynced())) await systemClock.sleep(LOOK, signal);
}

function mustHave(fence: Fence | null, key: string): Fence {
  if (fence === null) throw new FenceError(`another replica decides for the gateway \`${key}\` now`);
  return fence;
}

function isNoFault(error: unknown): boolean {
  return isOutside(error) || error instanceof ClusterError || error instanceof FenceError;
}
