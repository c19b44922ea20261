import { describe, expect, test } from '@jest/globals';
import { FakeClock } from '../../release/testing/clock.js';
import { seededRandom } from '../testing/random.js';
import { SimulatedCluster } from '../testing/simulated-cluster.js';
import { Replica } from './testing/replica.js';

const SHARDS = 6;
const REPLICAS = 3;
const STEP = 250;
/** From the last of several mishaps on: leases have to lapse first, by clocks that are slow. */
const ORPHANED_AT_MOST = 20_000;
const MINUTES = 8;

/** A replica, what goes wrong with it now, and when that is over. */
interface Place {
  replica: Replica;
  isWell: boolean;
  heal: () => void;
  healAt: number;
}

/** Three replicas with whom things go wrong at random. */
class Company {
  readonly world = new FakeClock();
  readonly cluster = new SimulatedCluster();
  readonly places: Place[];
  readonly #random: () => number;
  /** Of all that ever lived. */
  readonly #everybody: Replica[] = [];
  /** The epochs in which shards were begun, oldest first. */
  readonly epochs = new Map<number, number[]>();
  readonly #counted = new Map<Replica, number>();
  /** Since when nobody has done anything for a shard though somebody could. */
  readonly #orphanedSince = new Map<number, number>();
  readonly complaints: string[] = [];

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.places = Array.from({ length: REPLICAS }, () => this.#place());
  }

  async play(duration: number, mishaps: boolean): Promise<void> {
    const end = this.world.elapsed() + duration;
    while (this.world.elapsed() < end) {
      for (const place of this.places) this.#healOrHarm(place, mishaps);
      await this.world.advance(STEP, () => {
        this.#look();
        return false;
      });
      this.#look();
    }
  }

  #place(): Place {
    return { replica: this.#begin(), isWell: true, heal: () => undefined, healAt: 0 };
  }

  #begin(): Replica {
    const random = this.#random;
    const replica = new Replica(this.world, this.cluster, {
      ...{ identity: `r-${this.#everybody.length}`, shards: SHARDS, random },
      // Clocks that are hours apart, and up to one percent too fast or too slow.
      skew: { ahead: (random() - 0.5) * 10_000_000, rate: 0.99 + random() * 0.02 },
      travel: () => random() * 60,
      ending: () => random() * 500,
    });
    this.#everybody.push(replica);
    return replica;
  }

  #healOrHarm(place: Place, mishaps: boolean): void {
    const now = this.world.elapsed();
    if (!place.isWell && now >= place.healAt) {
      place.heal();
      place.isWell = true;
    }
    if (!place.isWell || !mishaps || this.#random() > 0.01) return;
    const { replica } = place;
    // What was to take a shard over may be gone now: the time begins anew.
    this.#orphanedSince.clear();
    place.isWell = false;
    place.healAt = now + 500 + this.#random() * 20_000;
    const kind = Math.floor(this.#random() * 5);
    if (kind === 0) {
      replica.clock.pause();
      place.heal = () => replica.clock.resume();
    } else if (kind === 1) {
      place.heal = replica.cutOff();
    } else if (kind === 2) {
      // The server does everything, and no answer arrives.
      place.heal = replica.connection.inject({ failure: 'unreachable', isDone: true });
    } else {
      if (kind === 3) replica.kill();
      else replica.stop();
      place.heal = () => {
        place.replica = this.#begin();
      };
    }
  }

  #look(): void {
    for (const replica of this.#everybody) this.#note(replica);
    const well = this.places.filter(({ isWell }) => isWell);
    for (let shard = 0; shard < SHARDS; shard += 1) {
      const holders = this.#everybody.filter(({ duties }) => duties.get(shard)?.holds() === true);
      if (holders.length > 1) {
        const names = holders.map(({ identity }) => identity).join(' and ');
        this.complaints.push(`at ${this.world.elapsed()} shard ${shard} is held by ${names}`);
      }
      this.#lookForOrphan(shard, holders.length > 0 || well.length === 0);
    }
  }

  #note(replica: Replica): void {
    const news = replica.fences.slice(this.#counted.get(replica) ?? 0);
    this.#counted.set(replica, replica.fences.length);
    for (const { shard, fence } of news) {
      const epochs = this.epochs.get(shard) ?? [];
      if (fence.epoch <= (epochs.at(-1) ?? 0)) {
        this.complaints.push(`shard ${shard} is begun in epoch ${fence.epoch} after ${epochs.join(', ')}`);
      }
      this.epochs.set(shard, [...epochs, fence.epoch]);
    }
  }

  #lookForOrphan(shard: number, isCaredFor: boolean): void {
    const now = this.world.elapsed();
    if (isCaredFor) {
      this.#orphanedSince.delete(shard);
      return;
    }
    const since = this.#orphanedSince.get(shard) ?? now;
    this.#orphanedSince.set(shard, since);
    if (now - since > ORPHANED_AT_MOST)
      this.complaints.push(`at ${now} shard ${shard} is nobody's since ${since}`);
  }
}

describe('three replicas that are killed, stopped, paused and cut off at random', () => {
  test.each([1, 2, 3, 4, 5, 6])(
    'never hold a shard twice, leave none alone, and count up (%i)',
    async (seed) => {
      const company = new Company(seed);
      await company.play(MINUTES * 60_000, true);
      await company.play(60_000, false);
      expect(company.complaints.slice(0, 5)).toEqual([]);
      const begun = [...company.epochs.values()].map((epochs) => epochs.length);
      expect(Math.min(...begun)).toBeGreaterThan(3);
      const counts = company.places.map(({ replica }) => replica.duties.size);
      expect(counts).toEqual([2, 2, 2]);
    },
  );
});
