import type { Address, TargetSpec } from '../config/gateway.js';
import { QUANTA } from '../config/rules/granularity.js';
import type { Gateway } from '../config/gateway.js';
import { hostPort } from '../routing/host-port.js';
import type { Routing, SharedTarget } from '../routing/target.js';

/** Stands in for a data plane at `--dry-run`: it takes every weight, remembers it, and moves no traffic. */
export class RehearsalTarget implements SharedTarget {
  readonly serving = 'whole';
  readonly kind: string;
  readonly quantum: number;
  readonly #spec: TargetSpec;
  #routings = new Map<string, Routing>();

  constructor(spec: TargetSpec) {
    this.kind = spec.kind;
    this.quantum = QUANTA[spec.kind];
    this.#spec = spec;
  }

  serve(_gateways: readonly Gateway[], routings: readonly Routing[]): Promise<void> {
    this.#routings = new Map(routings.map((routing) => [routing.gateway, routing]));
    return Promise.resolve();
  }

  apply(routing: Routing): Promise<void> {
    this.#routings.set(routing.gateway, routing);
    return Promise.resolve();
  }

  observe(gateway: string): Promise<Routing | null> {
    return Promise.resolve(this.#routings.get(gateway) ?? null);
  }

  address(): Address | null {
    return null;
  }

  metricsUrl(): string | null {
    return rehearsalPage(this.#spec);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * The page of the real data plane, where its file says where that is: what is decided rests on real traffic. Null where only
 * the data plane itself would tell, which a rehearsal does not start.
 */
export function rehearsalPage(spec: TargetSpec): string | null {
  const exporter = spec.kind === 'haproxy' ? spec.exporter : null;
  return exporter === null || exporter.port === 0 ? null : `http://${hostPort(exporter)}/metrics`;
}
