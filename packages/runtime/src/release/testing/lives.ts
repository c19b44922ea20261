import type { Gateway } from '../../config/gateway.js';
import { LibsqlStore } from '../../store/libsql/libsql-store.js';
import type { ReleaseEvent } from '../events.js';
import { ReleaseRuntime } from '../runtime.js';
import { FakeClock } from './clock.js';
import { Crash, crashingStore, crashingTarget } from './crashing.js';
import { SimulatedSource } from './simulated-source.js';
import { SimulatedTarget } from './simulated-target.js';

/** The processes that run one gateway one after the other, on one state file and one data plane that outlive them. */
export class Lives {
  readonly target = new SimulatedTarget();
  readonly source = new SimulatedSource(this.target);
  #crash = new Crash();
  readonly #clock = new FakeClock();
  #store: LibsqlStore | null = null;
  #runtime: ReleaseRuntime | null = null;
  #started: Promise<unknown> = Promise.resolve();
  #failure: unknown = null;
  #listener: (event: ReleaseEvent) => void = () => undefined;

  constructor(
    readonly gateway: Gateway,
    readonly file: string,
  ) {}

  /** True when there is no process: one was killed, or could not start because its data plane failed. */
  hasDied(): boolean {
    return this.#crash.isOver || this.#failure !== null;
  }

  subscribe(listener: (event: ReleaseEvent) => void): void {
    this.#listener = listener;
  }

  /** Starts a process, which `crash` ends. */
  begin(crash: Crash = new Crash()): void {
    const store = LibsqlStore.open(this.file);
    const target = crashingTarget(this.target, crash);
    const runtime = new ReleaseRuntime({
      clock: this.#clock,
      store: crashingStore(store, crash),
      readiness: { probe: () => Promise.resolve({ ready: true }) },
      targetOf: () => target,
      sourceOf: () => this.source,
      catalogueOf: () => null,
      report: (fault) => {
        throw fault;
      },
    });
    runtime.subscribe((event) => {
      this.#listener(event);
    });
    this.#crash = crash;
    this.#store = store;
    this.#runtime = runtime;
    this.#failure = null;
    // A start that the process dies in never ends.
    this.#started = runtime.start([this.gateway]).catch((error: unknown) => {
      this.#failure = error;
    });
  }

  /** Lets time pass, at most until the process dies. */
  async run(seconds: number, isEnough: () => boolean = () => false): Promise<void> {
    for (let second = 0; second < seconds && !this.hasDied() && !isEnough(); second += 1) {
      await this.#clock.advance(1_000);
    }
  }

  /** Ends the process if it has not died yet. Of a dead one nothing is left but what its store had. */
  async end(): Promise<void> {
    if (!this.hasDied()) {
      const stopped = this.#started.then(() => this.#runtime?.stop());
      await this.#clock.advance(120_000);
      // It may die while it stops.
      if (!this.hasDied()) await stopped;
    }
    // A store of this test's own process has to be let go of, as the operating system does it for a killed one.
    await this.#store?.close();
    this.#clock.forgetSleepers();
    await this.#clock.advance(1_000);
  }
}
