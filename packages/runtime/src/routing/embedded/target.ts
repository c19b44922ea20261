import type { Milliseconds } from '../../config/duration.js';
import type { Address, Gateway } from '../../config/gateway.js';
import { Reach } from '../../discovery/reach.js';
import { Exclusive } from '../exclusive.js';
import { routingProblems } from '../routing-problems.js';
import { refuse, servable, type Servable } from '../servable.js';
import { TargetError, type Routing, type StandaloneTarget } from '../target.js';
import { doorKey, openDoor, type Door } from './door.js';
import { GatewayMetrics } from './gateway-metrics.js';
import { COPY_LIMITS, type CopyLimits } from './mirroring.js';
import { MetricsPage } from './metrics-page.js';
import type { Warn } from './refused-versions.js';
import { createReverseProxy, type ReverseProxy } from './reverse-proxy.js';
import { ServedGateway } from './served-gateway.js';

export interface EmbeddedOptions {
  /** How long an upstream may be silent before the client gets a 504. */
  readonly silence: Milliseconds;
  /** How long `close` waits for exchanges under way. */
  readonly grace: Milliseconds;
  /** Which addresses requests may be sent to; asked with each connection. */
  readonly reach: Reach;
  /** Hears what people should know of a gateway's versions. */
  readonly warn: Warn;
  /** What copies of requests may take. */
  readonly copies: CopyLimits;
}

const DEFAULTS: EmbeddedOptions = {
  silence: 60_000,
  grace: 2_000,
  reach: new Reach(),
  warn: () => undefined,
  copies: COPY_LIMITS,
};

/** A gateway to serve, and the object that serves it: the one from before, so that its turns go on. */
interface Wanted extends Servable {
  readonly served: ServedGateway;
}

/**
 * A data plane inside this process, for demonstrations and tests: its traffic ends with the process. Requests are split
 * exactly, and a change of weights or versions takes effect with the next request, without touching a connection.
 */
export class EmbeddedTarget implements StandaloneTarget {
  readonly serving = 'whole';
  readonly kind = 'embedded';
  /** Every hundredth of a percent can be split exactly. */
  readonly quantum = 1;
  readonly #grace: Milliseconds;
  readonly #metrics = new GatewayMetrics();
  readonly #metricsPage = new MetricsPage(this.#metrics);
  readonly #proxy: ReverseProxy;
  readonly #exclusive = new Exclusive();
  #gateways: ReadonlyMap<string, ServedGateway> = new Map();
  /** By `doorKey`: a gateway that takes over another's address takes over its open socket as well. */
  #doors: ReadonlyMap<string, Door> = new Map();

  constructor(options: Partial<EmbeddedOptions> = {}) {
    const { silence, grace, reach, warn, copies } = { ...DEFAULTS, ...options };
    this.#grace = grace;
    this.#proxy = createReverseProxy(this.#metrics, { silence, reach, warn, copies });
  }

  serve(gateways: readonly Gateway[], routings: readonly Routing[], signal: AbortSignal): Promise<void> {
    return this.#exclusive.run(async () => {
      signal.throwIfAborted();
      const wanted = servable(gateways, routings, this.quantum).map((pair) => ({
        ...pair,
        served: this.#gateways.get(pair.gateway.name) ?? new ServedGateway(pair.gateway, pair.routing),
      }));
      await this.#metricsPage.open();
      await this.#openMissing(wanted);
      await this.#settle(wanted);
    });
  }

  apply(routing: Routing, signal: AbortSignal): Promise<void> {
    return this.#exclusive.run(() => {
      signal.throwIfAborted();
      const served = this.#gateways.get(routing.gateway);
      if (served === undefined) throw new TargetError(`gateway \`${routing.gateway}\` is not served here`);
      refuse(routingProblems(served.gateway, routing, this.quantum));
      served.split(routing);
      return Promise.resolve();
    });
  }

  observe(gateway: string, signal: AbortSignal): Promise<Routing | null> {
    signal.throwIfAborted();
    return Promise.resolve(this.#gateways.get(gateway)?.routing() ?? null);
  }

  address(gateway: string): Address | null {
    const served = this.#gateways.get(gateway);
    return served === undefined ? null : (this.#doors.get(doorKey(served.gateway))?.address ?? null);
  }

  metricsUrl(): string | null {
    return this.#metricsPage.url;
  }

  configurationChange(): Promise<null> {
    return Promise.resolve(null);
  }

  close(): Promise<void> {
    return this.#exclusive.run(async () => {
      await this.#settle([]);
      await this.#metricsPage.close(this.#grace);
      this.#proxy.close();
    });
  }

  shutdown(): Promise<void> {
    return this.close();
  }

  /** Opens the doors that are not open yet; when one cannot be, none of them stays open. */
  async #openMissing(wanted: readonly Wanted[]): Promise<void> {
    const opened = new Map<string, Door>();
    try {
      for (const { gateway, served } of wanted) {
        for (const { label } of gateway.versions) {
          for (const { name } of gateway.routes) this.#metrics.announce(gateway.application, label, name);
        }
        const key = doorKey(gateway);
        if (!this.#doors.has(key)) opened.set(key, await openDoor(served, this.#proxy));
      }
    } catch (error) {
      await Promise.all([...opened.values()].map((door) => door.close(0)));
      throw error;
    }
    this.#doors = new Map([...this.#doors, ...opened]);
  }

  /** Puts each gateway behind its door, all at once, and closes the doors that are left over. */
  async #settle(wanted: readonly Wanted[]): Promise<void> {
    const before = this.#doors;
    for (const { gateway, routing, served } of wanted) {
      served.update(gateway, routing);
      const door = before.get(doorKey(gateway));
      if (door !== undefined) door.served = served;
    }
    const needed = new Set(wanted.map(({ gateway }) => doorKey(gateway)));
    this.#gateways = new Map(wanted.map(({ gateway, served }) => [gateway.name, served]));
    this.#doors = new Map([...before].filter(([key]) => needed.has(key)));
    const left = [...before].filter(([key]) => !needed.has(key));
    await Promise.all(left.map(([, door]) => door.close(this.#grace)));
  }
}
