import type { TickRecord } from '../release/events.js';
import type { GatewayState } from '../release/state.js';
import { keepingOf, keptRecord, LOG_CAPACITY, remember, RING_LENGTH, type LastKept } from './retention.js';
import type { LoggedDecision, Progress, Store, StoredDocument } from './store.js';

interface Entry extends LoggedDecision {
  readonly size: number;
}

/** What the log has of one gateway, oldest first. */
interface OwnLog {
  readonly entries: Set<Entry>;
  /** The last ticks, at most as many as the ring has, be it that the log was too full for some of them. */
  readonly ring: Entry[];
  lastKept: LastKept | null;
}

/**
 * Keeps everything for as long as the process lives: for `--dry-run`, which must leave nothing behind. To log a tick costs the
 * same however many gateways and entries there are.
 */
export class MemoryStore implements Store {
  readonly #states = new Map<string, GatewayState>();
  readonly #documents = new Map<string, StoredDocument>();
  readonly #logs = new Map<string, OwnLog>();
  readonly #capacity: number;
  /** Of all gateways, oldest first. */
  readonly #log = new Set<Entry>();
  /** Of all entries together. */
  #size = 0;

  /** `capacity`: characters of JSON after which the oldest log entries go. */
  constructor(capacity = LOG_CAPACITY) {
    this.#capacity = capacity;
  }

  load(): Promise<readonly GatewayState[]> {
    return Promise.resolve([...this.#states.values()]);
  }

  saveIntents(intents: readonly Progress[]): Promise<void> {
    return this.#save(intents);
  }

  saveOutcomes(outcomes: readonly Progress[]): Promise<void> {
    return this.#save(outcomes);
  }

  documents(): Promise<readonly StoredDocument[]> {
    return Promise.resolve(
      [...this.#documents.values()].toSorted((left, right) => (left.gateway < right.gateway ? -1 : 1)),
    );
  }

  saveDocument(document: StoredDocument, progress: Progress): Promise<void> {
    this.#documents.set(document.gateway, document);
    return this.#save([progress]);
  }

  forget(gateway: string): Promise<void> {
    this.#documents.delete(gateway);
    this.#states.delete(gateway);
    return Promise.resolve();
  }

  decisions(gateway: string, limit: number): Promise<readonly LoggedDecision[]> {
    const newest = [...(this.#logs.get(gateway)?.entries ?? [])].toReversed().slice(0, limit);
    return Promise.resolve(newest.map(({ keeping, record }) => ({ keeping, record })));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #save(entries: readonly Progress[]): Promise<void> {
    for (const { state, record } of entries) {
      this.#states.set(state.gateway, state);
      if (record !== null) this.#append(record);
    }
    return Promise.resolve();
  }

  #append(record: TickRecord): void {
    const own = this.#logOf(record.gateway);
    const keeping = keepingOf(own.lastKept, record);
    if (keeping !== 'ring') own.lastKept = remember(own.lastKept, record);
    const kept = keptRecord(record, keeping);
    const entry = { keeping, record: kept, size: JSON.stringify(kept).length };
    own.entries.add(entry);
    own.ring.push(entry);
    this.#log.add(entry);
    this.#size += entry.size;
    const left = own.ring.length > RING_LENGTH ? own.ring.shift() : undefined;
    if (left?.keeping === 'ring') this.#drop(left, own);
    // The oldest go until the others fit; the last one stays in any case.
    for (const oldest of this.#log) {
      if (this.#size <= this.#capacity || oldest === entry) return;
      this.#drop(oldest, this.#logOf(oldest.record.gateway));
    }
  }

  #logOf(gateway: string): OwnLog {
    const known = this.#logs.get(gateway) ?? { entries: new Set(), ring: [], lastKept: null };
    this.#logs.set(gateway, known);
    return known;
  }

  #drop(entry: Entry, own: OwnLog): void {
    if (!this.#log.delete(entry)) return;
    own.entries.delete(entry);
    this.#size -= entry.size;
  }
}
