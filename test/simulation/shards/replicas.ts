import { Chance } from '../../../packages/lang/src/targets/gateway-api/testing/random-rules.js';
import type { Milliseconds } from '../../../packages/runtime/src/config/duration.js';
import { Replica } from '../../../packages/runtime/src/kubernetes/leases/testing/replica.js';
import type { Skew } from '../../../packages/runtime/src/kubernetes/leases/testing/replica-clock.js';
import type { Fence } from '../../../packages/runtime/src/kubernetes/leases/fence.js';
import { SimulatedCluster } from '../../../packages/runtime/src/kubernetes/testing/simulated-cluster.js';
import { FakeClock } from '../../../packages/runtime/src/release/testing/clock.js';
import type { Incident, Scenario, Trouble } from './scenario.js';

const USUAL_TRAVEL: Milliseconds = 150;
const SLOW_TRAVEL: Milliseconds = 3_000;
/** Shorter than what is left of a lease when its holder stops. */
const ENDING: Milliseconds = 1_500;

/** Where a replica runs, and how it is. */
interface Place {
  readonly skew: Skew;
  replica: Replica;
  /** What is wrong at the moment, with what ends it. */
  readonly troubles: Map<Incident, () => void>;
  /** Since when nothing is. */
  wellSince: Milliseconds;
}

/** What is dead gets no other trouble, and none twice at a time. */
function canCome(trouble: Trouble, present: readonly Incident[]): boolean {
  const isEnd = (each: Trouble): boolean => each === 'killed' || each === 'stopped';
  if (isEnd(trouble)) return present.length === 0;
  return present.every((each) => !isEnd(each.trouble) && each.trouble !== trouble);
}

/** Replicas on machines where things go wrong, and one API server. */
export class Replicas {
  readonly clock = new FakeClock(Date.UTC(2026, 10, 26));
  readonly cluster = new SimulatedCluster();
  readonly places: readonly Place[];
  /** All that have ever been, also those that are dead. */
  readonly all: Replica[] = [];
  readonly #scenario: Scenario;
  readonly #chance: Chance;
  readonly #begun: (replica: Replica, shard: number, fence: Fence) => void;

  constructor(scenario: Scenario, begun: (replica: Replica, shard: number, fence: Fence) => void) {
    this.#scenario = scenario;
    this.#chance = new Chance(scenario.seed);
    this.#begun = begun;
    this.places = scenario.places.map((skew) => ({
      ...{ skew, replica: this.#start(skew), troubles: new Map(), wellSince: 0 },
    }));
  }

  /** Something goes wrong, for as long as that takes. */
  async befall(incident: Incident): Promise<void> {
    const place = this.places[incident.place];
    if (place === undefined || !canCome(incident.trouble, [...place.troubles.keys()])) return;
    place.troubles.set(incident, this.#begin(place, incident.trouble));
    await this.clock.sleep(incident.lasts, new AbortController().signal);
    place.troubles.get(incident)?.();
    place.troubles.delete(incident);
    place.wellSince = this.clock.elapsed();
  }

  /** For how long nothing was wrong with it. */
  wellFor({ troubles, wellSince }: Place): Milliseconds {
    return troubles.size > 0 ? 0 : this.clock.elapsed() - wellSince;
  }

  #begin(place: Place, trouble: Trouble): () => void {
    const { replica } = place;
    const { connection } = replica;
    switch (trouble) {
      case 'killed':
        replica.kill();
        return () => (place.replica = this.#start(place.skew));
      case 'stopped':
        replica.stop();
        return () => (place.replica = this.#start(place.skew));
      case 'paused':
        replica.clock.pause();
        return () => replica.clock.resume();
      case 'cut-off':
        return replica.cutOff();
      case 'deaf':
        return connection.inject({ failure: 'unreachable', isDone: true });
      case 'throttled':
        return connection.inject({ failure: 'busy', when: () => this.#chance.below(2) === 0 });
      case 'slow':
        replica.travel = () => this.#chance.below(SLOW_TRAVEL);
        return () => (replica.travel = () => this.#chance.below(USUAL_TRAVEL));
    }
  }

  #start(skew: Skew): Replica {
    const replica: Replica = new Replica(this.clock, this.cluster, {
      ...{ identity: `replica-${this.all.length}`, shards: this.#scenario.shards, skew },
      random: () => this.#chance.below(1_000) / 1_000,
      travel: () => this.#chance.below(USUAL_TRAVEL),
      ending: () => this.#chance.below(ENDING),
      begun: (shard, fence) => this.#begun(replica, shard, fence),
    });
    this.all.push(replica);
    return replica;
  }
}
