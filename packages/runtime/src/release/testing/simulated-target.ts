import type { Address, Gateway } from '../../config/gateway.js';
import { sameWeights, type Weights } from '../../config/weights.js';
import { TargetError, type Routing, type SharedTarget } from '../../routing/target.js';

type Call = 'serve' | 'apply' | 'observe';

/** A data plane in memory that outlives the runtimes which use it, and that can be made to fail. */
export class SimulatedTarget implements SharedTarget {
  readonly serving = 'whole';
  readonly kind = 'simulated';
  /** Every routing that differed from what there was before, in order. */
  readonly history: Routing[] = [];
  readonly calls: Call[] = [];
  /** What it says to every call; null: it works. */
  failure: string | null = null;
  /** Gateways whose calls never end. */
  readonly hanging = new Set<string>();
  readonly #routings = new Map<string, Routing>();

  constructor(readonly quantum = 1) {}

  serve(_gateways: readonly Gateway[], routings: readonly Routing[], _signal?: AbortSignal): Promise<void> {
    this.calls.push('serve');
    if (this.failure !== null) return Promise.reject(new TargetError(this.failure));
    this.keepOnly(routings);
    for (const routing of routings) this.#set(routing);
    return Promise.resolve();
  }

  apply(routing: Routing, _signal?: AbortSignal): Promise<void> {
    this.calls.push('apply');
    if (this.hanging.has(routing.gateway)) return new Promise(() => undefined);
    if (this.failure !== null) return Promise.reject(new TargetError(this.failure));
    if (!this.#routings.has(routing.gateway)) return Promise.reject(new TargetError('not served'));
    this.#set(routing);
    return Promise.resolve();
  }

  observe(gateway: string, _signal?: AbortSignal): Promise<Routing | null> {
    this.calls.push('observe');
    if (this.hanging.has(gateway)) return new Promise(() => undefined);
    if (this.failure !== null) return Promise.reject(new TargetError(this.failure));
    return Promise.resolve(this.#routings.get(gateway) ?? null);
  }

  address(): Address | null {
    return null;
  }

  metricsUrl(): string | null {
    return null;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Somebody else changes the weights; not part of the history. */
  edit(gateway: string, route: string, weights: Weights): void {
    this.place({ gateway, routes: new Map(this.routes(gateway)).set(route, weights) });
  }

  /** It loses all that it was told, as a process does that dies. */
  forget(): void {
    this.#routings.clear();
  }

  /** The shares of a route now; none before it is served. */
  weights(gateway = 'shop', route = 'default'): Weights {
    return this.routes(gateway).get(route) ?? new Map();
  }

  /** The shares of all routes now. */
  routes(gateway: string): Routing['routes'] {
    return this.#routings.get(gateway)?.routes ?? new Map();
  }

  /** The names of all gateways that it serves now. */
  served(): readonly string[] {
    return [...this.#routings.keys()];
  }

  isServing(gateway: string): boolean {
    return this.#routings.has(gateway);
  }

  /** It serves no other gateways from now on. */
  protected keepOnly(routings: readonly Routing[]): void {
    const served = new Set(routings.map(({ gateway }) => gateway));
    for (const gateway of this.#routings.keys()) if (!served.has(gateway)) this.#routings.delete(gateway);
  }

  /** It has this from now on, whoever wants it. */
  protected place(routing: Routing): void {
    this.#routings.set(routing.gateway, routing);
  }

  #set(routing: Routing): void {
    const before = this.#routings.get(routing.gateway);
    this.place(routing);
    const isSame =
      before !== undefined &&
      [...routing.routes].every(([route, weights]) =>
        sameWeights(weights, before.routes.get(route) ?? new Map()),
      );
    if (!isSame) this.history.push(routing);
  }
}
