import type { Address, Gateway } from '../../config/gateway.js';
import { TargetError, type LeftGateway, type Routing, type SeparateTarget } from '../../routing/target.js';

/** A data plane in memory that serves each gateway by itself, as those of a cluster do. */
export class SimulatedSeparateTarget implements SeparateTarget {
  readonly serving = 'each';
  readonly kind = 'simulated';
  readonly quantum = 1;
  /** Gateways as they were served last, with what they have now. */
  readonly served = new Map<string, { readonly gateway: Gateway; readonly routing: Routing }>();
  /** How often each was served. */
  readonly count = new Map<string, number>();
  /** Gateways that cannot be served. */
  readonly broken = new Set<string>();
  readonly left: string[] = [];

  serve(gateways: readonly Gateway[], routings: readonly Routing[]): Promise<void> {
    for (const [place, gateway] of gateways.entries()) {
      const { name } = gateway;
      this.count.set(name, (this.count.get(name) ?? 0) + 1);
      const routing = routings[place];
      if (this.broken.has(name) || routing === undefined) {
        return Promise.reject(new TargetError(`the route of ${name} was refused`));
      }
      this.served.set(name, { gateway, routing });
    }
    return Promise.resolve();
  }

  leave({ name }: LeftGateway): Promise<void> {
    this.left.push(name);
    return Promise.resolve();
  }

  apply(routing: Routing): Promise<void> {
    const served = this.served.get(routing.gateway);
    if (served === undefined) return Promise.reject(new TargetError('not served'));
    this.served.set(routing.gateway, { ...served, routing });
    return Promise.resolve();
  }

  observe(gateway: string): Promise<Routing | null> {
    return Promise.resolve(this.served.get(gateway)?.routing ?? null);
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
}
