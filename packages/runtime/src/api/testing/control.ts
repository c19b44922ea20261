import { isUsable } from '../../config/finding.js';
import { loadConfiguration } from '../../config/load-configuration.js';
import type { GatewayDocument } from '../../config/schema/gateway-schema.js';
import type {
  ActResult,
  CheckResult,
  ManagedGateway,
  OperatorAct,
  PutResult,
  Refusal,
  ReleaseControl,
  RemoveResult,
} from '../../release/control.js';
import type { ReleaseEvent } from '../../release/events.js';
import type { World } from '../../release/testing/world.js';
import type { MemoryStore } from '../../store/memory.js';
import type { LoggedDecision } from '../../store/store.js';
import { gatewayOf } from './gateways.js';

/** What is kept of a gateway: the engine has its status. */
type Kept = Omit<ManagedGateway, 'status'>;

/**
 * The port in memory: what is seen comes from a real engine; documents and acts are noted, and refused where a test says so.
 */
export class TestControl implements ReleaseControl {
  readonly acts: { readonly name: string; readonly act: OperatorAct; readonly by: string }[] = [];
  /** What every change gets instead of being made. */
  refusal: Refusal | null = null;
  /** Thrown by what reads the log. */
  failure: Error | null = null;
  readonly #kept = new Map<string, Kept>();
  readonly #world: World;
  readonly #store: MemoryStore;
  #revisions = 0;

  constructor(world: World, store: MemoryStore) {
    this.#world = world;
    this.#store = store;
  }

  /** @param by who puts it; null for one of a file */
  async add(document: GatewayDocument, by: string | null = 'hugo'): Promise<ManagedGateway> {
    this.#revisions += 1;
    const gateway = await gatewayOf(document);
    const origin = by === null ? 'file' : 'api';
    const described = by === null ? null : { by, at: 0 };
    const kept = { gateway, document, origin, described, revision: `r${this.#revisions}` } as const;
    this.#kept.set(gateway.name, kept);
    return this.#managed(kept);
  }

  list(): readonly ManagedGateway[] {
    return [...this.#kept.values()].map((kept) => this.#managed(kept));
  }

  find(name: string): ManagedGateway | null {
    const kept = this.#kept.get(name);
    return kept === undefined ? null : this.#managed(kept);
  }

  act(name: string, act: OperatorAct, by: string): Promise<ActResult> {
    const found = this.find(name);
    if (found === null) return Promise.resolve(UNKNOWN);
    if (this.refusal !== null) return Promise.resolve(this.refusal);
    this.acts.push({ name, act, by });
    // What each act does is the engine's to prove; here it matters that it arrives.
    return Promise.resolve({ ok: true, status: found.status });
  }

  preview(name: string): ActResult {
    const found = this.find(name);
    if (found === null) return UNKNOWN;
    return this.refusal ?? { ok: true, status: found.status };
  }

  async check(document: unknown): Promise<CheckResult> {
    const read = await this.#read(document);
    return read.ok ? { ok: true, document: read.document } : read;
  }

  async put(document: unknown): Promise<PutResult> {
    const read = await this.#read(document);
    if (!read.ok) return read;
    const created = this.find(read.document.metadata.name) === null;
    return { ok: true, created, managed: await this.add(read.document) };
  }

  async #read(document: unknown): Promise<CheckResult> {
    if (this.refusal !== null) return this.refusal;
    const source = { file: 'body', text: JSON.stringify(document), named: true };
    const { gateways, inFiles, findings } = await loadConfiguration([source], { sealed: true });
    const [gateway, inFile] = [gateways[0], inFiles[0]];
    if (gateway === undefined || inFile === undefined || !isUsable(findings)) {
      return {
        ok: false,
        why: 'invalid',
        message: 'the document is no gateway that can be served',
        findings,
      };
    }
    return { ok: true, document: inFile.document };
  }

  remove(name: string): Promise<RemoveResult> {
    if (this.refusal !== null) return Promise.resolve(this.refusal);
    return Promise.resolve(this.#kept.delete(name) ? { ok: true } : UNKNOWN);
  }

  async decisions(name: string, limit: number): Promise<readonly LoggedDecision[] | null> {
    if (this.failure !== null) throw this.failure;
    return this.#kept.has(name) ? await this.#store.decisions(name, limit) : null;
  }

  subscribe(listener: (event: ReleaseEvent) => void): () => void {
    return this.#world.runtime.subscribe(listener);
  }

  #managed(kept: Kept): ManagedGateway {
    const { gateway } = kept;
    const status = this.#world.runtime.status(gateway.name) ?? {
      gateway: gateway.name,
      phase: null,
      reason: 'it is not run',
      stable: gateway.baseline,
      candidate: gateway.candidate,
      startedAt: null,
      step: 0,
      routes: gateway.routes.map(({ name, weights }) => ({ route: name, shares: [...weights] })),
      confirmed: null,
      outage: null,
      gates: [],
      leftover: [],
    };
    return { ...kept, status };
  }
}

const UNKNOWN: Refusal = { ok: false, why: 'unknown', message: 'there is no such gateway', findings: [] };
