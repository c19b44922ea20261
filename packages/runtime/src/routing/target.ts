import type { Address, Gateway } from '../config/gateway.js';
import type { Weights } from '../config/weights.js';

/** What a gateway's routes send where: the one thing that a release changes. */
export interface Routing {
  readonly gateway: string;
  /** By route name, in the order of the gateway's file. */
  readonly routes: ReadonlyMap<string, Weights>;
}

/** Something outside failed: the data plane, its socket, its process. The message is for people. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/** Port: a data plane that serves one runtime's gateways. Every call is bounded by its own timeout and by `signal`. */
export type RouteTarget = SharedTarget | SeparateTarget;

/** A data plane with one configuration for all gateways of a runtime. */
export interface SharedTarget extends TargetCalls {
  readonly serving: 'whole';
  /**
   * Makes the data plane serve exactly these gateways with this routing, without dropping a request that is under way;
   * adopts what an earlier process of the same runtime left running. Idempotent.
   * @throws TargetError
   */
  serve(gateways: readonly Gateway[], routings: readonly Routing[], signal: AbortSignal): Promise<void>;
}

/** What has to be known of a gateway that is no more: it need not be one that could be served. */
export type LeftGateway = Pick<Gateway, 'name' | 'namespace' | 'target'>;

/** A data plane on which no gateway depends on another: what goes wrong with one is no business of the others. */
export interface SeparateTarget extends TargetCalls {
  readonly serving: 'each';
  /**
   * Makes the data plane serve these gateways, as they are described here, with this routing; others are left as they are.
   * Idempotent.
   * @throws TargetError
   */
  serve(gateways: readonly Gateway[], routings: readonly Routing[], signal: AbortSignal): Promise<void>;
  /**
   * Gives up a gateway that is no more, as its description says: what the data plane has stays there or goes.
   * @throws TargetError
   */
  leave(gateway: LeftGateway, signal: AbortSignal): Promise<void>;
}

/** What is asked of every data plane. */
export interface TargetCalls {
  readonly kind: string;
  /** Shares are whole multiples of this many hundredths of a percent; the check refuses others. */
  readonly quantum: number;
  /**
   * Sets the weights of one gateway's routes and returns only when the data plane has them. Idempotent.
   * @throws TargetError
   */
  apply(routing: Routing, signal: AbortSignal): Promise<void>;
  /**
   * What the data plane really has for this gateway now; null where it does not serve it.
   * @throws TargetError
   */
  observe(gateway: string, signal: AbortSignal): Promise<Routing | null>;
  /** Where the gateway accepts requests; null before `serve`. */
  address(gateway: string): Address | null;
  /** Where the target's own metrics can be scraped; null where it has none. */
  metricsUrl(): string | null;
  /** Releases what this process holds. A data plane of its own (HAProxy) goes on serving. */
  close(): Promise<void>;
}

/** What a target's own configuration says now and what `serve` would make of it. */
export interface ConfigurationChange {
  /** Null before the first `serve`. */
  readonly before: string | null;
  readonly after: string;
}

/** A target on this machine, which the runtime starts itself: it can say what it would do and can be ended. */
export interface StandaloneTarget extends SharedTarget {
  /**
   * What `serve` would write with these arguments, touching nothing; null where the target keeps no configuration.
   * @throws TargetError
   */
  configurationChange(
    gateways: readonly Gateway[],
    routings: readonly Routing[],
  ): Promise<ConfigurationChange | null>;
  /**
   * Ends the data plane itself and then closes: for demonstrations and tests, and to take a gateway out of service.
   * @throws TargetError
   */
  shutdown(signal: AbortSignal): Promise<void>;
}
