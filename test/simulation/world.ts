import type { Milliseconds } from '../../packages/runtime/src/config/duration.js';
import type { Gateway } from '../../packages/runtime/src/config/gateway.js';
import { FULL, type Weights } from '../../packages/runtime/src/config/weights.js';
import type { ReleaseAct } from '../../packages/runtime/src/release/operate/operate.js';
import { FakeClock } from '../../packages/runtime/src/release/testing/clock.js';
import {
  Crash,
  crashingKeeper,
  crashingProbe,
  crashingSource,
  crashingStore,
  crashingTarget,
} from '../../packages/runtime/src/release/testing/crashing.js';
import { ReleaseRuntime } from '../../packages/runtime/src/release/runtime.js';
import type { GatewayState } from '../../packages/runtime/src/release/state.js';
import type { SharedTarget } from '../../packages/runtime/src/routing/target.js';
import { Guests } from './guests.js';
import { Journal } from './journal.js';
import { answerAtGates } from './people.js';
import { PROGRAMS } from './programs.js';
import {
  BEGIN,
  type Cast,
  type Change,
  type Character,
  type Incident,
  type Order,
  type Scenario,
  type Spell,
} from './scenario.js';
import { Traffic } from './traffic.js';
import { UnrulyKeeper } from './unruly-keeper.js';
import { UnrulySource } from './unruly-source.js';
import { UnrulyStore } from './unruly-store.js';
import { UnrulyTarget } from './unruly-target.js';

/** Whoever looks after the process starts it again after this long. */
const RESTART: Milliseconds = 5_000;
/** Who gives the orders. */
export const OPERATOR = 'olga';
/** Longer than any tick can take. */
const STOPPING: Milliseconds = 180_000;

/** A process: dead once it was killed or stopped, which its ports would notice. */
class Process extends Crash {
  isClosed = false;

  constructor(private readonly journal: Journal) {
    super();
  }

  override around<T>(call: () => Promise<T>): Promise<T> {
    if (this.isClosed) this.journal.note({ kind: 'stray' });
    return super.around(call);
  }
}

/** Clock, traffic, metric source, data plane and store of one scenario, and the processes that run in it one after the other. */
export class SimulatedWorld {
  readonly clock = new FakeClock(BEGIN);
  readonly journal = new Journal(() => this.clock.elapsed());
  readonly traffic: ReadonlyMap<string, Traffic>;
  readonly target: UnrulyTarget;
  readonly source: UnrulySource;
  readonly store: UnrulyStore;
  readonly keeper: UnrulyKeeper;
  /** What processes get as their data plane; a test puts something between. */
  seenTarget: SharedTarget;
  readonly #casts: readonly Cast[];
  readonly #gateways: readonly Gateway[];
  /** Of everybody who may be there. */
  readonly #names: readonly string[];
  readonly #guests: Guests;
  #isReady = true;
  #process: Process;
  #runtime: ReleaseRuntime | null = null;
  /** True once it has been started. */
  #isAtWork = false;
  /** Why the process could not start; null while it runs. */
  #failure: unknown = null;

  constructor({ casts, guests, quantum }: Pick<Scenario, 'casts' | 'guests' | 'quantum'>) {
    const { clock, journal } = this;
    const all = [...casts, ...guests.flatMap(({ forms }) => forms)];
    this.#casts = all;
    this.#gateways = casts.map(({ gateway }) => gateway);
    this.#names = [...new Set(all.map(({ gateway }) => gateway.name))];
    this.#guests = new Guests(guests, clock, journal);
    this.traffic = new Map(this.#names.map((name) => [name, trafficOf(name, all, clock)]));
    this.target = new UnrulyTarget(clock, journal, this.traffic, quantum);
    this.source = new UnrulySource(clock, this.target, this.traffic);
    this.store = new UnrulyStore(clock, journal);
    this.keeper = new UnrulyKeeper(clock, (gateway, gate) => this.#characterAt(gateway, gate));
    this.seenTarget = this.target;
    this.#process = new Process(journal);
  }

  /** Starts a process. */
  begin(): void {
    const { journal } = this;
    const process = new Process(journal);
    const store = crashingStore(this.store, process);
    const source = crashingSource(this.source, process);
    const target = crashingTarget(this.seenTarget, process);
    const probe = () =>
      Promise.resolve(
        this.#isReady ? { ready: true as const } : { ready: false as const, reason: 'it is not' },
      );
    const runtime = new ReleaseRuntime(
      {
        clock: this.clock,
        store,
        readiness: crashingProbe({ probe }, process),
        gateKeeper: crashingKeeper(this.keeper, process),
        targetOf: () => target,
        sourceOf: () => source,
        catalogueOf: () => null,
        report: (fault, during) => {
          journal.note({ kind: 'fault', fault, during });
        },
      },
      {},
      PROGRAMS,
    );
    runtime.subscribe((event) => {
      journal.note({ kind: 'told', event });
    });
    journal.life += 1;
    journal.note({ kind: 'process', what: 'began' });
    this.#process = process;
    this.#runtime = runtime;
    this.#isAtWork = false;
    this.#failure = null;
    const start = async () => runtime.start([...this.#gateways, ...(await this.#guests.in(store))]);
    start().then(
      (result) => {
        if (result.ok) this.#isAtWork = true;
        else this.#failure = result.problems;
      },
      (error: unknown) => {
        this.#failure = error;
      },
    );
    void answerAtGates(this.#casts, runtime, this.clock, () => process.isOver || process.isClosed);
  }

  /** Lets a spell be, with whatever happens in it; a process that ends is started again. */
  async live(spell: Spell): Promise<void> {
    const { source, target, store, keeper, isReady, diesAfter, changes, orders, incidents } = spell;
    this.source.mode = source;
    this.target.mode = target;
    this.store.mode = store;
    this.keeper.mode = keeper;
    this.#isReady = isReady;
    for (const incident of incidents) await this.#befall(incident);
    if (diesAfter !== null) this.#process.after(diesAfter);
    // A process that has just begun has its gateways a moment later.
    if (changes.length + orders.length > 0) await this.clock.rest();
    for (const change of changes) this.#change(change);
    for (const order of orders) this.#order(order);
    await this.run(spell.seconds * 1000);
  }

  /** Lets time pass, at most until it is enough; a process that ends on the way is started again. */
  async run(duration: Milliseconds, isEnough: () => boolean = () => false): Promise<void> {
    const end = this.clock.elapsed() + duration;
    while (this.clock.elapsed() < end && !isEnough()) {
      await this.clock.advance(end - this.clock.elapsed(), () => this.#isDown() || isEnough());
      if (this.#isDown()) await this.#startAgain();
    }
  }

  /** Ends the process in good order. */
  async stop(): Promise<void> {
    const process = this.#process;
    let isStopped = false;
    const stopped = this.#runtime?.stop().then(() => {
      isStopped = true;
    });
    await this.clock.advance(STOPPING, () => isStopped || process.isOver);
    if (!process.isOver) {
      await stopped;
      this.journal.note({ kind: 'process', what: 'stopped' });
    }
    process.isClosed = true;
  }

  /** Nothing is wrong any more. */
  heal(): void {
    this.source.mode = 'well';
    this.target.mode = 'well';
    this.store.mode = 'well';
    this.keeper.mode = 'well';
    this.#isReady = true;
    this.#process.after(Number.POSITIVE_INFINITY);
  }

  /** What is stored of every gateway. */
  states(): Promise<readonly GatewayState[]> {
    return this.store.load();
  }

  /** The names of the guests that the runtime has. */
  running(): readonly string[] {
    return this.#names.filter((name) => !this.#isFixed(name) && this.#runtime?.status(name) !== null);
  }

  #isFixed(name: string): boolean {
    return this.#gateways.some((gateway) => gateway.name === name);
  }

  /** Nobody can ask anything of a process before it is at work. */
  #change(change: Change): void {
    if (this.#runtime !== null && this.#isAtWork && !this.#isDown()) this.#guests.want(change, this.#runtime);
  }

  /** An operator asks for something, and waits for the answer no longer than the process lives. */
  #order(order: Order): void {
    const runtime = this.#runtime;
    if (runtime === null || this.#isDown()) return;
    for (const name of this.#names) {
      const gateway = this.#casts.find((cast) => cast.gateway.name === name)?.gateway;
      if (gateway === undefined) continue;
      runtime.act(name, actOf(order, gateway), OPERATOR).then(
        (result) => {
          this.journal.note({ kind: 'answered', gateway: name, order, result });
        },
        (fault: unknown) => {
          this.journal.note({ kind: 'fault', fault, during: `the order to ${order}` });
        },
      );
    }
  }

  #characterAt(gateway: string, gate: string): Character {
    const cast = this.#casts.find((each) => each.gateway.name === gateway && each.characters.has(gate));
    return cast?.characters.get(gate) ?? 'silent';
  }

  #isDown(): boolean {
    return this.#process.isOver || this.#failure !== null;
  }

  async #startAgain(): Promise<void> {
    this.journal.note({ kind: 'process', what: this.#failure === null ? 'killed' : 'failed' });
    this.#process.isClosed = true;
    this.clock.forgetSleepers();
    this.target.beLeft();
    await this.clock.advance(RESTART);
    this.begin();
  }

  async #befall(incident: Incident): Promise<void> {
    switch (incident) {
      case 'restarted':
        if (!this.#isDown()) await this.stop();
        this.clock.forgetSleepers();
        this.target.beLeft();
        this.begin();
        return;
      case 'edited':
        for (const gateway of this.#gateways) this.#edit(gateway);
        return;
      case 'forgets':
        this.target.forget();
        return;
      default:
        this.target.pass();
        this.clock.set(incident.clockSetBy * 1000);
    }
  }

  /** Somebody gives all traffic of the first route to the last version, past the runtime. */
  #edit(gateway: Gateway): void {
    const { route, weights } = allToLast(gateway);
    if (this.target.isServing(gateway.name)) this.target.edit(gateway.name, route, weights);
  }
}

/** All traffic of the first route for the last version. */
function allToLast({ routes, versions }: Gateway): { readonly route: string; readonly weights: Weights } {
  const last = versions.at(-1)?.label;
  const weights = new Map(versions.map(({ label }) => [label, label === last ? FULL : 0] as const));
  return { route: routes[0]?.name ?? '', weights };
}

function actOf(order: Order, gateway: Gateway): ReleaseAct {
  switch (order) {
    case 'pause':
    case 'resume':
    case 'promote':
    case 'rollback':
      return { kind: order };
    case 'weights':
      return { kind: 'weights', ...allToLast(gateway) };
    case 'approve':
    case 'refuse':
      return { kind: 'approve', gate: null, approved: order === 'approve' };
  }
}

/** The requests to a gateway, be it that it is described in several ways one after the other. */
function trafficOf(name: string, all: readonly Cast[], clock: FakeClock): Traffic {
  const forms = all.filter(({ gateway }) => gateway.name === name);
  const behaviours = new Map(forms.flatMap((form) => [...form.behaviours]));
  return new Traffic(clock, forms[0]?.gateway.metrics?.scrapeInterval ?? RESTART, behaviours);
}
