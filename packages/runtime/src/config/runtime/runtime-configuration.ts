import type { Milliseconds } from '../duration.js';
import type { BasicAuthSpec } from '../gateway.js';

/** Where a secret is kept; it is read when it is wanted, and never shown. */
export type SecretSpec =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'environment'; readonly name: string };

/** How much an event matters; a notifier hears of its own level and of those after it. */
export const LEVELS = ['info', 'warning', 'error'] as const;
export type Level = (typeof LEVELS)[number];

interface Notifier {
  /** By which messages call it. */
  readonly name: string;
  /** Where it is told; a secret, since whoever knows it can write there. */
  readonly url: SecretSpec;
  readonly level: Level;
  /** Of these gateways only, `shop` or `shop-*`; null for all. */
  readonly gateways: readonly string[] | null;
  readonly timeout: Milliseconds;
}

export interface SlackNotifier extends Notifier {
  readonly kind: 'slack';
}

export interface WebhookNotifier extends Notifier {
  readonly kind: 'webhook';
  readonly signingKey: SecretSpec;
}

export type NotifierSpec = SlackNotifier | WebhookNotifier;

/** A webhook that is asked at gates; gateways know it by name only. */
export interface WebhookSpec {
  readonly name: string;
  /** Where it is asked; a secret, since whoever knows it may be answered. */
  readonly url: SecretSpec;
  readonly signingKey: SecretSpec;
  /** Of one request; the gate says how long an answer is waited for. */
  readonly timeout: Milliseconds;
}

/** A Prometheus that gateways of a cluster may read, and how: teams that write gateways know its address only. */
export interface PrometheusServer {
  /** By which messages call it. */
  readonly name: string;
  readonly url: string;
  readonly bearerToken: SecretSpec | null;
  readonly basicAuth: BasicAuthSpec | null;
  /** Certificates to trust in place of the system's. */
  readonly caFile: string | null;
}

/** What a runtime is told by whoever runs it, and by nobody through its API. */
export interface RuntimeConfiguration {
  readonly notifiers: readonly NotifierSpec[];
  readonly webhooks: readonly WebhookSpec[];
  /** For a controller; gateways of files say for themselves how their sources are read. */
  readonly prometheus: readonly PrometheusServer[];
  /** So many releases are under way at once; null for any number. */
  readonly maxReleases: number | null;
  /** Where versions may be; null for anywhere that is not forbidden to all. */
  readonly upstreams: readonly string[] | null;
  /** The folder of the certificates of all gateways; null: each has them in the folder of its own file. */
  readonly certificates: string | null;
}

/** Of a runtime without a configuration file. */
export const NO_CONFIGURATION: RuntimeConfiguration = {
  notifiers: [],
  webhooks: [],
  prometheus: [],
  maxReleases: null,
  upstreams: null,
  certificates: null,
};
