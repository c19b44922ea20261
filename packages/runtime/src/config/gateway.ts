import type { Milliseconds } from './duration.js';
import type { Weights } from './weights.js';
import type { SecretSpec } from './runtime/runtime-configuration.js';

/** A gateway after its file was checked: canonical names, milliseconds, hundredths of a percent, nothing optional. */
export interface Gateway {
  readonly name: string;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly application: string;
  /** In lower case, without ports; empty for any. Requests for others get 404. */
  readonly hosts: readonly string[];
  /** Where a standalone target accepts requests; null where the data plane decides itself. */
  readonly listen: ListenAddress | null;
  readonly target: TargetSpec;
  /** How a standalone data plane treats connections and picks among the endpoints of a version. */
  readonly traffic: TrafficOptions;
  /** In the order of the file; the order breaks no ties (ties go by label). Empty while they are still to be found. */
  readonly versions: readonly Version[];
  readonly baseline: string;
  /** Null for a gateway that releases nothing: it then has no policies that need one, or its versions are still to be found. */
  readonly candidate: string | null;
  readonly metrics: MetricsSpec | null;
  readonly routes: readonly Route[];
  readonly policies: readonly Policy[];
}

export interface ListenAddress {
  /** Loopback unless the file writes an address. */
  readonly host: string;
  /** 0: a free one, told by the target once it listens. */
  readonly port: number;
  readonly protocol: Protocol;
}

/** What a gateway speaks: `https` is HTTP whose encryption ends at the gateway, `tcp` is whatever the connection carries. */
export type Protocol = 'http' | 'https' | 'tcp';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export type TargetSpec = StandaloneTargetSpec | ClusterTargetSpec;

/** Data planes that this runtime starts and commands itself. */
export type StandaloneTargetSpec = { readonly kind: 'embedded' } | HaproxyTargetSpec;

/** Data planes of a cluster, whose own objects say what goes where. */
export type ClusterTargetSpec = IstioTargetSpec | GatewayApiTargetSpec | GlooTargetSpec;

interface ClusterTargetBase {
  /** The name of a route object that others made and that is taken over; null: one of the gateway's own name is made. */
  readonly adopt: string | null;
  /** What becomes of the route object once the gateway is gone: left with its last weights, or removed if it was made here. */
  readonly onDelete: 'keep' | 'remove';
  /** Whether fields that others own are taken from them; otherwise the conflict is told. */
  readonly force: boolean;
  /** How versions are reached that are found among the deployments; null where the file writes its versions. */
  readonly discover: DiscoveredVersions | null;
}

/** Versions of an application by the labels `app`, `deployment` and `version` of its deployments. */
export interface DiscoveredVersions {
  /** In front of all versions; null for the service of the application's own name, or one service a version. */
  readonly service: string | null;
  readonly port: number;
}

export interface IstioTargetSpec extends ClusterTargetBase {
  readonly kind: 'istio';
  /** `mesh`, or gateways of Istio, those of other namespaces as `namespace/name`. */
  readonly gateways: readonly string[];
}

export interface GatewayApiTargetSpec extends ClusterTargetBase {
  readonly kind: 'gateway-api';
  /** Empty: the Gateway of the gateway's own name. */
  readonly parents: readonly RouteParent[];
}

/** What a route of the Gateway API hangs on. */
export interface RouteParent {
  readonly kind: 'Gateway' | 'Service';
  readonly name: string;
  /** Null: that of the gateway. */
  readonly namespace: string | null;
  /** A listener, or a port of the service by name; null for all. */
  readonly sectionName: string | null;
  readonly port: number | null;
}

export interface GlooTargetSpec extends ClusterTargetBase {
  readonly kind: 'gloo';
  /** A route table hangs on a virtual service of somebody else. */
  readonly object: 'VirtualService' | 'RouteTable';
}

export function isClusterTarget(kind: TargetSpec['kind']): kind is ClusterTargetSpec['kind'] {
  return kind === 'istio' || kind === 'gateway-api' || kind === 'gloo';
}

export interface HaproxyTargetSpec {
  readonly kind: 'haproxy';
  /** Folder for configuration, sockets and pid file; created with mode 0700. Null: one beside the state file. */
  readonly directory: string | null;
  /** Where HAProxy serves its own Prometheus exporter; null for none. */
  readonly exporter: Address | null;
  /** Whether conditions may hold raw ACLs: never the file's to say, only that of whoever runs it. */
  readonly rawAcls: boolean;
}

export interface TrafficOptions {
  readonly balance: BalanceMethod;
  /** Null: endpoints are taken to be well. */
  readonly healthCheck: HealthCheck | null;
  readonly sticky: Sticky;
  /** Null for a gateway that ends no encryption. */
  readonly tls: Tls | null;
}

/**
 * What later requests of one client stay with: the version or the endpoint that its first one got, by cookies, or whatever its
 * address hashes to. What has no share any more is left.
 */
export type Sticky = 'none' | 'version' | 'instance' | 'source';

export interface Tls {
  /** Where HTTPS is accepted beside plain HTTP; null where `listen` is all there is. */
  readonly listen: Address | null;
  /** Paths of files with a certificate, its chain and its key each; the first is for clients that name no other's host. */
  readonly certificates: readonly string[];
  /** The folder out of which none of them leads: that of the gateway's file, or the runtime's own for certificates. */
  readonly folder: string;
}

/** Of a gateway whose file asks for nothing else. */
export const PLAIN_TRAFFIC: TrafficOptions = {
  balance: 'roundrobin',
  healthCheck: null,
  sticky: 'none',
  tls: null,
};

/** How the next endpoint of a version is picked, in HAProxy's words; between versions nothing but the weights decides. */
export type BalanceMethod = FixedBalanceMethod | `hdr(${string})` | `url_param(${string})`;

export type FixedBalanceMethod =
  'roundrobin' | 'static-rr' | 'leastconn' | 'first' | 'random' | 'source' | 'uri';

/** How endpoints are watched: one that fails gets nothing, and its version keeps its share. */
export interface HealthCheck {
  /** Null: a connection is enough. */
  readonly request: HealthRequest | null;
  /** Where it is asked; null for the endpoint's own port. */
  readonly port: number | null;
  readonly interval: Milliseconds;
  readonly timeout: Milliseconds;
  /** In a row, after which an endpoint is left out. */
  readonly failures: number;
  /** In a row, after which it is back. */
  readonly successes: number;
}

export interface HealthRequest {
  readonly path: string;
  readonly host: string;
  /** The statuses of one that is well. */
  readonly status: { readonly from: number; readonly to: number };
}

export interface Version {
  readonly label: string;
  readonly endpoints: Endpoints;
  /** Labels of its pods, where versions share one service; null where each has its own. */
  readonly labels: ReadonlyMap<string, string> | null;
}

/** Where the instances of a version are. */
export type Endpoints = FixedEndpoints | DiscoveredEndpoints;

export interface FixedEndpoints {
  /** A list may have one item; data planes are ready for more of them then. */
  readonly kind: 'single' | 'list';
  /** At least one, none twice; in a cluster the name of the service. */
  readonly addresses: readonly Address[];
}

/** Endpoints that come and go by themselves, looked up again and again. */
export interface DiscoveredEndpoints {
  readonly kind: 'discovered';
  /** None is known before it is looked up. */
  readonly addresses: readonly Address[];
  readonly from: EndpointSource;
  readonly interval: Milliseconds;
}

export type EndpointSource =
  /** A line an address. */
  | { readonly kind: 'file'; readonly path: string }
  /** Every address of a name, at one port. */
  | { readonly kind: 'dns'; readonly name: string; readonly port: number; readonly server: Address | null }
  /** Every place of a service, each with its port. */
  | { readonly kind: 'srv'; readonly name: string; readonly server: Address | null };

/** The only address of a version, as everywhere but on HAProxy, or its first; null for one that has none. */
export function firstAddress({ endpoints: { addresses } }: Version): Address | null {
  return addresses[0] ?? null;
}

export interface MetricsSpec {
  readonly source: MetricSourceSpec;
  /** A built-in catalogue's name or a catalogue file's path. */
  readonly provider: string;
  /** The span of a read without `over`. */
  readonly window: Milliseconds;
  /** How often the source takes samples; two of them are the settling time after a weight change. */
  readonly scrapeInterval: Milliseconds;
  /** Whose requests metrics are about: all that a version has, or those of the routes that the policy moves. */
  readonly scope: 'gateway' | 'route';
}

export type MetricSourceSpec = PrometheusSourceSpec | ScrapeSourceSpec;

export interface PrometheusSourceSpec {
  readonly kind: 'prometheus';
  readonly url: string;
  readonly timeout: Milliseconds;
  /** Where secrets are kept; the secrets themselves are never in a gateway. */
  readonly bearerToken: SecretSpec | null;
  readonly basicAuth: BasicAuthSpec | null;
  readonly caFile: string | null;
  /** `promql "…"` reads escape a tenant's selectors and are off unless asked for. */
  readonly allowPromql: boolean;
  /** Queries a second at most, on average. */
  readonly queriesPerSecond: number;
  readonly breaker: BreakerSpec;
}

/** A name and where its password is kept. */
export interface BasicAuthSpec {
  readonly username: string;
  readonly password: SecretSpec;
}

/** When a source that fails is left alone, and for how long. */
export interface BreakerSpec {
  /** Ticks in a row without any answer. */
  readonly failures: number;
  readonly pause: Milliseconds;
  /** The pause doubles with every trial that fails, up to this. */
  readonly longestPause: Milliseconds;
}

export interface ScrapeSourceSpec {
  readonly kind: 'scrape';
  /** Pages in the exposition text format; null: the target's own exporter. */
  readonly urls: readonly string[] | null;
  readonly timeout: Milliseconds;
}

export interface Route {
  readonly name: string;
  /** Source text of a condition; null matches every request. */
  readonly condition: string | null;
  readonly weights: Weights;
  /** Null where nothing is copied. */
  readonly mirror: Mirror | null;
}

/** A version that gets copies of some of a route's requests, beside whatever takes them; its answers are thrown away. */
export interface Mirror {
  readonly version: string;
  /** How many are copied, in hundredths of a percent: 1 to 10 000. */
  readonly share: number;
}

export type Policy = TimePolicy | HealthPolicy | MetricPolicy | CustomPolicy;

/** The policies that have a program to judge by. */
export type JudgingPolicy = Exclude<Policy, TimePolicy>;

interface PolicyBase {
  /** Names of the routes whose weights it moves, in lock-step. */
  readonly routes: readonly string[];
  readonly interval: Milliseconds;
  /** Hundredths of a percent. */
  readonly step: number;
  /** The candidate's first, unjudged share in hundredths of a percent. */
  readonly start: number;
  readonly minimumRequests: number;
  /** Judged ticks decided against the candidate that end the release; null for no limit. */
  readonly failures: { readonly consecutive: number | null; readonly total: number | null };
  readonly budgets: { readonly noData: Budget; readonly sourceErrors: Budget };
  readonly deadline: Deadline | null;
  /** How long the release waits for its candidate to be ready before it is held. */
  readonly readyTimeout: Milliseconds;
  readonly rollback: 'gradual' | 'immediate';
  /** Evaluated and logged, never applied. */
  readonly observe: boolean;
  /** What the release waits for on its way, in the order of the file. */
  readonly gates: readonly Gate[];
  /** When nothing goes forward; the gateway's own windows are among them. */
  readonly freeze: readonly FreezeWindow[];
}

/** The days of the week as files name them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A time in which nothing goes forward: once, or again each week by the clocks of a place. */
export type FreezeWindow =
  | { readonly kind: 'once'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'weekly';
      /** On which it begins. */
      readonly days: readonly Weekday[];
      /** Minutes after midnight; where it ends no later than it begins, it ends on the next day. */
      readonly from: number;
      readonly to: number;
      readonly timeZone: string;
    };

/** Where a release waits until a person or a webhook lets it go on. */
export type Gate = ManualGate | WebhookGate;

interface GateBase {
  /** Unlike any other of the gateway. */
  readonly name: string;
  /**
   * Before a version other than stable gets so many hundredths of a percent or more of one of the policy's routes, before the
   * release is promoted, or before it is aborted.
   */
  readonly at: number | 'promotion' | 'rollback';
  /** How long an answer is waited for; null for as long as it takes. */
  readonly timeout: Milliseconds | null;
  /** What follows where it is refused or nobody answers in time. An abort that is refused holds; one that nobody answers goes on. */
  readonly then: 'hold' | 'rollback';
}

export interface ManualGate extends GateBase {
  readonly type: 'manual';
}

export interface WebhookGate extends GateBase {
  readonly type: 'webhook';
  /** The name of a webhook in the runtime's configuration. */
  readonly webhook: string;
}

export interface TimePolicy extends PolicyBase {
  readonly type: 'time';
}

/** Toward the candidate while it is healthy, back toward stable while it is not. */
export interface HealthPolicy extends PolicyBase {
  readonly type: 'health';
  /** Source text of a score: the share of requests that went well, from 0 to 1. */
  readonly expression: string;
  /** The greatest share of errors that is healthy, in hundredths of a percent. */
  readonly limit: number;
  /** The share in hundredths of a percent that an unhealthy candidate keeps, so that it can be seen to recover. */
  readonly floor: number;
}

/** Toward the version with the best score. */
export interface MetricPolicy extends PolicyBase {
  readonly type: 'metric';
  /** Source text of a score. */
  readonly expression: string;
  readonly goal: 'highest' | 'lowest';
  /** Scores that differ by no more than this are a tie; in the score's own unit. */
  readonly tolerance: number;
}

export interface CustomPolicy extends PolicyBase {
  readonly type: 'custom';
  /** Source text of a decision program. */
  readonly expression: string;
}

/** How long an unknown may last without a decided tick between, and what happens then. */
export interface Budget {
  readonly for: Milliseconds;
  readonly then: 'hold' | 'rollback';
}

export interface Deadline {
  readonly after: Milliseconds;
  readonly then: 'hold' | 'rollback';
}
