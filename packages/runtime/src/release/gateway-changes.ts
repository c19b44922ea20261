import type { Gateway } from '../config/gateway.js';
import { errorMessage } from '../errors/error-message.js';
import { Exclusive } from '../routing/exclusive.js';
import { TargetError, type RouteTarget } from '../routing/target.js';
import { storeFailure, type Progress, type StoredDocument } from '../store/store.js';
import { Amends } from './amends.js';
import { adopt } from './adopt.js';
import type { ReleaseEvent } from './events.js';
import type { GatewayRun } from './gateway-run.js';
import { noteLosses } from './note-losses.js';
import { intended, serve } from './serve-gateways.js';
import type { Limits, RuntimePorts } from './ports.js';
import { prepareGateway, type PreparedGateway, type StartProblem } from './prepare.js';
import type { Programs } from './program.js';
import type { Roster } from './roster.js';
import { runOf } from './run-of.js';
import { standingRoutes } from './standing.js';
import type { GatewayState } from './state.js';
import { within } from './within.js';

/** Whether a gateway was put, or what is wrong with its policies. */
export type PutOutcome =
  { readonly ok: true } | { readonly ok: false; readonly problems: readonly StartProblem[] };

/** A gateway that is taken over, with what is stored of it; null: nothing. */
export interface Taken {
  readonly gateway: Gateway;
  readonly stored: GatewayState | null;
}

/** A gateway that is not stored yet. */
interface Placed {
  readonly run: GatewayRun;
  readonly progress: Progress;
}

/** What changes of the set of gateways work with. */
export interface ChangeContext {
  readonly ports: RuntimePorts;
  readonly limits: Limits;
  readonly roster: Roster;
  readonly programs: Programs;
  readonly publish: (events: readonly ReleaseEvent[]) => void;
  /** Stored states of gateways that do not run: one that is put again goes on with its own. */
  readonly idle: Map<string, GatewayState>;
  /** Ends what goes on beside the changes. */
  readonly signal: AbortSignal;
}

/**
 * Adds, replaces and removes gateways of a runtime that is at work, one change at a time. The data plane comes first, as at a
 * start: one that refuses leaves the store and all gateways as they were.
 */
export class GatewayChanges {
  readonly #context: ChangeContext;
  readonly #turns = new Exclusive();
  readonly #amends: Amends;

  constructor(context: ChangeContext) {
    this.#context = context;
    this.#amends = new Amends(context.ports, (target) => this.#serveOwed(target), context.signal);
  }

  /**
   * Adds a gateway, or gives one another description; its release goes on where its identity stays the same.
   * @throws StoreError, TargetError, NoAnswerError where the world failed; then everything is as it was
   */
  put(gateway: Gateway, document: StoredDocument): Promise<PutOutcome> {
    const { roster } = this.#context;
    return this.#turns.run(async () => {
      const prepared = this.#prepare(gateway);
      if (!prepared.ok) return prepared;
      const before = roster.find(gateway.name);
      const place = () => this.#place(gateway, prepared.programs, before, document);
      await (before === null ? place() : roster.companyOf(before).turns.run(place));
      return { ok: true };
    });
  }

  /**
   * Forgets a gateway and how it stands; false where there is none.
   * @param by who wants that
   * @throws StoreError, TargetError, NoAnswerError where the world failed; then everything is as it was
   */
  remove(gateway: string, by: string): Promise<boolean> {
    const { roster } = this.#context;
    return this.#turns.run(async () => {
      const run = roster.find(gateway);
      if (run === null) return false;
      await roster.companyOf(run).turns.run(() => this.#take(run, by));
      return true;
    });
  }

  /**
   * Takes over gateways of a data plane that serves each by itself, each with what is stored of it, or gives those that run another
   * description. Nothing waits for the data plane: what it lacks it gets with the first tick.
   * @param giver what describes them, for the log
   * @throws StoreError of those that could not be stored, which do not run then (any more); the others do
   */
  take(taken: readonly Taken[], giver: string): Promise<readonly StartProblem[]> {
    return this.#turns.run(async () => {
      const problems: StartProblem[] = [];
      const placed: Placed[] = [];
      for (const { gateway, stored } of taken) {
        const prepared = this.#prepare(gateway);
        if (!prepared.ok) problems.push(...prepared.problems);
        // One that runs goes on from how it stands, of which the store may lack what is not worth storing.
        const run = await this.#handOver(gateway.name);
        if (prepared.ok) placed.push(this.#placed(gateway, prepared.programs, run?.state ?? stored, giver));
      }
      await this.#takeStored(placed);
      return problems;
    });
  }

  /** Ticks a gateway no more, after the turn under way; the store and the data plane keep what they have. */
  handOver(gateway: string): Promise<void> {
    return this.#turns.run(async () => {
      await this.#handOver(gateway);
    });
  }

  /** True while it is not known whether a data plane serves what it shall, which it is told until it does. */
  isOwed(target: RouteTarget): boolean {
    return this.#amends.isOwed(target);
  }

  /** Resolves when no change is under way. */
  settled(): Promise<void> {
    return this.#turns.run(() => Promise.resolve());
  }

  #prepare(gateway: Gateway): PreparedGateway {
    const { ports, programs } = this.#context;
    return prepareGateway(gateway, ports.catalogueOf(gateway), programs, ports.gateKeeper);
  }

  /** What a gateway goes on with as it is described, before anything of that is stored. */
  #placed(
    gateway: Gateway,
    programs: Parameters<typeof runOf>[1],
    stored: GatewayState | null,
    giver: string,
  ): Placed {
    const { ports } = this.#context;
    const now = ports.clock.now();
    const { state, record, events } = adopt(gateway, stored, now, giver);
    const inputs = { gateway, grounds: { kind: 'description', before: stored, now, giver } } as const;
    return { run: runOf(gateway, programs, state, ports), progress: { state, record, told: events, inputs } };
  }

  async #place(
    gateway: Gateway,
    programs: Parameters<typeof runOf>[1],
    before: GatewayRun | null,
    document: StoredDocument,
  ): Promise<void> {
    const { ports, roster, idle, publish } = this.#context;
    const stored = before?.state ?? idle.get(gateway.name) ?? null;
    const placed = this.#placed(gateway, programs, stored, `the description that ${document.by} put`);
    const { run, progress } = placed;
    const { state } = progress;
    // Other weights that it gives are an intent like any other: stored first, applied by the first tick.
    const routes = standingRoutes(gateway, stored, run.target.quantum);
    run.state = { ...state, intent: { ...state.intent, routes } };
    roster.serve(run);
    try {
      await this.#serve(run.target);
      await ports.store.saveDocument(document, progress);
    } catch (error) {
      if (before === null) roster.leave(gateway.name);
      else roster.serve(before);
      throw await this.#servedAgain(run.target, error);
    }
    run.state = state;
    idle.delete(gateway.name);
    roster.keep(run);
    if (before !== null) roster.end(before);
    publish([this.#described(gateway.name, document.by, before === null), ...(progress.told ?? [])]);
    roster.begin(run);
  }

  #described(gateway: string, by: string, isNew: boolean): ReleaseEvent {
    const reason = isNew ? `${by} added the gateway` : `${by} changed the description of the gateway`;
    return { kind: 'described', gateway, at: this.#context.ports.clock.now(), reason, by };
  }

  /** Stores how gateways stand that were taken over, and begins to tick those that are stored. */
  async #takeStored(placed: readonly Placed[]): Promise<void> {
    const { ports, roster, publish } = this.#context;
    const begin = (failure: unknown): void => {
      const stored = placed.filter(({ run }) => storeFailure(failure, run.gateway.name) === null);
      for (const { run } of stored) {
        roster.serve(run);
        roster.keep(run);
      }
      publish(stored.flatMap(({ progress }) => progress.told ?? []));
      roster.begin(...stored.map(({ run }) => run));
    };
    try {
      await ports.store.saveIntents(placed.map(({ progress }) => progress));
    } catch (error) {
      begin(error);
      throw error;
    }
    begin(null);
  }

  async #handOver(gateway: string): Promise<GatewayRun | null> {
    const { roster } = this.#context;
    const run = roster.find(gateway);
    if (run === null) return null;
    await roster.companyOf(run).turns.run(() => {
      roster.leave(gateway);
      roster.end(run);
      return Promise.resolve();
    });
    return run;
  }

  async #take(run: GatewayRun, by: string): Promise<void> {
    const { ports, roster, publish } = this.#context;
    const { name } = run.gateway;
    roster.leave(name);
    try {
      await this.#leave(run);
      await ports.store.forget(name);
    } catch (error) {
      roster.serve(run);
      run.isServed = false;
      throw await this.#servedAgain(run.target, error);
    }
    roster.end(run);
    const reason = `${by} removed the gateway`;
    publish([{ kind: 'removed', gateway: name, at: ports.clock.now(), reason }]);
  }

  /** The data plane serves a gateway no more, which is not among those that it shall serve by now. */
  async #leave({ target, gateway }: GatewayRun): Promise<void> {
    const { ports, limits } = this.#context;
    if (target.serving === 'whole') return this.#serve(target);
    await within(ports.clock, limits.serve, 'the data plane', (signal) => target.leave(gateway, signal));
  }

  /** Has a data plane serve what it shall, unless ticks bring that to it for each gateway by itself. */
  async #serve(target: RouteTarget): Promise<void> {
    if (target.serving === 'each') return;
    const { ports, limits, roster } = this.#context;
    const others = [...roster.runs].filter((run) => run.target === target);
    await noteLosses(others, ports.clock, limits);
    await serve(target, intended(target, roster.runs), ports.clock, limits);
    this.#amends.settle(target);
  }

  /** Between two changes, a data plane is told what it shall serve, unless it was told that meanwhile. */
  #serveOwed(target: RouteTarget): Promise<void> {
    return this.#turns.run(async () => {
      if (this.#amends.isOwed(target)) await this.#serve(target);
    });
  }

  /** Serves what was served before a change that failed; what there is to tell then. */
  async #servedAgain(target: RouteTarget, failure: unknown): Promise<unknown> {
    try {
      await this.#serve(target);
      return failure;
    } catch (error) {
      this.#amends.owe(target);
      return new TargetError(
        `${errorMessage(failure)}; what was served before could not be served again either, which is tried until it can: ${errorMessage(error)}`,
        { cause: failure },
      );
    }
  }
}
