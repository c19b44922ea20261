/** What a setting is where the file says nothing; the founding documents' numbers where they gave one. */
export const DEFAULTS = {
  namespace: 'default',
  /** Hundredths of a percent. */
  step: 1_000,
  interval: 10_000,
  minimumRequests: { time: 0, health: 50, metric: 50, custom: 50 },
  /** What health is: the share of requests that were answered with 2xx. */
  health: 'external_upstream_rq_2xx / upstream_rq_total',
  /** The greatest healthy share of errors, and what an unhealthy candidate keeps; hundredths of a percent. */
  limit: 2_000,
  floor: 0,
  goal: 'highest',
  tolerance: 0.001,
  budget: { for: 600_000, then: 'hold' },
  deadlineEnds: 'rollback',
  readyTimeout: 600_000,
  gateEnds: 'hold',
  rollback: 'gradual',
  window: 60_000,
  scrapeInterval: { prometheus: 15_000, scrape: 5_000 },
  scope: 'gateway',
  sourceTimeout: 5_000,
  queriesPerSecond: 50,
  breaker: { failures: 5, pause: 10_000, longestPause: 120_000 },
  /** Of a service in a cluster that names none. */
  servicePort: 80,
  istioGateways: ['mesh'],
  glooObject: 'VirtualService',
  onDelete: 'keep',
  balance: 'roundrobin',
  discoverInterval: 5_000,
  tcpBalance: 'leastconn',
  healthCheck: {
    path: '/',
    host: 'localhost',
    status: '200-399',
    interval: 2_000,
    timeout: 1_000,
    failures: 3,
    successes: 2,
  },
} as const satisfies Readonly<Record<string, number | string | object>>;
