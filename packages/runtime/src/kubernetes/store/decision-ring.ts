import type { TickRecord } from '../../release/events.js';
import {
  keepingOf,
  keptRecord,
  remember,
  RING_LENGTH,
  type Keeping,
  type LastKept,
} from '../../store/retention.js';
import type { LoggedDecision } from '../../store/store.js';

/** The last decisions of the gateways that this replica decides for, in memory: what outlives it stands in the resources. */
export class DecisionRing {
  readonly #last = new Map<string, LastKept>();
  /** Oldest first. */
  readonly #kept = new Map<string, readonly LoggedDecision[]>();

  /** Keeps a decision; whether it says something new is what is returned. */
  note(record: TickRecord): Keeping {
    const { gateway } = record;
    const last = this.#last.get(gateway) ?? null;
    const keeping = keepingOf(last, record);
    if (keeping !== 'ring') this.#last.set(gateway, remember(last, record));
    const kept = { keeping, record: keptRecord(record, keeping) };
    this.#kept.set(gateway, [...(this.#kept.get(gateway) ?? []), kept].slice(-RING_LENGTH));
    return keeping;
  }

  newest(gateway: string, limit: number): readonly LoggedDecision[] {
    return (this.#kept.get(gateway) ?? []).toReversed().slice(0, limit);
  }

  forget(gateway: string): void {
    this.#last.delete(gateway);
    this.#kept.delete(gateway);
  }
}
