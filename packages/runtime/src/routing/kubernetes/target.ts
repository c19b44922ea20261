import { setTimeout as pause } from 'node:timers/promises';
import type { WeightedPlane } from '@lamia/lang';
import type { Gateway } from '../../config/gateway.js';
import { ClusterError, type ClusterObjects } from '../../kubernetes/cluster/cluster-objects.js';
import type { Fence } from '../../kubernetes/leases/fence.js';
import { routingProblems } from '../routing-problems.js';
import { refuse } from '../servable.js';
import { TargetError, type LeftGateway, type Routing, type SeparateTarget } from '../target.js';
import { refusal } from './acceptance.js';
import { GatewaySlot, type HeldGateway, type ServedGateway } from './held-gateway.js';
import { objectName, ownerOf } from './marks.js';
import { RecentWrites, type Cached } from '../../kubernetes/watch/recent-writes.js';
import { Reconciler } from './reconcile.js';
import { routingIn, weightsIn } from './wanted.js';
import { objectText } from './writer.js';

/** What a target of a cluster works with. */
export interface ClusterTargetPorts {
  readonly cluster: ClusterObjects;
  /** What watches have told of the objects that are written. */
  readonly cached: Cached;
  /** The right to write for a gateway, by its name. */
  readonly fence: (gateway: string) => Fence;
  /** In milliseconds, growing evenly. */
  readonly now?: () => number;
  /** How long a data plane is waited for after a write, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE = 2_000;
/** How often it is looked at what watches have told meanwhile. */
const LOOK = 50;

/**
 * The data plane of a cluster: objects of Istio, of the Gateway API or of Gloo, which controllers of theirs turn into routes. One target
 * serves any number of gateways, each by itself, and asks the API server nothing while all is as it shall be. Weights are there only
 * once the data plane has accepted them.
 */
export class ClusterTarget implements SeparateTarget {
  readonly serving = 'each';
  readonly kind: WeightedPlane;
  /** All three take any whole numbers. */
  readonly quantum = 1;
  readonly #fence: (gateway: string) => Fence;
  readonly #recent: RecentWrites;
  readonly #reconciler: Reconciler;
  readonly #patience: number;
  readonly #slots = new Map<string, GatewaySlot>();

  constructor(
    kind: WeightedPlane,
    { cluster, cached, fence, now = () => performance.now(), patience = PATIENCE }: ClusterTargetPorts,
  ) {
    this.kind = kind;
    this.#fence = fence;
    this.#recent = new RecentWrites(cached, now);
    this.#reconciler = new Reconciler(cluster, this.#recent);
    this.#patience = patience;
  }

  /** Writes or repairs the objects of these gateways and of no others. */
  async serve(
    gateways: readonly Gateway[],
    routings: readonly Routing[],
    signal: AbortSignal,
  ): Promise<void> {
    const byName = new Map(routings.map((routing) => [routing.gateway, routing]));
    const outcomes = await Promise.allSettled(
      gateways.map((gateway) => this.#serveOne(gateway, byName.get(gateway.name), signal)),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  async apply(routing: Routing, signal: AbortSignal): Promise<void> {
    const slot = this.#slots.get(routing.gateway);
    await slot?.turns.run(async () => {
      const { held } = slot;
      if (held === null) throw notServed(routing.gateway);
      refuse(routingProblems(held.gateway, routing, this.quantum));
      await this.#reconcile(slot, held, routing, signal);
      await this.#accepted(slot, signal);
    });
    if (slot === undefined) throw notServed(routing.gateway);
  }

  observe(gateway: string, signal: AbortSignal): Promise<Routing | null> {
    signal.throwIfAborted();
    const held = this.#slots.get(gateway)?.held ?? null;
    return Promise.resolve(held === null ? null : this.#observed(held));
  }

  /** What was made for the gateway is removed where its target says so, and goes on with the last weights where not. */
  async leave(gateway: LeftGateway, signal: AbortSignal): Promise<void> {
    const { name } = gateway;
    const slot = this.#slotOf(name);
    await slot.turns.run(async () => {
      const { target } = gateway;
      if (target.kind !== 'embedded' && target.kind !== 'haproxy' && target.onDelete === 'remove') {
        await told(this.#reconciler.remove(gateway, target, this.#fence(name), signal));
      }
      this.#slots.delete(name);
    });
  }

  /** Requests come in where the data plane takes them, which is not this runtime's to say. */
  address(): null {
    return null;
  }

  metricsUrl(): null {
    return null;
  }

  close(): Promise<void> {
    this.#slots.clear();
    return Promise.resolve();
  }

  #slotOf(gateway: string): GatewaySlot {
    const slot = this.#slots.get(gateway) ?? new GatewaySlot();
    this.#slots.set(gateway, slot);
    return slot;
  }

  async #serveOne(gateway: Gateway, routing: Routing | undefined, signal: AbortSignal): Promise<void> {
    refuse(routingProblems(gateway, routing, this.quantum));
    if (routing === undefined) return;
    const slot = this.#slotOf(gateway.name);
    await slot.turns.run(async () => {
      const hasWritten = await this.#reconcile(slot, slot.served(gateway), routing, signal);
      if (hasWritten) await this.#accepted(slot, signal);
    });
  }

  /** True where something was written. */
  async #reconcile(
    slot: GatewaySlot,
    served: ServedGateway,
    routing: Routing,
    signal: AbortSignal,
  ): Promise<boolean> {
    signal.throwIfAborted();
    const { name } = served.gateway;
    const { held, hasWritten } = await told(
      this.#reconciler.reconcile(served, routing, slot.held, this.#fence(name), signal),
    );
    slot.held = held;
    return hasWritten;
  }

  /** @throws TargetError with the reason where the data plane has not accepted the objects in time */
  async #accepted(slot: GatewaySlot, signal: AbortSignal): Promise<void> {
    for (let left = this.#patience; ; left -= LOOK) {
      const reason = slot.held === null ? null : this.#refused(slot.held);
      if (reason === null) return;
      if (left <= 0) throw new TargetError(reason);
      await pause(Math.min(LOOK, left), undefined, { signal });
    }
  }

  /** @throws TargetError where the data plane does not serve what the objects say */
  #observed(held: HeldGateway): Routing | null {
    const owner = objectName(held.gateway);
    const found: ReturnType<typeof weightsIn>[] = [];
    for (const { wanted, form } of held.objects) {
      const live = this.#recent.current(wanted.kind, wanted.key);
      if (live === null) return null;
      if (wanted.origin.kind === 'needed') continue;
      if (ownerOf(live) !== owner) return null;
      found.push(weightsIn(live, wanted, form, held.compiled.weighing));
    }
    const known = found.filter((weights) => weights !== null);
    if (known.length < found.length) return null;
    const reason = this.#refused(held);
    if (reason !== null) throw new TargetError(reason);
    return routingIn(known.flat(), held.routing);
  }

  /** Why the data plane does not serve what an object says; null where it does. */
  #refused({ objects }: HeldGateway): string | null {
    for (const { wanted } of objects) {
      const live = wanted.ruleRoutes === null ? null : this.#recent.current(wanted.kind, wanted.key);
      const reason = live === null ? null : refusal(this.kind, live);
      if (reason !== null) return `the ${objectText(wanted)} is not served as it says: ${reason}`;
    }
    return null;
  }
}

function notServed(gateway: string): TargetError {
  return new TargetError(`gateway \`${gateway}\` is not served here`);
}

/** What the API server refuses or does not answer is a failure of the target. */
async function told<T>(task: Promise<T>): Promise<T> {
  try {
    return await task;
  } catch (error) {
    if (error instanceof ClusterError) throw new TargetError(error.message, { cause: error });
    throw error;
  }
}
