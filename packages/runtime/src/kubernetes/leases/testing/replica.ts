import type { Milliseconds } from '../../../config/duration.js';
import type { FakeClock } from '../../../release/testing/clock.js';
import type { SimulatedCluster } from '../../testing/simulated-cluster.js';
import type { SimulatedConnection } from '../../testing/simulated-connection.js';
import type { Fence } from '../fence.js';
import { ShardHolder } from '../shard-holder.js';
import type { ShardDuty } from '../shard-duty.js';
import { detached } from './detached.js';
import { ReplicaClock, type Skew } from './replica-clock.js';

export interface ReplicaOptions {
  readonly identity: string;
  readonly shards?: number;
  readonly skew?: Skew;
  readonly random?: () => number;
  /** What a call takes on its way, and its answer on the way back. */
  readonly travel?: () => Milliseconds;
  /** What it takes until nothing is under way for a shard. */
  readonly ending?: () => Milliseconds;
  /** Is told of each duty that begins. */
  readonly begun?: (shard: number, fence: Fence) => void;
}

/** A replica that does nothing for its shards but to remember them. */
export class Replica implements ShardDuty {
  readonly identity: string;
  readonly clock: ReplicaClock;
  readonly connection: SimulatedConnection;
  /** What it does now, and what it has begun and not ended. */
  readonly duties = new Map<number, Fence>();
  /** Every fence that it was given, with its shard. */
  readonly fences: { readonly shard: number; readonly fence: Fence }[] = [];
  readonly reports: string[] = [];
  readonly stopped: Promise<void>;
  readonly #ending: () => Milliseconds;
  readonly #begun: (shard: number, fence: Fence) => void;
  #travel: () => Milliseconds;
  readonly #stop = new AbortController();

  constructor(world: FakeClock, cluster: SimulatedCluster, options: ReplicaOptions) {
    const {
      identity,
      shards = 4,
      skew,
      random = () => 0.5,
      travel = () => 0,
      ending = () => 0,
      begun = () => undefined,
    } = options;
    this.identity = identity;
    this.#ending = ending;
    this.#begun = begun;
    this.clock = new ReplicaClock(world, skew);
    this.#travel = travel;
    const underWay = new WeakSet<AbortSignal>();
    this.connection = cluster.connect({
      travel: async (signal) => {
        const duration = this.#travel();
        if (duration > 0) await world.sleep(duration, signal);
        // What was sent arrives while the process is stopped, and is answered once it is not.
        if (underWay.has(signal)) await this.clock.awake();
        underWay.add(signal);
      },
    });
    const holder = new ShardHolder({
      ...{ objects: detached(this.connection), clock: this.clock, random, duty: this, identity, shards },
      ...{ namespace: 'lamia', installation: 'lamia', report: (message) => this.reports.push(message) },
    });
    this.stopped = holder.run(this.#stop.signal);
  }

  begin(shard: number, fence: Fence): void {
    if (this.duties.has(shard)) throw new Error(`shard ${shard} is begun twice by ${this.identity}`);
    this.duties.set(shard, fence);
    this.fences.push({ shard, fence });
    this.#begun(shard, fence);
  }

  async end(shard: number): Promise<void> {
    const duration = this.#ending();
    if (duration > 0) await this.clock.sleep(duration, new AbortController().signal);
    this.duties.delete(shard);
  }

  /** As by SIGTERM. */
  stop(): void {
    this.#stop.abort();
  }

  /** As by SIGKILL: nothing of it happens any more. */
  kill(): void {
    this.clock.pause();
  }

  /** Calls take so long from now on. */
  set travel(travel: () => Milliseconds) {
    this.#travel = travel;
  }

  /** Nothing reaches the API server until what is returned is called. */
  cutOff(): () => void {
    return this.connection.inject({ failure: 'unreachable' });
  }
}
