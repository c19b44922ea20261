import type { Milliseconds } from '../../config/duration.js';
import type { ClusterObjects } from '../cluster/cluster-objects.js';
import { fairShare } from './fair-share.js';
import { takeLease, type HeldLease, type LeaseTaker } from './held-lease.js';
import { LeaseCalls } from './lease-calls.js';
import type { LeaseClock } from './lease-clock.js';
import { LeaseNames } from './lease-names.js';
import { LeaseSightings } from './lease-sightings.js';
import { LEASE_TIMES, type LeaseTimes } from './lease-times.js';
import { LeaseTroubles } from './lease-troubles.js';
import { Membership } from './membership.js';
import type { ShardDuty } from './shard-duty.js';

/** What a replica needs to have its part of the shards. */
export interface ShardHolderOptions {
  readonly objects: ClusterObjects;
  readonly clock: LeaseClock;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  readonly duty: ShardDuty;
  /** Where the leases are. */
  readonly namespace: string;
  /** Before the names of all leases, such as `lamia`: what else may be in the namespace has another. */
  readonly installation: string;
  /** Of this process and no other, as `replicaIdentity` makes it. */
  readonly identity: string;
  /** The same in all replicas. */
  readonly shards: number;
  readonly times?: LeaseTimes;
  /** Is told what keeps leases from being held, for people. */
  readonly report: (message: string) => void;
}

interface Held {
  readonly lease: HeldLease;
  /** Null unless it is being given up. */
  ending: Promise<void> | null;
}

/** A timer may go off a little early. */
const AFTER_LAPSE: Milliseconds = 20;

/**
 * Holds a fair part of a fixed number of shards by a lease each: takes what nobody has, gives up what others should have once it is
 * at rest, and stops before a lease that cannot be renewed may go to somebody else.
 */
export class ShardHolder {
  readonly #options: ShardHolderOptions;
  readonly #times: LeaseTimes;
  readonly #names: LeaseNames;
  readonly #taker: LeaseTaker;
  readonly #membership: Membership;
  readonly #sightings: LeaseSightings;
  readonly #troubles: LeaseTroubles;
  /** Those taken first come first. */
  readonly #held = new Map<number, Held>();
  readonly #startedAt: Milliseconds;

  constructor(options: ShardHolderOptions) {
    const { objects, namespace, installation, identity, clock, times = LEASE_TIMES, report } = options;
    this.#options = options;
    this.#times = times;
    this.#names = new LeaseNames(namespace, installation);
    const calls = new LeaseCalls(objects, namespace, clock, times.call);
    this.#taker = { identity, calls, clock, times };
    this.#membership = new Membership(this.#taker, this.#names);
    this.#sightings = new LeaseSightings(times.duration);
    this.#troubles = new LeaseTroubles(namespace, report);
    this.#startedAt = clock.elapsed();
  }

  /** Goes on whatever happens until `signal` is aborted; resolves once all duties have ended and all leases are free. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const began = clock.elapsed();
      await this.#round(signal);
      await clock.sleep(this.#pauseAfter(began), signal);
    }
    await this.#leave();
  }

  async #round(signal: AbortSignal): Promise<void> {
    const began = this.#options.clock.elapsed();
    const [isSeen] = await Promise.all([
      this.#try('the leases of other replicas cannot be seen', () => this.#look()),
      this.#try('the other replicas cannot be told of this one', () => this.#membership.renew()),
      this.#renewShards(),
    ]);
    // Who is not counted by the others would have more than they leave.
    if (!isSeen || !this.#membership.isKnown || signal.aborted) return;
    // Who takes a lease and gets the answer too late keeps it from those who would serve it.
    const isBrisk = this.#options.clock.elapsed() - began < this.#times.call / 2;
    await Promise.all([this.#spread(isBrisk), this.#buryDead()]);
  }

  async #look(): Promise<void> {
    const leases = await this.#taker.calls.list(this.#names.selector);
    this.#sightings.see(leases, this.#options.clock.elapsed());
  }

  async #renewShards(): Promise<void> {
    await this.#try('leases of shards cannot be renewed', async () => {
      await allSettled([...this.#held.values()].map(({ lease }) => lease.renew()));
    });
  }

  /** @param isBrisk false where answers take so long that others had better take what is free; what nobody takes, this one tries */
  async #spread(isBrisk: boolean): Promise<void> {
    const { identity, shards } = this.#options;
    const kept = [...this.#held].flatMap(([shard, { ending }]) => (ending === null ? [shard] : []));
    const share = fairShare(identity, this.#countOfMembers(kept.length), shards);
    if (kept.length > share) {
      for (const shard of kept.slice(0, kept.length - share)) void this.#giveUp(shard);
      return;
    }
    const wanted = this.#wanted(isBrisk ? share - kept.length : 0);
    await this.#try('leases of shards cannot be taken', async () => {
      await allSettled(wanted.map((shard) => this.#take(shard)));
    });
  }

  /** How many shards each replica has that is there. */
  #countOfMembers(own: number): ReadonlyMap<string, number> {
    const now = this.#options.clock.elapsed();
    const counts = new Map<string, number>();
    const alive = [...this.#sightings.all()].flatMap(({ lease: { name, holder }, isGone }) =>
      holder !== null && !isGone && this.#sightings.freeFrom(name) > now ? [{ name, holder }] : [],
    );
    for (const { name, holder } of alive) if (this.#names.isReplica(name)) counts.set(holder, 0);
    for (const { name, holder } of alive) {
      const count = counts.get(holder);
      if (count !== undefined && !this.#names.isReplica(name)) counts.set(holder, count + 1);
    }
    return counts.set(this.#options.identity, own);
  }

  /** Some of those that nobody has, and all that nobody took for long: whoever should have those does not come. */
  #wanted(count: number): readonly number[] {
    const { clock, identity, random, shards } = this.#options;
    const now = clock.elapsed();
    const free = Array.from({ length: shards }, (_, shard) => shard).flatMap((shard) => {
      const name = this.#names.shard(shard);
      if (this.#held.has(shard)) return [];
      // What is ours by a write whose answer was lost, or had lapsed, is free for us.
      const isOurs = this.#sightings.get(name)?.lease.holder === identity;
      const since = Math.max(this.#startedAt, isOurs ? now : this.#sightings.freeFrom(name));
      return since <= now ? [{ shard, since, order: random() }] : [];
    });
    // Replicas that choose at the same time choose others.
    const chosen = free.toSorted((left, right) => left.order - right.order);
    return chosen
      .filter(({ since }, index) => index < count || now - since >= this.#times.duration)
      .map(({ shard }) => shard);
  }

  async #take(shard: number): Promise<void> {
    const name = this.#names.shard(shard);
    const sighting = this.#sightings.get(name);
    const isThere = sighting !== null && !sighting.isGone;
    const lease = await takeLease(
      this.#taker,
      isThere ? sighting.lease : { made: this.#names.metadata(name) },
    );
    if (lease?.holds() !== true) return;
    this.#held.set(shard, { lease, ending: null });
    this.#options.duty.begin(shard, lease);
    void this.#endWhenLost(shard, lease);
  }

  async #endWhenLost(shard: number, lease: HeldLease): Promise<void> {
    await lease.lost();
    // By then it may have been given up, and taken anew.
    if (this.#held.get(shard)?.lease === lease) await this.#giveUp(shard);
  }

  async #giveUp(shard: number): Promise<void> {
    const held = this.#held.get(shard);
    if (held === undefined) return;
    held.ending ??= this.#end(shard, held.lease);
    await held.ending;
  }

  /** The lease goes on being renewed until all is at rest: nobody else begins before. */
  async #end(shard: number, lease: HeldLease): Promise<void> {
    await this.#options.duty.end(shard);
    // It lapses anyway where it cannot be released.
    await this.#try('leases of shards cannot be released', () => lease.release());
    this.#held.delete(shard);
  }

  /** Those who died leave the lease behind that told of them. */
  async #buryDead(): Promise<void> {
    const now = this.#options.clock.elapsed();
    const dead = [...this.#sightings.all()].filter(
      ({ lease: { name }, isGone }) =>
        !isGone &&
        this.#names.isReplica(name) &&
        now - this.#sightings.freeFrom(name) >= this.#times.duration,
    );
    await this.#try('leases of dead replicas cannot be deleted', async () => {
      await allSettled(dead.map(({ lease: { name } }) => this.#taker.calls.remove(name)));
    });
  }

  async #leave(): Promise<void> {
    const atRest = new AbortController();
    void Promise.all([
      this.#try('the other replicas cannot be told that this one ends', () => this.#membership.leave()),
      ...[...this.#held.keys()].map((shard) => this.#giveUp(shard)),
    ]).then(() => atRest.abort());
    while (!atRest.signal.aborted) {
      await this.#renewShards();
      await this.#options.clock.sleep(this.#times.renewal, atRest.signal);
    }
  }

  /** As long as between renewals, a little different for each replica, or until the next lease of another may lapse. */
  #pauseAfter(began: Milliseconds): Milliseconds {
    const { clock, random } = this.#options;
    const now = clock.elapsed();
    const renewal = began + this.#times.renewal * (0.9 + 0.2 * random());
    return Math.max(0, Math.min(renewal, this.#sightings.nextLapse(now) + AFTER_LAPSE) - now);
  }

  /** @returns whether it succeeded; why it did not is told where that lasts */
  async #try(whatFails: string, act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      this.#troubles.passed(whatFails);
      return true;
    } catch (error) {
      this.#troubles.failed(whatFails, error, this.#options.clock.elapsed());
      return false;
    }
  }
}

/** Waits for all of them. @throws the first error of any */
async function allSettled(all: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(all);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
