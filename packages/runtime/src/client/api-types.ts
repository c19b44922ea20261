/* Generated from docs/openapi.json by `npm run docs`. */
/* eslint-disable */

/** What is sent and answered, by its name in the API's description. */
export interface Schemas {
  readonly Problem: { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly diagnostics?: readonly { readonly file?: string; readonly code: string; readonly severity: ("error" | "warning" | "info"); readonly message: string; readonly start: number; readonly end: number; readonly line: number; readonly column: number; readonly related?: readonly { readonly file: string; readonly message: string; readonly start: number; readonly end: number; readonly line: number; readonly column: number; }[]; readonly fixes?: readonly { readonly title: string; readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string; }[]; }[]; }[]; };
  readonly Diagnostic: { readonly code: string; readonly severity: ("error" | "warning" | "info"); readonly message: string; readonly start: number; readonly end: number; readonly line: number; readonly column: number; readonly related?: readonly { readonly file: string; readonly message: string; readonly start: number; readonly end: number; readonly line: number; readonly column: number; }[]; readonly fixes?: readonly { readonly title: string; readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string; }[]; }[]; };
  readonly Gateway: { readonly apiVersion: ("lamia/v1" | "lamia.dev/v1"); readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>>; }; readonly kind: ("Gateway"); readonly spec: { readonly application: string; readonly hosts?: readonly string[]; readonly listen?: (number | string); readonly balance?: string; readonly healthCheck?: ({ readonly type: ("http"); readonly path?: string; readonly host?: string; readonly status?: (number | string); readonly port?: number; readonly interval?: string; readonly timeout?: string; readonly failures?: number; readonly successes?: number; } | { readonly type: ("tcp"); readonly port?: number; readonly interval?: string; readonly timeout?: string; readonly failures?: number; readonly successes?: number; }); readonly sticky?: ("none" | "version" | "instance" | "source" | "route"); readonly tls?: { readonly certificates: readonly string[]; readonly listen?: (number | string); }; readonly target: ({ readonly kind: ("embedded"); } | { readonly kind: ("haproxy"); readonly directory?: string; readonly exporter?: string; } | { readonly kind: ("istio"); readonly gateways?: readonly string[]; readonly adopt?: string; readonly onDelete?: ("keep" | "remove"); readonly force?: boolean; readonly discover?: { readonly service?: string; readonly port?: number; }; } | { readonly kind: ("gateway-api"); readonly parents?: readonly { readonly kind?: ("Gateway" | "Service"); readonly name: string; readonly namespace?: string; readonly sectionName?: string; readonly port?: number; }[]; readonly adopt?: string; readonly onDelete?: ("keep" | "remove"); readonly force?: boolean; readonly discover?: { readonly service?: string; readonly port?: number; }; } | { readonly kind: ("gloo"); readonly object?: ("VirtualService" | "RouteTable"); readonly adopt?: string; readonly onDelete?: ("keep" | "remove"); readonly force?: boolean; readonly discover?: { readonly service?: string; readonly port?: number; }; }); readonly versions?: Readonly<Record<string, { readonly address?: string; readonly endpoints?: readonly string[]; readonly discover?: ({ readonly kind: ("file"); readonly path: string; readonly interval?: string; } | { readonly kind: ("dns"); readonly name: string; readonly port: number; readonly server?: string; readonly interval?: string; } | { readonly kind: ("srv"); readonly name: string; readonly server?: string; readonly interval?: string; }); readonly service?: string; readonly port?: number; readonly labels?: Readonly<Record<string, string>>; }>>; readonly baseline: string; readonly candidate?: string; readonly metrics?: { readonly source: ({ readonly kind: ("prometheus"); readonly url: string; readonly timeout?: string; readonly bearerTokenFile?: string; readonly basicAuth?: { readonly username: string; readonly passwordFile: string; }; readonly caFile?: string; readonly allowPromql?: boolean; readonly queriesPerSecond?: number; readonly breaker?: { readonly failures?: number; readonly pause?: string; readonly longestPause?: string; }; } | { readonly kind: ("scrape"); readonly urls?: readonly string[]; readonly timeout?: string; }); readonly provider?: string; readonly window?: string; readonly scrapeInterval?: string; readonly scope?: ("gateway" | "route"); }; readonly routes: readonly { readonly name: string; readonly condition?: string; readonly weights: Readonly<Record<string, (number | string)>>; readonly mirror?: { readonly version: string; readonly percent?: (number | string); }; }[]; readonly policies?: readonly ({ readonly type: ("time"); readonly routes?: readonly string[]; readonly interval?: string; readonly step?: (number | string); readonly start?: (number | string); readonly target?: string; readonly minimumRequests?: number; readonly failures?: { readonly consecutive?: number; readonly total?: number; }; readonly budgets?: { readonly noData?: { readonly for?: string; readonly then?: ("hold" | "rollback"); }; readonly sourceErrors?: { readonly for?: string; readonly then?: ("hold" | "rollback"); }; }; readonly deadline?: (string | Readonly<Record<string, unknown>>); readonly readyTimeout?: string; readonly rollback?: ("gradual" | "immediate"); readonly observe?: boolean; readonly gates?: readonly ({ readonly type: ("manual"); readonly at: (number | string); readonly name?: string; readonly timeout?: string; readonly then?: ("hold" | "rollback"); } | { readonly type: ("webhook"); readonly at: (number | string); readonly name?: string; readonly timeout?: string; readonly then?: ("hold" | "rollback"); readonly webhook?: string; })[]; readonly freeze?: readonly { readonly days?: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from?: string; readonly to?: string; readonly timeZone?: string; }[]; } | { readonly type: ("health"); readonly routes?: readonly string[]; readonly interval?: string; readonly step?: (number | string); readonly start?: (number | string); readonly target?: string; readonly minimumRequests?: number; readonly failures?: { readonly consecutive?: number; readonly total?: number; }; readonly budgets?: { readonly noData?: { readonly for?: string; readonly then?: ("hold" | "rollback"); }; readonly sourceErrors?: { readonly for?: string; readonly then?: ("hold" | "rollback"); }; }; readonly deadline?: (string | Readonly<Record<string, unknown>>); readonly readyTimeout?: string; readonly rollback?: ("gradual" | "immediate"); readonly observe?: boolean; readonly gates?: readonly ({ readonly type: ("manual"); readonly at: (number | string); readonly name?: string; readonly timeout?: string; readonly then?: ("hold" | "rollback"); } | { readonly type: ("webhook"); readonly at: (number | string); readonly name?: string; readonly timeout?: string; readonly then?: ("hold" | "rollback"); readonly webhook?: string; })[]; readonly freeze?: readonly { readonly days?: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from?: string; readonly to?: string; readonly timeZone?: string; }[]; readonly expression?: string; readonly limit?: (number | string); readonly floor?: (number | string); } | { readonly type: ("metric"); readonly routes?: readonly string[]; readonly interval?: string; readonly step?: (number | string); readonly start?: (number | string); readonly target?: string; readonly minimumRequests?: number; readonly failures?: { readonly consecutive?: number; readonly total?: number; }; readonly budgets?: { readonly noData?: { readonly for?: string; readonly then?: ("hold" | "rollback"); }; readonly sourceErrors?: { readonly for?: string; readonly then?: ("hold" | "rollback"); }; }; readonly deadline?: (string | Readonly<Record<string, unknown>>); readonly readyTimeout?: string; readonly rollback?: ("gradual" | "immediate"); readonly observe?: boolean; readonly gates?: readonly ({ readonly type: ("manual"); readonly at: (number | string); readonly name?: string; readonly timeout?: string; readonly then?: ("hold" | "rollback"); } | { readonly type: ("webhook"); readonly at: (number | string); readonly name?: string; readonly timeout?: string; readonly then?: ("hold" | "rollback"); readonly webhook?: string; })[]; readonly freeze?: readonly { readonly days?: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from?: string; readonly to?: string; readonly timeZone?: string; }[]; readonly expression: string; readonly goal?: ("highest" | "lowest"); readonly tolerance?: number; } | { readonly type: ("custom"); readonly routes?: readonly string[]; readonly interval?: string; readonly step?: (number | string); readonly start?: (number | string); readonly target?: string; readonly minimumRequests?: number; readonly failures?: { readonly consecutive?: number; readonly total?: number; }; readonly budgets?: { readonly noData?: { readonly for?: string; readonly then?: ("hold" | "rollback"); }; readonly sourceErrors?: { readonly for?: string; readonly then?: ("hold" | "rollback"); }; }; readonly deadline?: (string | Readonly<Record<string, unknown>>); readonly readyTimeout?: string; readonly rollback?: ("gradual" | "immediate"); readonly observe?: boolean; readonly gates?: readonly ({ readonly type: ("manual"); readonly at: (number | string); readonly name?: string; readonly timeout?: string; readonly then?: ("hold" | "rollback"); } | { readonly type: ("webhook"); readonly at: (number | string); readonly name?: string; readonly timeout?: string; readonly then?: ("hold" | "rollback"); readonly webhook?: string; })[]; readonly freeze?: readonly { readonly days?: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from?: string; readonly to?: string; readonly timeZone?: string; }[]; readonly expression: string; })[]; readonly freeze?: readonly { readonly days?: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[]; readonly from?: string; readonly to?: string; readonly timeZone?: string; }[]; }; };
  readonly GatewayList: { readonly gateways: readonly Schemas["GatewayStatus"][]; readonly next: (string | null); };
  readonly GatewayStatus: { readonly name: string; readonly namespace: string; readonly application: string; readonly target: string; readonly address: (string | null); readonly origin: ("file" | "api"); readonly described: ({ readonly by: string; readonly at: string; } | null); readonly revision: string; readonly phase: (("Pending" | "Progressing" | "RollingBack" | "Waiting" | "Paused" | "Promoted" | "RolledBack" | "Held" | "Superseded") | null); readonly reason: string; readonly stable: string; readonly candidate: (string | null); readonly startedAt: (string | null); readonly step: number; readonly routes: readonly Schemas["RouteWeights"][]; readonly confirmed: ({ readonly step: number; readonly routes: readonly Schemas["RouteWeights"][]; readonly at: string; } | null); readonly outage: ({ readonly since: string; readonly message: string; } | null); readonly gates: readonly { readonly name: string; readonly at: string; readonly type: ("manual" | "webhook"); readonly since: string; }[]; readonly leftover: readonly string[]; };
  readonly RouteWeights: { readonly name: string; readonly weights: Readonly<Record<string, number>>; };
  readonly WeightsChange: { readonly route: string; readonly step?: number; readonly weights: Readonly<Record<string, (number | string)>>; };
  readonly Approval: { readonly gate?: string; readonly approved?: boolean; };
  readonly Retirement: { readonly version: string; };
  readonly HookPaths: { readonly flagger: string; readonly argo: string; };
  readonly DecisionList: { readonly decisions: readonly Schemas["Decision"][]; };
  readonly Decision: { readonly at: string; readonly keeping: ("change" | "heartbeat" | "ring"); readonly phase: (string | null); readonly step: number; readonly shift: (string | null); readonly operation: ({ readonly by: string; readonly act: unknown; } | null); readonly drift: unknown; readonly outcome: string; readonly reason: string; readonly routes: readonly Schemas["RouteWeights"][]; readonly policies: readonly Schemas["PolicyDecision"][]; };
  readonly PolicyDecision: { readonly policy: number; readonly type: string; readonly observed: boolean; readonly outcome: string; readonly reason: string; readonly inputs: readonly Schemas["ReadValue"][]; readonly scores: readonly { readonly version: string; readonly value: (number | null); }[]; readonly trace: unknown; };
  readonly ReadValue: { readonly read: string; readonly value: (number | null); readonly unknown: (string | null); };
  readonly ReleaseEvent: { readonly kind: string; readonly gateway: string; readonly at: number; readonly reason: string; };
  readonly CheckRequest: { readonly source: string; readonly kind?: ("decision" | "score" | "condition" | "gateway" | "policy"); readonly versions?: readonly string[]; readonly baseline?: string; readonly candidate?: string; readonly catalogue?: ("embedded" | "haproxy" | "istio" | "envoy" | "linkerd"); };
  readonly CheckReport: { readonly ok: boolean; readonly error?: string; readonly files: readonly { readonly file: string; readonly kind: (string | null); readonly diagnostics: readonly Schemas["Diagnostic"][]; }[]; };
  readonly FormatRequest: { readonly source: string; };
  readonly Formatted: { readonly text: string; readonly changed: boolean; };
  readonly EvaluateRequest: { readonly source: string; readonly metrics: Readonly<Record<string, unknown>>; readonly versions?: readonly string[]; readonly baseline?: string; readonly candidate?: string; readonly catalogue?: ("embedded" | "haproxy" | "istio" | "envoy" | "linkerd"); readonly window?: string; readonly goal?: ("highest" | "lowest"); readonly explain?: boolean; };
  readonly Evaluation: ({ readonly kind: ("decision"); readonly decided: boolean; readonly result: (string | null); readonly unknown: readonly { readonly read: string; readonly reason: string; }[]; readonly trace: unknown; } | { readonly kind: ("score"); readonly values: Readonly<Record<string, (number | null)>>; readonly best: (string | null); readonly unknown: readonly { readonly read: string; readonly reason: string; }[]; readonly traces?: unknown; });
  readonly MatchRequest: { readonly source: string; readonly request: Readonly<Record<string, unknown>>; };
  readonly Match: { readonly matches: boolean; readonly plain: boolean; readonly reason?: string; readonly trace: unknown; };
  readonly CompileRequest: { readonly source: string; readonly target: ("rules" | "istio" | "gateway-api" | "gloo" | "haproxy" | "envoy"); readonly targetVersion?: string; readonly profile?: ("re2-full" | "core"); readonly split?: boolean; readonly name?: string; readonly host?: string; readonly to?: Readonly<Record<string, (number | string)>>; readonly otherwise?: Readonly<Record<string, (number | string)>>; };
  readonly Compiled: { readonly rules?: readonly unknown[]; readonly objects?: readonly unknown[]; readonly config?: string; readonly diagnostics: readonly Schemas["Diagnostic"][]; };
  readonly Project: { readonly name: string; };
  readonly Cluster: { readonly name: string; readonly project: string; };
  readonly VirtualCluster: { readonly name: string; readonly cluster: string; };
  readonly Application: { readonly name: string; readonly virtualCluster: string; readonly gateways: readonly string[]; };
  readonly Deployment: { readonly name: string; readonly virtualCluster: string; readonly application: string; readonly version: string; readonly gateway: string; readonly labels: Readonly<Record<string, string>>; };
  readonly Service: { readonly name: string; readonly virtualCluster: string; readonly application: string; readonly version: string; readonly gateway: string; readonly addresses: readonly string[]; };
  readonly Ingress: { readonly name: string; readonly virtualCluster: string; readonly gateway: string; readonly hosts: readonly string[]; readonly address: (string | null); };
  readonly Metric: { readonly name: string; readonly description: string; readonly unit: string; readonly kind: string; readonly statistics: readonly string[]; };
  readonly MetricsCatalogue: { readonly name: string; readonly description: string; readonly metrics: readonly Schemas["Metric"][]; readonly unavailable: Readonly<Record<string, string>>; };
  readonly Verdict: { readonly verdict: ("go" | "wait" | "halt"); readonly value: number; readonly gateway: string; readonly phase: (string | null); readonly stable: string; readonly candidate: (string | null); readonly reason: string; };
  readonly Runtime: { readonly version: string; readonly caller: { readonly name: string; readonly role: ("viewer" | "operator" | "admin"); }; readonly now: string; };
  readonly Traffic: { readonly window: (number | null); readonly samples: readonly Schemas["TrafficSample"][]; };
  readonly TrafficSample: { readonly at: string; readonly versions: Readonly<Record<string, { readonly requests: (number | null); readonly errors: (number | null); readonly unknown: (string | null); }>>; };
  readonly ValuesRequest: { readonly source: string; readonly kind?: ("decision" | "score" | "condition"); };
  readonly LiveValues: { readonly at: string; readonly age: number; readonly source: (("prometheus" | "scrape") | null); readonly provider: (string | null); readonly window: (number | null); readonly versions: readonly string[]; readonly baseline: string; readonly candidate: (string | null); readonly kind: ("decision" | "score" | "condition"); readonly diagnostics: readonly Schemas["Diagnostic"][]; readonly values: readonly Schemas["LiveValue"][]; };
  readonly LiveValue: { readonly read: string; readonly version: (string | null); readonly value: (number | null); readonly unit: (string | null); readonly assumed: boolean; readonly unknown: ({ readonly reason: ("no-series" | "nan" | "infinite" | "divide-by-zero" | "many-series" | "too-few" | "source-failed"); readonly detail: (string | null); } | null); readonly queries: readonly string[]; };
  readonly GatewayPast: { readonly recording: (string | null); readonly why: (string | null); readonly lines: number; readonly warnings: readonly string[]; };
  readonly GatewayDetails: { readonly name: string; readonly namespace: string; readonly application: string; readonly target: string; readonly address: (string | null); readonly origin: ("file" | "api"); readonly described: ({ readonly by: string; readonly at: string; } | null); readonly revision: string; readonly phase: (("Pending" | "Progressing" | "RollingBack" | "Waiting" | "Paused" | "Promoted" | "RolledBack" | "Held" | "Superseded") | null); readonly reason: string; readonly stable: string; readonly candidate: (string | null); readonly startedAt: (string | null); readonly step: number; readonly routes: readonly Schemas["RouteWeights"][]; readonly confirmed: ({ readonly step: number; readonly routes: readonly Schemas["RouteWeights"][]; readonly at: string; } | null); readonly outage: ({ readonly since: string; readonly message: string; } | null); readonly gates: readonly { readonly name: string; readonly at: string; readonly type: ("manual" | "webhook"); readonly since: string; }[]; readonly leftover: readonly string[]; readonly values: readonly Schemas["SeenValue"][]; };
  readonly SeenValue: { readonly policy: number; readonly read: string; readonly value: (number | null); readonly unknown: (string | null); readonly at: string; };
}

/** What each operation wants and gives. */
export interface Operations {
  readonly listGateways: {
    readonly path: {};
    readonly query: { readonly namespace?: string; readonly application?: string; readonly limit?: number; readonly after?: string; };
    readonly body: null;
    readonly answer: Schemas["GatewayList"];
  };
  readonly getGateway: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: Schemas["Gateway"];
  };
  readonly putGateway: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly dryRun?: boolean; };
    readonly body: Schemas["Gateway"];
    readonly answer: Schemas["Gateway"];
  };
  readonly deleteGateway: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: null;
  };
  readonly getGatewayStatus: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: Schemas["GatewayDetails"];
  };
  readonly getGatewayHooks: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: Schemas["HookPaths"];
  };
  readonly setGatewayWeights: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly dryRun?: boolean; };
    readonly body: Schemas["WeightsChange"];
    readonly answer: Schemas["GatewayStatus"];
  };
  readonly pauseGateway: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly dryRun?: boolean; };
    readonly body: {  };
    readonly answer: Schemas["GatewayStatus"];
  };
  readonly resumeGateway: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly dryRun?: boolean; };
    readonly body: {  };
    readonly answer: Schemas["GatewayStatus"];
  };
  readonly promoteGateway: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly dryRun?: boolean; };
    readonly body: {  };
    readonly answer: Schemas["GatewayStatus"];
  };
  readonly rollbackGateway: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly dryRun?: boolean; };
    readonly body: {  };
    readonly answer: Schemas["GatewayStatus"];
  };
  readonly approveGateway: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly dryRun?: boolean; };
    readonly body: Schemas["Approval"];
    readonly answer: Schemas["GatewayStatus"];
  };
  readonly retireGatewayVersion: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly dryRun?: boolean; };
    readonly body: Schemas["Retirement"];
    readonly answer: Schemas["GatewayStatus"];
  };
  readonly listGatewayDecisions: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly limit?: number; };
    readonly body: null;
    readonly answer: Schemas["DecisionList"];
  };
  readonly getGatewayTraffic: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: Schemas["Traffic"];
  };
  readonly readGatewayValues: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; };
    readonly body: Schemas["ValuesRequest"];
    readonly answer: Schemas["LiveValues"];
  };
  readonly recordGatewayPast: {
    readonly path: { readonly name: string; };
    readonly query: { readonly namespace?: string; readonly span?: ("15m" | "1h" | "6h"); };
    readonly body: null;
    readonly answer: Schemas["GatewayPast"];
  };
  readonly streamEvents: {
    readonly path: {};
    readonly query: { readonly gateway?: string; readonly namespace?: string; };
    readonly body: null;
    readonly answer: string;
  };
  readonly check: {
    readonly path: {};
    readonly query: {};
    readonly body: Schemas["CheckRequest"];
    readonly answer: Schemas["CheckReport"];
  };
  readonly format: {
    readonly path: {};
    readonly query: {};
    readonly body: Schemas["FormatRequest"];
    readonly answer: Schemas["Formatted"];
  };
  readonly evaluate: {
    readonly path: {};
    readonly query: {};
    readonly body: Schemas["EvaluateRequest"];
    readonly answer: Schemas["Evaluation"];
  };
  readonly match: {
    readonly path: {};
    readonly query: {};
    readonly body: Schemas["MatchRequest"];
    readonly answer: Schemas["Match"];
  };
  readonly compile: {
    readonly path: {};
    readonly query: {};
    readonly body: Schemas["CompileRequest"];
    readonly answer: Schemas["Compiled"];
  };
  readonly listProjects: {
    readonly path: {};
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: { readonly projects: readonly Schemas["Project"][]; };
  };
  readonly listClusters: {
    readonly path: {};
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: { readonly clusters: readonly Schemas["Cluster"][]; };
  };
  readonly listVirtualClusters: {
    readonly path: {};
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: { readonly virtualClusters: readonly Schemas["VirtualCluster"][]; };
  };
  readonly listApplications: {
    readonly path: {};
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: { readonly applications: readonly Schemas["Application"][]; };
  };
  readonly listDeployments: {
    readonly path: {};
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: { readonly deployments: readonly Schemas["Deployment"][]; };
  };
  readonly listServices: {
    readonly path: {};
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: { readonly services: readonly Schemas["Service"][]; };
  };
  readonly listIngresses: {
    readonly path: {};
    readonly query: { readonly namespace?: string; };
    readonly body: null;
    readonly answer: { readonly ingresses: readonly Schemas["Ingress"][]; };
  };
  readonly listMetricsCatalogues: {
    readonly path: {};
    readonly query: { readonly gateway?: string; readonly provider?: ("embedded" | "haproxy" | "istio" | "envoy" | "linkerd"); };
    readonly body: null;
    readonly answer: { readonly catalogues: readonly Schemas["MetricsCatalogue"][]; };
  };
  readonly askForFlagger: {
    readonly path: { readonly name: string; };
    readonly query: { readonly ask?: ("go" | "rollback"); };
    readonly body: Readonly<Record<string, unknown>>;
    readonly answer: Schemas["Verdict"];
  };
  readonly askForFlaggerBySecret: {
    readonly path: { readonly name: string; readonly secret: string; };
    readonly query: { readonly ask?: ("go" | "rollback"); };
    readonly body: Readonly<Record<string, unknown>>;
    readonly answer: Schemas["Verdict"];
  };
  readonly askForArgo: {
    readonly path: { readonly name: string; };
    readonly query: {};
    readonly body: null;
    readonly answer: Schemas["Verdict"];
  };
  readonly askForArgoBySecret: {
    readonly path: { readonly name: string; readonly secret: string; };
    readonly query: {};
    readonly body: null;
    readonly answer: Schemas["Verdict"];
  };
  readonly getRuntime: {
    readonly path: {};
    readonly query: {};
    readonly body: null;
    readonly answer: Schemas["Runtime"];
  };
  readonly isAlive: {
    readonly path: {};
    readonly query: {};
    readonly body: null;
    readonly answer: string;
  };
  readonly isReady: {
    readonly path: {};
    readonly query: {};
    readonly body: null;
    readonly answer: string;
  };
  readonly getMetrics: {
    readonly path: {};
    readonly query: {};
    readonly body: null;
    readonly answer: string;
  };
  readonly getOpenApi: {
    readonly path: {};
    readonly query: {};
    readonly body: null;
    readonly answer: { readonly openapi: string; };
  };
}

/** Where each operation is. */
export const OPERATIONS = {
  listGateways: { method: 'GET', at: '/api/v1/gateways' },
  getGateway: { method: 'GET', at: '/api/v1/gateways/{name}' },
  putGateway: { method: 'PUT', at: '/api/v1/gateways/{name}' },
  deleteGateway: { method: 'DELETE', at: '/api/v1/gateways/{name}' },
  getGatewayStatus: { method: 'GET', at: '/api/v1/gateways/{name}/status' },
  getGatewayHooks: { method: 'GET', at: '/api/v1/gateways/{name}/hooks' },
  setGatewayWeights: { method: 'PUT', at: '/api/v1/gateways/{name}/weights' },
  pauseGateway: { method: 'POST', at: '/api/v1/gateways/{name}/pause' },
  resumeGateway: { method: 'POST', at: '/api/v1/gateways/{name}/resume' },
  promoteGateway: { method: 'POST', at: '/api/v1/gateways/{name}/promote' },
  rollbackGateway: { method: 'POST', at: '/api/v1/gateways/{name}/rollback' },
  approveGateway: { method: 'POST', at: '/api/v1/gateways/{name}/approve' },
  retireGatewayVersion: { method: 'POST', at: '/api/v1/gateways/{name}/retire' },
  listGatewayDecisions: { method: 'GET', at: '/api/v1/gateways/{name}/decisions' },
  getGatewayTraffic: { method: 'GET', at: '/api/v1/gateways/{name}/traffic' },
  readGatewayValues: { method: 'POST', at: '/api/v1/gateways/{name}/values' },
  recordGatewayPast: { method: 'GET', at: '/api/v1/gateways/{name}/past' },
  streamEvents: { method: 'GET', at: '/api/v1/events' },
  check: { method: 'POST', at: '/api/v1/check' },
  format: { method: 'POST', at: '/api/v1/format' },
  evaluate: { method: 'POST', at: '/api/v1/evaluate' },
  match: { method: 'POST', at: '/api/v1/match' },
  compile: { method: 'POST', at: '/api/v1/compile' },
  listProjects: { method: 'GET', at: '/api/v1/projects' },
  listClusters: { method: 'GET', at: '/api/v1/clusters' },
  listVirtualClusters: { method: 'GET', at: '/api/v1/virtual-clusters' },
  listApplications: { method: 'GET', at: '/api/v1/applications' },
  listDeployments: { method: 'GET', at: '/api/v1/deployments' },
  listServices: { method: 'GET', at: '/api/v1/services' },
  listIngresses: { method: 'GET', at: '/api/v1/ingresses' },
  listMetricsCatalogues: { method: 'GET', at: '/api/v1/metrics-catalogue' },
  askForFlagger: { method: 'POST', at: '/api/v1/hooks/flagger/{name}' },
  askForFlaggerBySecret: { method: 'POST', at: '/api/v1/hooks/flagger/{name}/{secret}' },
  askForArgo: { method: 'GET', at: '/api/v1/hooks/argo/{name}' },
  askForArgoBySecret: { method: 'GET', at: '/api/v1/hooks/argo/{name}/{secret}' },
  getRuntime: { method: 'GET', at: '/api/v1/runtime' },
  isAlive: { method: 'GET', at: '/healthz' },
  isReady: { method: 'GET', at: '/readyz' },
  getMetrics: { method: 'GET', at: '/metrics' },
  getOpenApi: { method: 'GET', at: '/api/v1/openapi.json' },
} as const;
