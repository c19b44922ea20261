import type { Gateway } from '../../config/gateway.js';
import { errorMessage } from '../../errors/error-message.js';
import type { ReleaseRuntime } from '../../release/runtime.js';
import type { ClusterObjects } from '../cluster/cluster-objects.js';
import { KINDS } from '../cluster/kinds.js';
import type { KubernetesObject } from '../cluster/object.js';
import { deployedVersion } from '../discovery/deployed-version.js';
import { standingIn } from '../discovery/standing.js';
import type { Fence } from '../leases/fence.js';
import type { ShardDuty } from '../leases/shard-duty.js';
import { withRefusal, type RefusedSpecification } from '../resources/resource-status.js';
import { fingerprintOf, writtenStatus } from '../resources/written-status.js';
import type { ActMarks } from '../store/act-marks.js';
import type { WatchedObjects } from '../watch/watched-objects.js';
import type { AllowedSource } from './allowed-sources.js';
import { AnnotatedActs } from './annotated-acts.js';
import type { ClusterConnections } from './cluster-connections.js';
import { describedGateway } from './described-gateway.js';
import { hasFinalizer, withFinalizer } from './finalizer.js';
import { leftGateway, removesObjects } from './left-gateway.js';

const WRITE_WITHIN = 10_000;

/** Who describes the gateways of a cluster, for the log. */
const GIVER = 'the resource of the gateway';

/** Why a gateway is not run, for its status and its events. */
type Problem = Omit<RefusedSpecification, 'epoch'>;

export interface ControllerPorts {
  readonly runtime: ReleaseRuntime;
  readonly cluster: ClusterObjects;
  readonly connections: ClusterConnections;
  /** What watches tell; gateways as they were read or written last. */
  readonly gateways: Pick<WatchedObjects, 'get' | 'list'>;
  readonly policies: Pick<WatchedObjects, 'list'>;
  readonly deployments: Pick<WatchedObjects, 'list'>;
  readonly wrote: (key: string, resource: KubernetesObject) => void;
  /** What the store tells of in the same write as the states of gateways. */
  readonly marks: ActMarks;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly shardOf: (key: string) => number;
  /** Has a gateway looked at soon, after what is under way for it. */
  readonly enqueue: (key: string) => void;
  /** What gateways may read. */
  readonly sources: readonly AllowedSource[];
  /** Is told of an act that was asked for and refused, by the name of the gateway. */
  readonly refused: (key: string, message: string) => void;
  /** Is told why a gateway is not run any more, or not at all; once until that changes. */
  readonly stopped: (key: string, why: Problem) => void;
}

interface Running {
  readonly gateway: Gateway;
  readonly revision: string;
  readonly uid: string | undefined;
  /** The fingerprint of the status that it was taken over with. */
  readonly taken: string;
}

/**
 * Brings what runs here in line with the Gateway resources of the shards that this replica holds: level by level, whatever was
 * missed between. A resource that cannot be used is told so and left alone; it stops no other.
 */
export class GatewayController implements ShardDuty {
  readonly #ports: ControllerPorts;
  readonly #fences = new Map<number, Fence>();
  readonly #running = new Map<string, Running>();
  /** Those that shall run as soon as what they need is open. */
  readonly #opening = new Map<string, Gateway>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #acts: AnnotatedActs;

  constructor(ports: ControllerPorts) {
    this.#ports = ports;
    this.#acts = new AnnotatedActs(ports);
  }

  /** The gateways that run here. */
  get running(): ReadonlyMap<string, Omit<Running, 'revision'>> {
    return this.#running;
  }

  /** The right to write for a gateway; null where another replica has it. */
  fenceOf(key: string): Fence | null {
    return this.#fences.get(this.#ports.shardOf(key)) ?? null;
  }

  /** How many shards this replica looks after. */
  get shards(): number {
    return this.#fences.size;
  }

  /** The gateways that are this replica's to run and cannot be, or not yet: their status says why. */
  notRun(): readonly string[] {
    return this.#ports.gateways.list().flatMap(({ metadata: { namespace, name, deletionTimestamp } }) => {
      const key = keyOf(namespace, name);
      const isToRun = deletionTimestamp === undefined && this.fenceOf(key) !== null;
      return isToRun && !this.#running.has(key) ? [key] : [];
    });
  }

  begin(shard: number, fence: Fence): void {
    this.#fences.set(shard, fence);
    for (const { metadata } of this.#ports.gateways.list()) {
      const key = keyOf(metadata.namespace, metadata.name);
      if (this.#ports.shardOf(key) === shard) this.#ports.enqueue(key);
    }
  }

  async end(shard: number): Promise<void> {
    this.#fences.delete(shard);
    const isOfIt = (key: string): boolean => this.#ports.shardOf(key) === shard;
    await Promise.all([...this.#underWay].flatMap(([key, work]) => (isOfIt(key) ? [settled(work)] : [])));
    await Promise.all([...this.#running.keys()].filter(isOfIt).map((key) => this.#giveUp(key)));
    await this.#closeUnused();
  }

  /**
   * Looks at one gateway; called for each of them one after another.
   * @throws whatever kept it from being brought in line; it has to be looked at again then
   */
  async reconcile(key: string): Promise<void> {
    const work = this.#reconcile(key);
    this.#underWay.set(key, work);
    try {
      await work;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #reconcile(key: string): Promise<void> {
    const fence = this.fenceOf(key);
    if (fence === null) return this.#giveUp(key);
    const resource = this.#ports.gateways.get(key);
    if (resource === null) return this.#remove(key);
    if (resource.metadata.deletionTimestamp !== undefined) return this.#finish(key, resource, fence);
    const running = this.#running.get(key);
    // One that was deleted and made again meanwhile is another one.
    if (running !== undefined && running.uid !== resource.metadata.uid) await this.#remove(key);
    if (!this.#running.has(key)) this.#acts.takeOver(key, resource);
    await this.#run(key, resource, fence);
    await this.#acts.settle(key, resource, fence);
    // What was lost meanwhile is not ours to go on with.
    if (this.fenceOf(key) !== fence) await this.#giveUp(key);
  }

  async #run(key: string, resource: KubernetesObject, fence: Fence): Promise<void> {
    const { runtime, connections, policies, deployments, sources } = this.#ports;
    const { namespace } = resource.metadata;
    const { state, problem } = writtenStatus(resource);
    const running = this.#running.get(key);
    if (problem !== null && running === undefined) {
      return this.#stop(key, resource, fence, { reason: 'UnreadableState', message: problem });
    }
    const known = runtime.state(key) ?? state;
    const described = await describedGateway(resource, {
      policies: policies.list(namespace),
      deployed: deployments.list(namespace).flatMap((each) => deployedVersion(each) ?? []),
      standing: known === null ? null : standingIn(known),
      sources,
    });
    if (!described.ok) return this.#stop(key, resource, fence, described);
    const { gateway, revision } = described;
    // Before there is anything to remove.
    await this.#finalize(key, resource, fence, removesObjects(gateway));
    if (running?.revision === revision) return;
    this.#opening.set(key, gateway);
    try {
      await connections.open(gateway);
    } catch (error) {
      // What is missing may come: it is told, and tried again.
      await this.#stop(key, resource, fence, { reason: 'Unreachable', message: errorMessage(error) });
      throw error;
    } finally {
      this.#opening.delete(key);
    }
    this.#running.set(key, { gateway, revision, uid: resource.metadata.uid, taken: fingerprintOf(resource) });
    try {
      const problems = await runtime.take([{ gateway, stored: state }], GIVER);
      if (problems.length === 0) return;
      const message = problems.map((problem) => problem.message).join('; ');
      await this.#stop(key, resource, fence, { reason: 'Invalid', message });
    } catch (error) {
      this.#running.delete(key);
      throw error;
    }
  }

  /** Runs a gateway no more and says why; its data plane goes on with what it has. */
  async #stop(key: string, resource: KubernetesObject, fence: Fence, problem: Problem): Promise<void> {
    await this.#giveUp(key);
    const { cluster, now, wrote, gateways, stopped } = this.#ports;
    const current = gateways.get(key) ?? resource;
    this.#acts.takeOver(key, current);
    const { reason, message } = problem;
    const next = withRefusal(current, { reason, message, epoch: fence.epoch }, now());
    if (next === current || !fence.holds()) return;
    const signal = AbortSignal.timeout(WRITE_WITHIN);
    wrote(key, await cluster.replaceStatus(KINDS.gateway, next, signal));
    stopped(key, { reason, message });
  }

  async #giveUp(key: string): Promise<void> {
    await this.#ports.runtime.handOver(key);
    this.#ports.marks.forget(key);
    this.#running.delete(key);
  }

  /** Has the finalizer there, or not. */
  async #finalize(key: string, resource: KubernetesObject, fence: Fence, isWanted: boolean): Promise<void> {
    const { cluster, wrote, gateways } = this.#ports;
    const current = gateways.get(key) ?? resource;
    const next = withFinalizer(current, isWanted);
    if (next === current || !fence.holds()) return;
    wrote(key, await cluster.replace(KINDS.gateway, next, AbortSignal.timeout(WRITE_WITHIN)));
  }

  /** The resource is being deleted, and goes once what its finalizer is for is done: also where it never ran here. */
  async #finish(key: string, resource: KubernetesObject, fence: Fence): Promise<void> {
    const wasRunning = this.#running.has(key);
    await this.#remove(key);
    if (!hasFinalizer(resource) || !fence.holds()) return;
    const left = wasRunning ? null : leftGateway(key, resource);
    if (left !== null) await this.#ports.connections.leave(left);
    // What is gone then is not to be remembered as it was written last.
    const next = withFinalizer(this.#ports.gateways.get(key) ?? resource, false);
    await this.#ports.cluster.replace(KINDS.gateway, next, AbortSignal.timeout(WRITE_WITHIN));
  }

  /** The resource is gone: so is what the gateway had, as far as its description says. */
  async #remove(key: string): Promise<void> {
    this.#ports.marks.forget(key);
    if (!this.#running.has(key)) return;
    await this.#ports.runtime.remove(key, 'the cluster');
    this.#running.delete(key);
    await this.#closeUnused();
  }

  async #closeUnused(): Promise<void> {
    const running = [...this.#running.values()].map(({ gateway }) => gateway);
    // Of others that are looked at at the same time what they need is being opened.
    await this.#ports.connections.keepOnly([...running, ...this.#opening.values()]);
  }
}

export function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

async function settled(work: Promise<void>): Promise<void> {
  await Promise.allSettled([work]);
}
