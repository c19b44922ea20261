import type { GatewayInFile } from '../config/gateways-in-files.js';
import type { Gateway } from '../config/gateway.js';
import type {
  ActResult,
  CheckResult,
  Expected,
  ManagedGateway,
  OperatorAct,
  PutResult,
  Refusal,
  ReleaseControl,
  RemoveResult,
} from '../release/control.js';
import type { ReleaseEvent } from '../release/events.js';
import type { UpstreamPatterns } from '../config/runtime/upstream-patterns.js';
import { NOT_AT_WORK } from '../release/perform.js';
import type { Clock } from '../release/ports.js';
import type { GatewayStatus } from '../release/status.js';
import type { ReleaseRuntime } from '../release/runtime.js';
import { Exclusive } from '../routing/exclusive.js';
import type { LoggedDecision, Store } from '../store/store.js';
import { allowedBy, asksTooMuch, type Allowed } from './api-rules.js';
import { isElsewhere } from './allowed-upstreams.js';
import type { Connections } from './connections.js';
import { reachesItself, type OwnAddress } from './own-addresses.js';
import { readDocument, type Files } from './read-document.js';
import { registeredOf } from './register.js';
import { orOutside, refusal, staleness, unknownGateway } from './refusals.js';
import { retired } from './retire.js';

/** A gateway of the runtime and where its description comes from. */
export interface Registered {
  readonly inFile: GatewayInFile;
  /** As it runs. */
  readonly gateway: Gateway;
  readonly origin: ManagedGateway['origin'];
  readonly described: ManagedGateway['described'];
  readonly revision: string;
}

/** A document that was read, and the gateway whose place it would take. */
interface ReadChange {
  readonly ok: true;
  readonly inFile: GatewayInFile;
  readonly before: Registered | null;
}

/** A gateway's document without one of its versions. */
interface WithoutVersion {
  readonly ok: true;
  readonly document: unknown;
  readonly revision: string;
  readonly status: GatewayStatus;
}

/** What a registry works with. */
export interface RegistryContext {
  readonly runtime: ReleaseRuntime;
  readonly store: Store;
  readonly connections: Connections;
  readonly clock: Clock;
  /** Documents may refer to their policies and use what their gateways use. */
  readonly files: Files;
  /** Where the runtime itself listens at this moment. */
  readonly listening: () => readonly OwnAddress[];
  /** Where versions may be; null for anywhere. */
  readonly upstreams: UpstreamPatterns | null;
}

/** The gateways of a runtime on this machine: those of its files, and those that are made through the API. */
export class Registry implements ReleaseControl {
  readonly #context: RegistryContext;
  readonly #registered: Map<string, Registered>;
  readonly #allowed: Allowed;
  readonly #turns = new Exclusive();
  /** Gateways that could not be put, whose data planes may serve them all the same. */
  #leftBehind: readonly Gateway[] = [];

  constructor(context: RegistryContext, registered: readonly Registered[]) {
    this.#context = context;
    this.#allowed = allowedBy(context.files.inFiles);
    this.#registered = new Map(registered.map((each) => [each.gateway.name, each]));
  }

  /** All of them, those that do not run yet among them. */
  gateways(): readonly Gateway[] {
    return [...this.#registered.values()].map(({ gateway }) => gateway);
  }

  /** As its description was read; null where there is no such gateway. */
  inFileOf(name: string): GatewayInFile | null {
    return this.#registered.get(name)?.inFile ?? null;
  }

  list(): readonly ManagedGateway[] {
    return [...this.#registered.values()].flatMap((each) => this.#managed(each) ?? []);
  }

  find(name: string): ManagedGateway | null {
    const registered = this.#registered.get(name);
    return registered === undefined ? null : this.#managed(registered);
  }

  act(name: string, act: OperatorAct, by: string): Promise<ActResult> {
    if (!this.#context.runtime.isAtWork) return Promise.resolve(NOT_AT_WORK);
    return act.kind === 'retire'
      ? this.#turns.run(() => this.#retire(name, act.version, by))
      : this.#context.runtime.act(name, act, by);
  }

  preview(name: string, act: OperatorAct, by: string): ActResult {
    if (act.kind !== 'retire') return this.#context.runtime.preview(name, act, by);
    const without = this.#without(name, act.version);
    return without.ok ? { ok: true, status: without.status } : without;
  }

  async check(document: unknown, expected: Expected): Promise<CheckResult> {
    const read = await this.#read(document, expected);
    if (!read.ok) return read;
    return this.#misfit(read.inFile.gateway, read.before) ?? { ok: true, document: read.inFile.document };
  }

  put(document: unknown, expected: Expected, by: string): Promise<PutResult> {
    return this.#turns.run(() => this.#put(document, expected, by));
  }

  remove(name: string, expected: Expected, by: string): Promise<RemoveResult> {
    return this.#turns.run(async () => {
      if (!this.#context.runtime.isAtWork) return NOT_AT_WORK;
      const registered = this.#registered.get(name);
      const stale = staleness(name, expected, registered?.revision ?? null);
      if (registered === undefined) return unknownGateway(name);
      const refused = stale ?? managedByFile(registered);
      if (refused !== null) return refused;
      return await orOutside(async (): Promise<RemoveResult> => {
        await this.#context.runtime.remove(name, by);
        this.#registered.delete(name);
        await this.#closeUnused();
        return { ok: true };
      });
    });
  }

  async decisions(name: string, limit: number): Promise<readonly LoggedDecision[] | null> {
    return this.#registered.has(name) ? await this.#context.store.decisions(name, limit) : null;
  }

  subscribe(listener: (event: ReleaseEvent) => void): () => void {
    return this.#context.runtime.subscribe(listener);
  }

  async #put(document: unknown, expected: Expected, by: string): Promise<PutResult> {
    if (!this.#context.runtime.isAtWork) return NOT_AT_WORK;
    const read = await this.#read(document, expected);
    return read.ok ? await this.#place(read.inFile, read.before, by) : read;
  }

  /** A document beside the gateways that run, and the one that it would take the place of. */
  async #read(document: unknown, expected: Expected): Promise<ReadChange | Refusal> {
    const name = nameIn(document);
    const before = name === null ? undefined : this.#registered.get(name);
    const refused =
      staleness(name ?? '', expected, before?.revision ?? null) ??
      (before === undefined ? null : managedByFile(before));
    if (refused !== null) return refused;
    const others = [...this.#registered.values()].filter((each) => each !== before);
    const read = await readDocument(
      document,
      this.#context.files,
      others.map(({ inFile }) => inFile),
    );
    return read.ok ? { ok: true, inFile: read.inFile, before: before ?? null } : read;
  }

  /** Why a gateway cannot run here, or not in the place of the one before; null where it can. */
  #misfit(gateway: Gateway, before: Registered | null): Refusal | null {
    const refused =
      asksTooMuch(gateway, this.#allowed) ??
      isElsewhere(gateway, this.#context.upstreams) ??
      reachesItself(gateway, this.#context.listening());
    if (refused !== null) return refusal('invalid', refused);
    if (before !== null && JSON.stringify(before.gateway.target) !== JSON.stringify(gateway.target)) {
      return refusal(
        'conflict',
        `the gateway \`${gateway.name}\` cannot get another \`target\` while it runs; delete it and put it again`,
      );
    }
    return null;
  }

  async #place(inFile: GatewayInFile, before: Registered | null, by: string): Promise<PutResult> {
    const { runtime, connections, clock } = this.#context;
    const { gateway, document } = inFile;
    const misfit = this.#misfit(gateway, before);
    if (misfit !== null) return misfit;
    const described = { by, at: clock.now() };
    const registered = registeredOf(inFile, described);
    if (before?.revision === registered.revision) return this.#done(before, false);
    const placed = await orOutside(async (): Promise<PutResult> => {
      await connections.open(gateway);
      this.#leftBehind = [...this.#leftBehind, gateway];
      const outcome = await runtime.put(gateway, { gateway: gateway.name, document, ...described });
      if (!outcome.ok) {
        return refusal('invalid', outcome.problems.map(({ message }) => message).join('; '));
      }
      this.#registered.set(gateway.name, registered);
      await connections.begin();
      return this.#done(registered, before === null);
    });
    await this.#closeUnused();
    return placed;
  }

  /** Takes a version out of a gateway's document that gets no traffic any more. */
  async #retire(name: string, version: string, by: string): Promise<ActResult> {
    const without = this.#without(name, version);
    if (!without.ok) return without;
    const put = await this.#put(without.document, { revision: without.revision }, by);
    return put.ok ? { ok: true, status: put.managed.status } : put;
  }

  #without(name: string, version: string): WithoutVersion | Refusal {
    const registered = this.#registered.get(name);
    const status = this.#context.runtime.status(name);
    if (registered === undefined || status === null) return unknownGateway(name);
    const { inFile, gateway, revision } = registered;
    const without = retired(inFile.document, gateway, status, version);
    if (!without.ok) return without;
    const refused = managedByFile(registered, `take \`${version}\` out of its \`versions\` there`);
    return refused ?? { ok: true, document: without.document, revision, status };
  }

  async #closeUnused(): Promise<void> {
    const { connections, runtime } = this.#context;
    this.#leftBehind = this.#leftBehind.filter((gateway) => runtime.isOwed(gateway));
    await connections.keepOnly([...this.gateways(), ...this.#leftBehind]);
  }

  #done(registered: Registered, created: boolean): PutResult {
    const managed = this.#managed(registered);
    if (managed === null) return unknownGateway(registered.gateway.name);
    return { ok: true, created, managed };
  }

  /** Null for one that does not run. */
  #managed({ gateway, inFile, origin, described, revision }: Registered): ManagedGateway | null {
    const status = this.#context.runtime.status(gateway.name);
    return status === null
      ? null
      : { gateway, document: inFile.document, origin, described, revision, status };
  }
}

/** Refuses to change what a file describes; null for a gateway that was made through the API. */
function managedByFile({ origin, inFile, gateway }: Registered, what = 'edit that file'): Refusal | null {
  if (origin === 'api') return null;
  return refusal(
    'conflict',
    `the gateway \`${gateway.name}\` is described by the file \`${inFile.source.file}\`; ${what} and start the runtime again`,
  );
}

/** The name that a document gives its gateway; null where it gives none. */
function nameIn(document: unknown): string | null {
  if (typeof document !== 'object' || document === null || !('metadata' in document)) return null;
  const { metadata } = document;
  if (typeof metadata !== 'object' || metadata === null || !('name' in metadata)) return null;
  return typeof metadata.name === 'string' ? metadata.name : null;
}
