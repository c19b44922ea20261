import type { Milliseconds } from '../../config/duration.js';
import type { Gateway } from '../../config/gateway.js';
import { weightsText } from '../../config/weights.js';
import { MemoryStore } from '../../store/memory.js';
import type { Store } from '../../store/store.js';
import type { ReleaseEvent } from '../events.js';
import type { Readiness } from '../observation.js';
import type { Limits, RuntimePorts } from '../ports.js';
import { ReleaseRuntime, type StartResult } from '../runtime.js';
import { FakeClock } from './clock.js';
import { SimulatedSource } from './simulated-source.js';
import { SimulatedTarget } from './simulated-target.js';

/** A runtime in a world of its own: everything it needs, in memory, under a test's control. */
export class World {
  readonly clock = new FakeClock();
  readonly target = new SimulatedTarget();
  readonly source = new SimulatedSource(this.target);
  readonly events: ReleaseEvent[] = [];
  readonly faults: unknown[] = [];
  readiness: Readiness = { ready: true };
  readonly runtime: ReleaseRuntime;

  constructor(
    ports: Partial<RuntimePorts> = {},
    limits: Partial<Limits> = {},
    store: Store = new MemoryStore(),
  ) {
    this.runtime = new ReleaseRuntime(
      {
        clock: this.clock,
        store,
        readiness: { probe: () => Promise.resolve(this.readiness) },
        targetOf: () => this.target,
        sourceOf: () => this.source,
        catalogueOf: () => null,
        report: (fault) => this.faults.push(fault),
        ...ports,
      },
      limits,
    );
    this.runtime.subscribe((event) => this.events.push(event));
  }

  async start(...gateways: readonly Gateway[]): Promise<StartResult> {
    const result = await this.runtime.start(gateways);
    await this.clock.rest();
    return result;
  }

  async run(duration: Milliseconds): Promise<void> {
    await this.clock.advance(duration);
  }

  /** Stops the runtime; a port that hangs is waited for no longer than its limit. */
  async stop(): Promise<void> {
    const stopped = this.runtime.stop();
    await this.clock.advance(120_000);
    await stopped;
  }

  /** The candidate's share after each change of the weights that the data plane was given, in percent. */
  shares(version = 'version2', route = 'default', gateway = 'shop'): readonly number[] {
    return this.target.history
      .filter((routing) => routing.gateway === gateway)
      .map((routing) => (routing.routes.get(route)?.get(version) ?? 0) / 100);
  }

  weights(gateway = 'shop'): string {
    return weightsText(this.target.weights(gateway));
  }

  reasons(kind: ReleaseEvent['kind']): readonly string[] {
    return this.events.filter((event) => event.kind === kind).map((event) => event.reason);
  }
}
