import type { MetricCatalogue } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import type { Gateway, Version } from '../config/gateway.js';
import type { GiveWay } from '../event-loop/give-way.js';
import type { MetricSource } from '../metrics/source.js';
import type { RouteTarget } from '../routing/target.js';
import type { Store } from '../store/store.js';
import type { Readiness, WebhookAnswer } from './observation.js';
import type { RouteShares } from './shares.js';

/** Port: the time, and the only way to let it pass. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when `signal` is aborted; never rejects. */
  sleep(duration: Milliseconds, signal: AbortSignal): Promise<void>;
}

/** Port: whether a version can take traffic. */
export interface ReadinessProbe {
  /** Resolves within a moment; rejects only when `signal` is aborted. */
  probe(gateway: Gateway, version: Version, signal: AbortSignal): Promise<Readiness>;
}

/** What a webhook is asked at a gate. */
export interface GateQuestion {
  /** The same however often it is asked, and after a restart. */
  readonly id: string;
  /** By its name in the runtime's configuration. */
  readonly webhook: string;
  readonly gateway: string;
  readonly gate: string;
  readonly stable: string;
  readonly candidate: string | null;
  /** The weights as they are. */
  readonly routes: readonly RouteShares[];
  /** What the release waits for, in words. */
  readonly reason: string;
  readonly askedAt: number;
}

/** Port: asks webhooks at gates. */
export interface GateKeeper {
  /** True for the name of a webhook that it can ask. */
  knows(webhook: string): boolean;
  /**
   * Resolves with the answer, however long that takes; it asks again where there is none, and tells `trouble` why. Rejects only
   * when `signal` is aborted.
   */
  ask(
    question: GateQuestion,
    trouble: (message: string) => void,
    signal: AbortSignal,
  ): Promise<WebhookAnswer>;
}

/** Everything that the runtime needs of the world. What is opened for it is also closed by whoever opened it. */
export interface RuntimePorts {
  readonly clock: Clock;
  readonly store: Store;
  readonly readiness: ReadinessProbe;
  /** Without it the gates of webhooks are answered by people. */
  readonly gateKeeper?: GateKeeper;
  /** Gateways with one target share the object. */
  readonly targetOf: (gateway: Gateway) => RouteTarget;
  /** Gateways with one source share the object, so that their reads go out together. Null for a gateway without metrics. */
  readonly sourceOf: (gateway: Gateway) => MetricSource | null;
  /** Null where the gateway's metric names are open. */
  readonly catalogueOf: (gateway: Gateway) => MetricCatalogue | null;
  /** Lets others have the event loop between the pieces of a long pass; without it a pass has it for as long as it takes. */
  readonly giveWay?: GiveWay;
  /** Is told of faults of the program itself, which must not stop a release: a log. */
  readonly report: (fault: unknown, during: string) => void;
}

/** What the runtime keeps to: how long it waits for an answer at most, whatever bounds the ports have of their own. */
export interface Limits {
  /** So many releases are under way at once. */
  readonly releases: number;
  readonly source: Milliseconds;
  /** To apply or to observe weights. */
  readonly target: Milliseconds;
  /** To start or adopt a data plane. */
  readonly serve: Milliseconds;
  readonly readiness: Milliseconds;
}

/** Longer than any port needs that is well: the ports' own timeouts are shorter. */
export const DEFAULT_LIMITS: Limits = {
  releases: Number.POSITIVE_INFINITY,
  source: 30_000,
  target: 10_000,
  serve: 30_000,
  readiness: 5_000,
};
