import { Gauge, type Registry } from 'prom-client';

/** What a replica has of a cluster's gateways, which are shared in shards. */
export interface ReplicaPart {
  /** How many shards there are for all replicas. */
  readonly of: number;
  readonly held: () => number;
  /** The gateways of those shards that cannot be run as they are. */
  readonly notRun: () => readonly string[];
}

/**
 * Tells of gateways that nobody decides about: those of shards that no replica holds, and those that cannot be run. Neither has a
 * tick, so that no other series would show it.
 */
export class PartGauges {
  readonly #part: ReplicaPart;
  readonly #held: Gauge;
  readonly #notRun: Gauge<'gateway'>;

  constructor(part: ReplicaPart, registry: Registry) {
    this.#part = part;
    const registers = [registry];
    const all = 'Shards that the gateways of the cluster are divided into.';
    new Gauge({ name: 'lamia_shards', help: all, registers }).set(part.of);
    this.#held = new Gauge({ name: 'lamia_shards_held', help: 'Shards that this replica holds.', registers });
    this.#notRun = new Gauge({
      name: 'lamia_gateway_not_run',
      help: '1 for a gateway of these shards that cannot be run as it is.',
      labelNames: ['gateway'],
      registers,
    });
  }

  /** @param most so many gateways have series at most */
  fill(most: number): void {
    this.#held.set(this.#part.held());
    this.#notRun.reset();
    for (const gateway of this.#part.notRun().slice(0, most)) this.#notRun.set({ gateway }, 1);
  }
}
