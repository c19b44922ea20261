import type { Gateway } from '../config/gateway.js';
import type { RouteTarget } from '../routing/target.js';
import { adopt } from './adopt.js';
import type { ActResult } from './control.js';
import type { ReleaseEvent } from './events.js';
import type { GatewayRun } from './gateway-run.js';
import { inquire } from './inquiry.js';
import { loop } from './loop.js';
import type { PassContext } from './pass.js';
import { serve, type Served } from './observe-targets.js';
import type { ReleaseAct } from './operate/operate.js';
import { perform, refusal } from './perform.js';
import { DEFAULT_LIMITS, type Limits, type RuntimePorts } from './ports.js';
import { prepareGateway, type StartProblem } from './prepare.js';
import { Programs, type PolicyProgram } from './program.js';
import { Roster } from './roster.js';
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

/** A gateway that can be run, with the state it goes on with. */
interface Adopted {
  readonly gateway: Gateway;
  /** By place of the policy; null for one without a program. */
  readonly programs: readonly (PolicyProgram | null)[];
  readonly state: GatewayState;
}

/** Runs the releases of a set of gateways: the loop around the pure engine, with the world behind ports. */
export class ReleaseRuntime {
  readonly #ports: RuntimePorts;
  readonly #limits: Limits;
  readonly #listeners = new Set<EventListener>();
  readonly #stopping = new AbortController();
  readonly #context: PassContext;
  readonly #roster: Roster;
  readonly #acting = new Set<Promise<unknown>>();
  #hasStarted = false;

  constructor(ports: RuntimePorts, limits: Partial<Limits> = {}) {
    this.#ports = ports;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    this.#context = {
      ports,
      limits: this.#limits,
      giveWay: ports.giveWay ?? (() => null),
      runs: () => this.#roster.runs,
      publish: (events) => {
        this.#publish(events);
      },
    };
    const { signal } = this.#stopping;
    this.#roster = new Roster((company) => loop(this.#context, company, signal), signal);
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
    const cache = new Programs();
    const prepared = gateways.map((gateway) => prepareGateway(gateway, catalogueOf(gateway), cache));
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
    await store.saveIntents(adopted.map(({ state, record, events }) => ({ state, record, told: events })));
    this.#hasStarted = true;
    const runs = adopted.map((each) => this.#run(each));
    for (const run of runs) this.#roster.serve(run);
    this.#publish(adopted.flatMap(({ events }) => events));
    this.#roster.begin(...runs);
    return { ok: true };
  }

  /** Ends the loop; resolves after the tick and the acts under way. The data plane goes on serving what it has. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#roster.ended();
    await Promise.all(this.#acting);
  }

  /**
   * An operator acts on a gateway: between two ticks, and stored when the promise resolves; or it is refused and nothing has
   * changed. The gateway is ticked at once then, which brings other weights to the data plane.
   * @param by who acts, for the log
   */
  async act(gateway: string, act: ReleaseAct, by: string): Promise<ActResult> {
    if (this.#stopping.signal.aborted) return refusal('outside', 'the runtime is stopping');
    const acting = this.#roster.inTurn(gateway, (run) => perform(this.#context, run, { act, by }));
    this.#acting.add(acting);
    try {
      return (await acting) ?? refusal('unknown', `there is no gateway \`${gateway}\``);
    } finally {
      this.#acting.delete(acting);
    }
  }

  /** How a gateway stands now; null where the runtime does not have it. */
  status(gateway: string): GatewayStatus | null {
    const run = this.#roster.find(gateway);
    return run === null ? null : statusOf(run.gateway, run.state);
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

  #run({ gateway, programs, state }: Adopted): GatewayRun {
    const identity = state.release?.identity;
    return {
      gateway,
      target: this.#ports.targetOf(gateway),
      source: this.#ports.sourceOf(gateway),
      inquiries:
        identity === undefined
          ? []
          : gateway.policies.map((policy, place) =>
              inquire(gateway, policy, programs[place] ?? null, identity),
            ),
      state,
      nextAt: this.#ports.clock.now(),
      warnings: [],
    };
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
