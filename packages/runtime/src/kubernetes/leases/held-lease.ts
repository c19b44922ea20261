import type { Milliseconds } from '../../config/duration.js';
import { ClusterError } from '../cluster/cluster-objects.js';
import type { KubernetesObject, ObjectMeta } from '../cluster/object.js';
import type { Fence } from './fence.js';
import type { LeaseCalls } from './lease-calls.js';
import type { LeaseClock } from './lease-clock.js';
import type { LeaseTimes } from './lease-times.js';
import { newLease, releasedLease, renewedLease, takenLease, type Holding, type Lease } from './lease.js';

/** Who takes leases, and by which clock. */
export interface LeaseTaker {
  /** Of this process and no other: a process that was started anew is somebody else. */
  readonly identity: string;
  readonly calls: LeaseCalls;
  readonly clock: LeaseClock;
  readonly times: LeaseTimes;
}

/**
 * Takes a lease that its holder has lost, or that nobody has.
 * @param found as it was read; what there is to be made where there is none
 * @returns null where somebody else was faster
 * @throws ClusterError
 */
export async function takeLease(
  taker: LeaseTaker,
  found: Lease | { readonly made: ObjectMeta },
): Promise<HeldLease | null> {
  const { calls, clock } = taker;
  const since = clock.elapsed();
  const holding = holdingOf(taker);
  try {
    const lease =
      'made' in found
        ? await calls.create(newLease(found.made, holding))
        : await calls.replace(takenLease(found.object, holding));
    return new HeldLease(taker, lease, since);
  } catch (error) {
    if (error instanceof ClusterError && (error.failure === 'conflict' || error.failure === 'not-found'))
      return null;
    throw error;
  }
}

/** A lease that we have taken, and the right that comes with it; what was lost once does not come back. */
export class HeldLease implements Fence {
  readonly epoch: number;
  readonly #taker: LeaseTaker;
  readonly #lost = new AbortController();
  #lease: Lease;
  /** From when on we do not have it, by our own clock: counted from before the renewal was sent, since others count from after. */
  #until: Milliseconds;
  /** One call at a time: each rests on the version that the one before has left. */
  #calls: Promise<unknown> = Promise.resolve();

  constructor(taker: LeaseTaker, lease: Lease, since: Milliseconds) {
    this.epoch = lease.epoch;
    this.#taker = taker;
    this.#lease = lease;
    this.#until = this.#heldFrom(since);
  }

  holds(): boolean {
    if (this.#taker.clock.elapsed() >= this.#until) this.#lost.abort();
    return !this.#lost.signal.aborted;
  }

  /** Resolves as soon as it does not hold any more. */
  async lost(): Promise<void> {
    const { clock } = this.#taker;
    while (this.holds()) await clock.sleep(Math.ceil(this.#until - clock.elapsed()), this.#lost.signal);
  }

  /** Does nothing where it is lost already, or where another turns out to have it. @throws ClusterError */
  renew(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.holds()) return;
      const since = this.#taker.clock.elapsed();
      await this.#write(renewedLease);
      // An answer that comes too late does not give back what has ended.
      if (this.holds()) this.#until = this.#heldFrom(since);
    });
  }

  /** Lets anybody have it at once, unless another has it already. @throws ClusterError */
  release(): Promise<void> {
    return this.#inTurn(async () => {
      this.#lost.abort();
      await this.#write(releasedLease);
    });
  }

  async #write(change: (object: KubernetesObject, now: number) => KubernetesObject): Promise<void> {
    const { calls, clock } = this.#taker;
    try {
      this.#lease = await calls.replace(change(this.#lease.object, clock.now()));
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (error.failure !== 'conflict' && error.failure !== 'not-found') throw error;
      // The answer to our own last write may have been lost, or somebody has put a label there.
      const found = await calls.get(this.#lease.name);
      if (found?.holder !== this.#taker.identity || found.epoch !== this.epoch) {
        this.#lost.abort();
        return;
      }
      this.#lease = await calls.replace(change(found.object, clock.now()));
    }
  }

  #heldFrom(since: Milliseconds): Milliseconds {
    const { duration, margin } = this.#taker.times;
    return since + duration - margin;
  }

  #inTurn(call: () => Promise<void>): Promise<void> {
    const turn = this.#calls.then(call);
    this.#calls = turn.catch(() => {
      // Whoever asked for it hears of it.
    });
    return turn;
  }
}

function holdingOf({ identity, clock, times }: LeaseTaker): Holding {
  return { holder: identity, duration: times.duration, now: clock.now() };
}
