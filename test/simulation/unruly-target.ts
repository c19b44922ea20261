import type { Gateway } from '../../packages/runtime/src/config/gateway.js';
import { sameWeights, type Weights } from '../../packages/runtime/src/config/weights.js';
import type { FakeClock } from '../../packages/runtime/src/release/testing/clock.js';
import { SimulatedTarget } from '../../packages/runtime/src/release/testing/simulated-target.js';
import { Exclusive } from '../../packages/runtime/src/routing/exclusive.js';
import { TargetError, type Routing } from '../../packages/runtime/src/routing/target.js';
import type { Journal } from './journal.js';
import type { TargetMode } from './scenario.js';
import type { Traffic } from './traffic.js';

/** Longer than the runtime waits for a data plane. */
const LATE = 25_000;
const SLOW = 3_000;

/** A data plane that serves the traffic of its world, keeps a journal, and goes wrong in the ways that a scenario says. */
export class UnrulyTarget extends SimulatedTarget {
  mode: TargetMode = 'well';
  /** What was asked for and is not done yet. */
  #late: readonly { readonly at: number; readonly routing: Routing }[] = [];

  /** By which descriptions it serves gateways. */
  readonly #descriptions = new Map<string, Gateway>();
  /** What changes it comes one after the other, as with data planes that there are. */
  #turns = new Exclusive();

  /** What it served last of each gateway, also where it serves nothing now. */
  readonly #last = new Map<string, Routing['routes']>();

  constructor(
    private readonly clock: FakeClock,
    private readonly journal: Journal,
    private readonly traffic: ReadonlyMap<string, Traffic>,
    quantum: number,
  ) {
    super(quantum);
  }

  override serve(
    gateways: readonly Gateway[],
    routings: readonly Routing[],
    signal: AbortSignal,
  ): Promise<void> {
    this.journal.note({ kind: 'asked', routings });
    return this.#inTurn(signal, () => {
      this.keepOnly(routings);
      this.#descriptions.clear();
      for (const gateway of gateways) this.#descriptions.set(gateway.name, gateway);
      for (const routing of routings) this.#look(routing);
      if (this.mode === 'deaf') return;
      for (const routing of routings) this.#take(routing);
    });
  }

  override async apply(routing: Routing, signal: AbortSignal): Promise<void> {
    this.journal.note({ kind: 'asked', routings: [routing] });
    if (this.mode === 'late') {
      this.#late = [...this.#late, { at: this.clock.elapsed() + LATE, routing }];
      return forever();
    }
    await this.#inTurn(signal, () => {
      if (!this.isServing(routing.gateway)) throw new TargetError('the gateway is not served');
      this.#look(routing);
      if (this.mode !== 'deaf') this.#take(routing);
    });
  }

  override async observe(gateway: string, signal: AbortSignal): Promise<Routing | null> {
    await this.#answer(signal);
    if (this.mode === 'blind') throw new TargetError('it does not say what it has');
    this.pass();
    return super.observe(gateway);
  }

  /** Those by which it serves gateways now. */
  get descriptions(): ReadonlyMap<string, Gateway> {
    return this.#descriptions;
  }

  /** What a process that is dead was about to do does not happen. */
  beLeft(): void {
    this.#turns = new Exclusive();
  }

  /** Lets happen what was due, and the traffic flow as it is split. */
  pass(): void {
    const due = this.#late.filter(({ at }) => at <= this.clock.elapsed());
    this.#late = this.#late.filter(({ at }) => at > this.clock.elapsed());
    for (const { routing } of due) if (this.isServing(routing.gateway)) this.#set(routing, 'runtime');
    for (const [gateway, traffic] of this.traffic) traffic.flow(this.routes(gateway).values());
  }

  /** Somebody gives all of a gateway's traffic on one route to one version. */
  override edit(gateway: string, route: string, weights: Weights): void {
    this.#set({ gateway, routes: new Map(this.routes(gateway)).set(route, weights) }, 'hand');
  }

  override forget(): void {
    this.pass();
    super.forget();
    this.#descriptions.clear();
  }

  /** What hangs does so for ever, whoever waits for it or not; the next has its turn all the same. */
  async #inTurn(signal: AbortSignal, change: () => void): Promise<void> {
    const isStuck = await this.#turns.run(async () => {
      if (this.mode === 'hangs') return true;
      signal.throwIfAborted();
      await this.#answer(signal);
      change();
      return false;
    });
    if (isStuck) await forever();
  }

  async #answer(signal: AbortSignal): Promise<void> {
    this.pass();
    if (this.mode === 'hangs') return forever();
    if (this.mode === 'slow') await this.clock.sleep(SLOW, signal);
    if (this.mode === 'refuses') throw new TargetError('the socket is gone');
  }

  /** Real data planes refuse a share of a version that the gateway has not, at every tick, until somebody mends it. */
  #look({ gateway, routes }: Routing): void {
    const versions = this.#descriptions.get(gateway)?.versions.map(({ label }) => label);
    const labels = [...routes.values()].flatMap((weights) => [...weights.keys()]);
    const unknown = labels.find((label) => versions?.includes(label) === false);
    if (unknown === undefined) return;
    const fault = new TargetError(`${gateway} has no version ${unknown}`);
    this.journal.note({ kind: 'fault', fault, during: 'what the data plane is asked for' });
    throw fault;
  }

  #take(routing: Routing): void {
    const [first] = routing.routes;
    const isPart = this.mode === 'partial' && first !== undefined;
    const routes = isPart ? new Map(this.routes(routing.gateway)).set(...first) : routing.routes;
    this.#set({ gateway: routing.gateway, routes }, 'runtime');
  }

  #set(routing: Routing, by: 'runtime' | 'hand'): void {
    this.pass();
    // While it serves nothing there are no requests, which mixes no weights.
    const before = this.#last.get(routing.gateway) ?? new Map<string, Weights>();
    const isSame = [...routing.routes].every(([name, weights]) =>
      sameWeights(weights, before.get(name) ?? new Map()),
    );
    this.place(routing);
    this.#last.set(routing.gateway, routing.routes);
    if (isSame) return;
    this.traffic.get(routing.gateway)?.noteChange();
    this.journal.note({ kind: 'served', routing, by });
  }
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
