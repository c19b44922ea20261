import type { FakeClock } from '../../packages/runtime/src/release/testing/clock.js';
import type { GatewayState } from '../../packages/runtime/src/release/state.js';
import { MemoryStore } from '../../packages/runtime/src/store/memory.js';
import { StoreError, type Progress, type StoredDocument } from '../../packages/runtime/src/store/store.js';
import { statesOf } from '../../packages/runtime/src/store/stored-state.js';
import type { Journal } from './journal.js';
import { formOf } from './guests.js';
import type { StoreMode } from './scenario.js';

const SLOW = 2_000;

/** A store in memory that outlives its processes, keeps a journal, and goes wrong in the ways that a scenario says. */
export class UnrulyStore extends MemoryStore {
  mode: StoreMode = 'well';

  constructor(
    private readonly clock: FakeClock,
    private readonly journal: Journal,
  ) {
    super();
  }

  /** What a file would give back: every state as text and read again. */
  override async load(): Promise<readonly GatewayState[]> {
    await this.#answer();
    const states = await super.load();
    return statesOf(
      'memory',
      states.map((state) => ({ name: state.gateway, state: JSON.stringify(state) })),
    );
  }

  override async saveIntents(progress: readonly Progress[]): Promise<void> {
    return super.saveIntents(await this.#write('intents', progress));
  }

  override async saveOutcomes(progress: readonly Progress[]): Promise<void> {
    return super.saveOutcomes(await this.#write('outcomes', progress));
  }

  override async documents(): Promise<readonly StoredDocument[]> {
    await this.#answer();
    return super.documents();
  }

  override async saveDocument(document: StoredDocument, progress: Progress): Promise<void> {
    await this.#answer();
    const { change } = formOf(document);
    const isTaken = this.mode !== 'full';
    this.journal.note({ kind: 'stored', as: 'document', change, progress: [progress], isTaken });
    if (!isTaken) throw new StoreError('the disk is full');
    await super.saveDocument(document, { state: progress.state, record: null });
  }

  override async forget(gateway: string): Promise<void> {
    await this.#answer();
    const isTaken = this.mode !== 'full';
    this.journal.note({ kind: 'forgotten', gateway, isTaken });
    if (!isTaken) throw new StoreError('the disk is full');
    await super.forget(gateway);
  }

  /** What there is to keep: the states, since the journal has the log. */
  async #write(as: 'intents' | 'outcomes', progress: readonly Progress[]): Promise<readonly Progress[]> {
    await this.#answer();
    const isTaken = this.mode !== 'full';
    this.journal.note({ kind: 'stored', as, progress, isTaken });
    if (!isTaken) throw new StoreError('the disk is full');
    return progress.map(({ state }) => ({ state, record: null }));
  }

  async #answer(): Promise<void> {
    if (this.mode === 'slow') await this.clock.sleep(SLOW, new AbortController().signal);
  }
}
