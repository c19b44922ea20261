import { MemoryStore } from '../../store/memory.js';
import { StoreError, type Progress, type StoredDocument } from '../../store/store.js';
import type { SimulatedTarget } from './simulated-target.js';

/** While it is fatal it refuses documents, and brings a data plane down with that. */
export class FatalStore extends MemoryStore {
  isFatal = false;

  constructor(private readonly target: SimulatedTarget) {
    super();
  }

  override saveDocument(document: StoredDocument, progress: Progress): Promise<void> {
    if (!this.isFatal) return super.saveDocument(document, progress);
    this.target.failure = 'the socket is gone';
    return Promise.reject(new StoreError('the disk is full'));
  }
}
