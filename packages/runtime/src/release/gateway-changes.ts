import type { Gateway } from '../config/gateway.js';
import { errorMessage } from '../errors/error-message.js';
import { Exclusive } from '../routing/exclusive.js';
import { TargetError, type RouteTarget } from '../routing/target.js';
import type { StoredDocument } from '../store/store.js';
import { adopt } from './adopt.js';
import type { ReleaseEvent } from './events.js';
import type { GatewayRun } from './gateway-run.js';
import { intended, serve } from './observe-targets.js';
import type { Limits, RuntimePorts } from './ports.js';
import { prepareGateway, type StartProblem } from './prepare.js';
import type { Programs } from './program.js';
import type { Roster } from './roster.js';
import { runOf } from './run-of.js';
import { standingRoutes } from './standing.js';
import type { GatewayState } from './state.js';

/** Whether a gateway was put, or what is wrong with its policies. */
export type PutOutcome =
  { readonly ok: true } | { readonly ok: false; readonly problems: readonly StartProblem[] };

/** What changes of the set of gateways work with. */
export interface ChangeContext {
  readonly ports: RuntimePorts;
  readonly limits: Limits;
  readonly roster: Roster;
  readonly programs: Programs;
  readonly publish: (events: readonly ReleaseEvent[]) => void;
  /** Stored states of gateways that do not run: one that is put again goes on with its own. */
  readonly idle: Map<string, GatewayState>;
}

/**
 * Adds, replaces and removes gateways of a runtime that is at work, one change at a time. The data plane comes first, as at a
 * start: one that refuses leaves the store and all gateways as they were.
 */
export class GatewayChanges {
  readonly #context: ChangeContext;
  readonly #turns = new Exclusive();

  constructor(context: ChangeContext) {
    this.#context = context;
  }

  /**
   * Adds a gateway, or gives one another description; its release goes on where its identity stays the same.
   * @throws StoreError, TargetError, NoAnswerError where the world failed; then everything is as it was
   */
  put(gateway: Gateway, document: StoredDocument): Promise<PutOutcome> {
    const { ports, programs, roster } = this.#context;
    return this.#turns.run(async () => {
      const prepared = prepareGateway(gateway, ports.catalogueOf(gateway), programs, ports.gateKeeper);
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

  /** Resolves when no change is under way. */
  settled(): Promise<void> {
    return this.#turns.run(() => Promise.resolve());
  }

  async #place(
    gateway: Gateway,
    programs: Parameters<typeof runOf>[1],
    before: GatewayRun | null,
    document: StoredDocument,
  ): Promise<void> {
    const { ports, roster, idle, publish } = this.#context;
    const target = ports.targetOf(gateway);
    const stored = before?.state ?? idle.get(gateway.name) ?? null;
    const now = ports.clock.now();
    const giver = `the description that ${document.by} put`;
    const { state, record, events } = adopt(gateway, stored, now, giver);
    const inputs = { gateway, grounds: { kind: 'description', before: stored, now, giver } } as const;
    // Other weights that it gives are an intent like any other: stored first, applied by the first tick.
    const routes = standingRoutes(gateway, stored, target.quantum);
    const run = runOf(gateway, programs, { ...state, intent: { ...state.intent, routes } }, ports);
    roster.serve(run);
    try {
      await this.#serve(target);
      await ports.store.saveDocument(document, { state, record, told: events, inputs });
    } catch (error) {
      if (before === null) roster.leave(gateway.name);
      else roster.serve(before);
      throw await this.#servedAgain(target, error);
    }
    run.state = state;
    idle.delete(gateway.name);
    if (before !== null) roster.end(before);
    publish(events);
    roster.begin(run);
  }

  async #take(run: GatewayRun, by: string): Promise<void> {
    const { ports, roster, publish } = this.#context;
    const { name } = run.gateway;
    roster.leave(name);
    try {
      await this.#serve(run.target);
      await ports.store.forget(name);
    } catch (error) {
      roster.serve(run);
      throw await this.#servedAgain(run.target, error);
    }
    roster.end(run);
    const reason = `${by} removed the gateway`;
    publish([{ kind: 'removed', gateway: name, at: ports.clock.now(), reason }]);
  }

  async #serve(target: RouteTarget): Promise<void> {
    const { ports, limits, roster } = this.#context;
    await serve(target, intended(target, roster.runs), ports.clock, limits);
  }

  /** Serves what was served before a change that failed; what there is to tell then. */
  async #servedAgain(target: RouteTarget, failure: unknown): Promise<unknown> {
    try {
      await this.#serve(target);
      return failure;
    } catch (error) {
      return new TargetError(
        `${errorMessage(failure)}; what was served before could not be served again either: ${errorMessage(error)}`,
        { cause: failure },
      );
    }
  }
}
