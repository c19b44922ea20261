import type { TickRecord } from '../release/events.js';
import type { GatewayState } from '../release/state.js';
import { keepingOf, keptRecord, LOG_CAPACITY, remember, RING_LENGTH, type LastKept } from './retention.js';
import type { LoggedDecision, Progress, Store, StoredDocument } from './store.js';

interface Entry extends LoggedDecision {
  readonly size: number;
}

/** Keeps everything for as long as the process lives: for `--dry-run`, which must leave nothing behind. */
export class MemoryStore implements Store {
  readonly #states = new Map<string, GatewayState>();
  readonly #documents = new Map<string, StoredDocument>();
  readonly #lastKept = new Map<string, LastKept>();
  readonly #capacity: number;
  /** Oldest first. */
  #log: readonly Entry[] = [];

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
    const entries = this.#log.filter(({ record }) => record.gateway === gateway);
    const newest = entries.toReversed().slice(0, limit);
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
    const { gateway } = record;
    const last = this.#lastKept.get(gateway) ?? null;
    const keeping = keepingOf(last, record);
    if (keeping !== 'ring') this.#lastKept.set(gateway, remember(last, record));
    const kept = keptRecord(record, keeping);
    const log = [...this.#log, { keeping, record: kept, size: JSON.stringify(kept).length }];
    const ticks = log.filter((entry) => entry.record.gateway === gateway);
    const left = new Set(ticks.slice(0, -RING_LENGTH).filter((entry) => entry.keeping === 'ring'));
    this.#log = withinCapacity(
      log.filter((entry) => !left.has(entry)),
      this.#capacity,
    );
  }
}

/** The newest entries that fit; the last one in any case. */
function withinCapacity(log: readonly Entry[], capacity: number): readonly Entry[] {
  let size = log.reduce((sum, entry) => sum + entry.size, 0);
  const first = log.findIndex((entry) => {
    const fits = size <= capacity;
    size -= entry.size;
    return fits;
  });
  return log.slice(first === -1 ? -1 : first);
}
