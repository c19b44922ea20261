import type { Milliseconds } from '../../../packages/runtime/src/config/duration.js';
import { KINDS } from '../../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { Fence } from '../../../packages/runtime/src/kubernetes/leases/fence.js';
import type { Replica } from '../../../packages/runtime/src/kubernetes/leases/testing/replica.js';
import { Replicas } from './replicas.js';
import type { Scenario } from './scenario.js';

const STEP: Milliseconds = 500;
/** After so long without any trouble the shards are as they should be. */
const SETTLING: Milliseconds = 60_000;
/** As long as a replica is well, no shard is without one for longer, whatever befalls the others. */
const LONGEST_ORPHANED: Milliseconds = 30_000;

/** How a scenario went. */
export interface Course {
  /** What is wrong with how its shards were shared; null where nothing is. */
  readonly complaint: string | null;
  /** How often a replica has begun a shard, on the average of shards. */
  readonly changes: number;
}

export async function played(scenario: Scenario): Promise<Course> {
  const watch = new Watch(scenario);
  await watch.play();
  return { complaint: watch.complaints[0] ?? null, changes: watch.begun / scenario.shards };
}

class Watch {
  readonly complaints: string[] = [];
  begun = 0;
  readonly #scenario: Scenario;
  readonly #replicas: Replicas;
  /** By shard. */
  readonly #epochs = new Map<number, number>();
  readonly #servedAt = new Map<number, Milliseconds>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#replicas = new Replicas(scenario, (replica, shard, fence) => this.#begun(replica, shard, fence));
  }

  async play(): Promise<void> {
    const { incidents } = this.#scenario;
    for (const incident of incidents) {
      await this.#pass(incident.after);
      void this.#replicas.befall(incident);
    }
    await this.#pass(Math.max(...incidents.map(({ lasts }) => lasts)) + SETTLING);
    if (this.complaints.length === 0) this.#mustBeSettled();
  }

  async #pass(duration: Milliseconds): Promise<void> {
    const { clock } = this.#replicas;
    const end = clock.elapsed() + duration;
    while (clock.elapsed() < end && this.complaints.length === 0) {
      await clock.advance(Math.min(STEP, end - clock.elapsed()));
      for (let shard = 0; shard < this.#scenario.shards; shard += 1) this.#look(shard);
    }
  }

  /** Of this moment. */
  #look(shard: number): void {
    const { clock, places, all } = this.#replicas;
    const holders = all.filter((each) => holds(each, shard));
    if (holders.length > 1) this.#complain(`shard ${shard} is held by ${names(holders)}`);
    const serving = holders.filter((each) => each.duties.has(shard) && !each.clock.isPaused);
    if (serving.length > 0) this.#servedAt.set(shard, clock.elapsed());
    const orphanedFor = clock.elapsed() - (this.#servedAt.get(shard) ?? 0);
    const wellFor = Math.max(...places.map((place) => this.#replicas.wellFor(place)));
    if (Math.min(orphanedFor, wellFor) > LONGEST_ORPHANED) {
      this.#complain(`nobody serves shard ${shard} for ${orphanedFor} ms`);
    }
  }

  #begun(replica: Replica, shard: number, fence: Fence): void {
    this.begun += 1;
    const { all } = this.#replicas;
    const others = all.filter((each) => each !== replica && holds(each, shard));
    if (others.length > 0) this.#complain(`${names(others)} still holds shard ${shard}`);
    const busy = all.filter(
      (each) => each !== replica && each.duties.has(shard) && !each.clock.isPaused && !this.#justWoke(each),
    );
    if (busy.length > 0) this.#complain(`${names(busy)} has not ended shard ${shard}`);
    const before = this.#epochs.get(shard) ?? -1;
    if (fence.epoch <= before) {
      this.#complain(`the epoch of shard ${shard} is ${fence.epoch} after ${before}`);
    }
    this.#epochs.set(shard, fence.epoch);
  }

  /** Who was stopped has a moment to end what it could not end before. */
  #justWoke(replica: Replica): boolean {
    const { clock, places } = this.#replicas;
    const place = places.find((each) => each.replica === replica);
    return place !== undefined && clock.elapsed() - place.wellSince < 5_000;
  }

  #mustBeSettled(): void {
    const { places, cluster } = this.#replicas;
    const living = places.map(({ replica }) => replica);
    const counts = living.map(({ duties }) => duties.size);
    if (Math.max(...counts) - Math.min(...counts) > 1) this.#complain(`the spread is ${counts.join(', ')}`);
    const served = new Set(living.flatMap(({ duties }) => [...duties.keys()]));
    if (served.size < this.#scenario.shards) this.#complain(`only ${served.size} shards are served`);
    const { items } = cluster.list(KINDS.lease, { namespace: null });
    const members = items.map(({ metadata: { name } }) => name).filter((name) => name.includes('-replica-'));
    const expected = living.map(({ identity }) => `lamia-replica-${identity}`);
    if (members.toSorted().join(' ') !== expected.toSorted().join(' ')) {
      this.#complain(`the leases of replicas are ${members.join(', ')} instead of ${expected.join(', ')}`);
    }
  }

  #complain(text: string): void {
    this.complaints.push(`after ${this.#replicas.clock.elapsed()} ms: ${text}`);
  }
}

function holds({ fences }: Replica, shard: number): boolean {
  return fences.some((each) => each.shard === shard && each.fence.holds());
}

function names(replicas: readonly Replica[]): string {
  return replicas.map(({ identity }) => identity).join(' and ');
}
