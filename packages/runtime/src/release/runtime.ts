import type { Gateway } from '../config/gateway.js';
import type { RouteTarget } from '../routing/target.js';
import type { StoredDocument } from '../store/store.js';
import { Admission } from './admission.js';
import { adopt, BY_FILE } from './adopt.js';
import type { ActResult } from './control.js';
import type { ReleaseEvent } from './events.js';
import { GateDesk } from './gate-desk.js';
import { GatewayChanges, type PutOutcome, type Taken } from './gateway-changes.js';
import { loop } from './loop.js';
import type { PassContext } from './pass.js';
import { serve, type Served } from './serve-gateways.js';
import type { ReleaseAct } from './operate/operate.js';
import { NOT_AT_WORK, perform, preview, refusal } from './perform.js';
import { DEFAULT_LIMITS, type Limits, type RuntimePorts } from './ports.js';
import { prepareGateway, type StartProblem } from './prepare.js';
import { Programs } from './program.js';
import { Roster } from './roster.js';
import { runOf } from './run-of.js';
import { standingRoutes } from './standing.js';
import type { GatewayState } from './state.js';
import { statusOf, type GatewayStatus } from './status.js';

/** Whether the runtime was started, or what is wrong with the gateways' policies. */
export type StartResult =
  { readonly ok: true } | { readonly ok: false; readonly problems: readonly StartProblem[] };

/** Hears of everything that happens, in order; what it throws is reported and changes nothing. */
export type EventListener = (event: ReleaseEvent) => void;

/** A gateway that can be run, and what the store has of it. */
interface Found {
  readonly gateway: Gateway;
  readonly stored: GatewayState | null;
}

/** Runs the releases of a set of gateways: the loop around the pure engine, with the world behind ports. */
export class ReleaseRuntime {
  readonly #ports: RuntimePorts;
  readonly #limits: Limits;
  readonly #listeners = new Set<EventListener>();
  readonly #stopping = new AbortController();
  readonly #context: PassContext;
  readonly #desk: GateDesk;
  readonly #roster: Roster;
  readonly #acting = new Set<Promise<unknown>>();
  readonly #programs: Programs;
  readonly #changes: GatewayChanges;
  /** Stored states of gateways that do not run. */
  readonly #idle = new Map<string, GatewayState>();
  #hasStarted = false;

  /** @param programs may be shared: a program means the same in every runtime, and to check one takes long */
  constructor(ports: RuntimePorts, limits: Partial<Limits> = {}, programs = new Programs()) {
    this.#ports = ports;
    this.#programs = programs;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    const publish = (events: readonly ReleaseEvent[]): void => {
      this.#publish(events);
    };
    const common = { ports, limits: this.#limits, publish };
    this.#desk = new GateDesk({
      keeper: ports.gateKeeper,
      clock: ports.clock,
      report: ports.report,
      publish,
      isServed: (run) => this.#roster.find(run.gateway.name) === run,
      // What an answer leads to is the tick's to say.
      wake: (run) => void this.#roster.inTurn(run.gateway.name, () => Promise.resolve()),
    });
    this.#context = {
      ...common,
      giveWay: ports.giveWay ?? (() => null),
      desk: this.#desk,
      runs: () => this.#roster.runs,
      admission: new Admission(this.#limits.releases, () => this.#roster.runs),
    };
    const { signal } = this.#stopping;
    this.#roster = new Roster((company) => loop(this.#context, company, signal), signal);
    this.#changes = new GatewayChanges({
      ...common,
      roster: this.#roster,
      programs: this.#programs,
      idle: this.#idle,
      signal,
    });
  }

  /**
   * Makes the data planes serve these gateways as the store has them, goes on with that and starts to tick. With problems
   * nothing was touched.
   * @throws StoreError, TargetError, NoAnswerError where the world failed; the runtime has not been started then, and the store
   * is as it was
   */
  async start(gateways: readonly Gateway[]): Promise<StartResult> {
    if (this.#hasStarted) throw new Error('the runtime has been started already');
    const { clock, store, catalogueOf } = this.#ports;
    const prepared = gateways.map((gateway) =>
      prepareGateway(gateway, catalogueOf(gateway), this.#programs, this.#ports.gateKeeper),
    );
    const problems = prepared.flatMap((each) => (each.ok ? [] : each.problems));
    if (problems.length > 0) return { ok: false, problems };
    const stored = new Map((await store.load()).map((state) => [state.gateway, state]));
    const found = prepared
      .filter((each) => each.ok)
      .map((each) => ({ ...each, stored: stored.get(each.gateway.name) ?? null }));
    // With what the store has already: where a data plane refuses, this start has changed neither the store nor a weight.
    await this.#serve(found);
    // A release begins when its gateway is served. What its file changes is stored first and applied by the first tick.
    const now = clock.now();
    const adopted = found.map((each) => ({ ...each, ...adopt(each.gateway, each.stored, now) }));
    await store.saveIntents(
      adopted.map(({ gateway, stored: before, state, record, events }) => ({
        state,
        record,
        told: events,
        inputs: { gateway, grounds: { kind: 'description', before, now, giver: BY_FILE } },
      })),
    );
    this.#hasStarted = true;
    for (const [name, state] of stored) this.#idle.set(name, state);
    for (const { gateway } of found) this.#idle.delete(gateway.name);
    const runs = adopted.map(({ gateway, programs, state }) => runOf(gateway, programs, state, this.#ports));
    for (const run of runs) {
      this.#roster.serve(run);
      this.#roster.keep(run);
    }
    this.#publish(adopted.flatMap(({ events }) => events));
    this.#roster.begin(...runs);
    return { ok: true };
  }

  /** True from when the releases were started until they are being stopped: the time in which anything can be changed. */
  get isAtWork(): boolean {
    return this.#hasStarted && !this.#stopping.signal.aborted;
  }

  /**
   * Adds a gateway to those that run, or gives one another description; its release goes on where its identity stays the same.
   * @throws StoreError, TargetError, NoAnswerError where the world failed; then everything is as it was
   */
  put(gateway: Gateway, document: StoredDocument): Promise<PutOutcome> {
    return this.#changes.put(gateway, document);
  }

  /**
   * Forgets a gateway and how it stands, and has its data plane serve it no more; false where there is none.
   * @throws StoreError, TargetError, NoAnswerError where the world failed; then everything is as it was
   */
  remove(gateway: string, by: string): Promise<boolean> {
    return this.#changes.remove(gateway, by);
  }

  /**
   * True while the data plane of a gateway may serve something else than it shall, because a change failed there and could not be
   * taken back. It is told until it has heard, for which it has to stay open.
   */
  isOwed(gateway: Gateway): boolean {
    return this.#changes.isOwed(this.#ports.targetOf(gateway));
  }

  /**
   * Takes over gateways from another runtime, or gives those that run another description: for data planes that serve each by
   * itself. What is wrong with the policies of some, which do not run then.
   * @throws StoreError of those that could not be stored, which do not run then either
   */
  take(taken: readonly Taken[], giver: string): Promise<readonly StartProblem[]> {
    return this.#changes.take(taken, giver);
  }

  /** Gives a gateway up to another runtime after the turn under way; the store and the data plane keep what they have. */
  handOver(gateway: string): Promise<void> {
    return this.#changes.handOver(gateway);
  }

  /** Ends the loops; resolves after the ticks, acts and changes under way. The data plane goes on serving what it has. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#changes.settled();
    await this.#roster.ended();
    this.#desk.close();
    await Promise.all(this.#acting);
  }

  /**
   * An operator acts on a gateway: between two ticks, and stored when the promise resolves; or it is refused and nothing has
   * changed. The gateway is ticked at once then, which brings other weights to the data plane.
   * @param by who acts, for the log
   */
  async act(gateway: string, act: ReleaseAct, by: string): Promise<ActResult> {
    if (!this.isAtWork) return NOT_AT_WORK;
    const acting = this.#roster.inTurn(gateway, (run) => perform(this.#context, run, { act, by }));
    this.#acting.add(acting);
    try {
      return (await acting) ?? refusal('unknown', `there is no gateway \`${gateway}\``);
    } finally {
      this.#acting.delete(acting);
    }
  }

  /** What that would come to at this moment, with nothing changed. */
  preview(gateway: string, act: ReleaseAct, by: string): ActResult {
    const run = this.#roster.find(gateway);
    return run === null
      ? refusal('unknown', `there is no gateway \`${gateway}\``)
      : preview(this.#context, run, { act, by });
  }

  /** How a gateway stands now; null where the runtime does not have it. */
  status(gateway: string): GatewayStatus | null {
    const run = this.#roster.find(gateway);
    return run === null ? null : statusOf(run.gateway, run.state);
  }

  /** Everything that is remembered of a gateway; null where the runtime does not have it. */
  state(gateway: string): GatewayState | null {
    return this.#roster.find(gateway)?.state ?? null;
  }

  /** Tells `listener` everything that happens from now on; the function that is returned ends that. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async #serve(found: readonly Found[]): Promise<void> {
    const { clock, targetOf } = this.#ports;
    const byTarget = new Map<RouteTarget, Served[]>();
    for (const { gateway, stored } of found) {
      const target = targetOf(gateway);
      const routes = standingRoutes(gateway, stored, target.quantum);
      byTarget.set(target, [...(byTarget.get(target) ?? []), { gateway, routes }]);
    }
    for (const [target, served] of byTarget) await serve(target, served, clock, this.#limits);
  }

  #publish(events: readonly ReleaseEvent[]): void {
    for (const event of events) {
      for (const listener of this.#listeners) {
        try {
          listener(event);
        } catch (error) {
          this.#ports.report(error, `a listener's handling of \`${event.kind}\``);
        }
      }
    }
  }
}
