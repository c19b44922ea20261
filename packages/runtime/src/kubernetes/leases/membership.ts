import { takeLease, type HeldLease, type LeaseTaker } from './held-lease.js';
import type { LeaseNames } from './lease-names.js';

/** Lets the other replicas know that this one is there, by a lease of its own that nobody else takes. */
export class Membership {
  readonly #taker: LeaseTaker;
  readonly #names: LeaseNames;
  readonly #name: string;
  #lease: HeldLease | null = null;

  constructor(taker: LeaseTaker, names: LeaseNames) {
    this.#taker = taker;
    this.#names = names;
    this.#name = names.replica(taker.identity);
  }

  /** True while the others count with this replica. */
  get isKnown(): boolean {
    return this.#lease?.holds() ?? false;
  }

  /** @throws ClusterError */
  async renew(): Promise<void> {
    if (this.#lease?.holds() === true) return this.#lease.renew();
    const found = await this.#taker.calls.get(this.#name);
    this.#lease = await takeLease(this.#taker, found ?? { made: this.#names.metadata(this.#name) });
  }

  /** @throws ClusterError */
  async leave(): Promise<void> {
    this.#lease = null;
    await this.#taker.calls.remove(this.#name);
  }
}
