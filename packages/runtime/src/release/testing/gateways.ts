import { PLAIN_TRAFFIC } from '../../config/gateway.js';
import type {
  CustomPolicy,
  Gateway,
  HealthPolicy,
  MetricPolicy,
  Policy,
  Route,
  TimePolicy,
} from '../../config/gateway.js';
import type { Weights } from '../../config/weights.js';

const SECOND = 1_000;

/** What all policies of these tests have unless a test says otherwise. */
const COMMON = {
  routes: ['default'],
  interval: 10 * SECOND,
  step: 1000,
  start: 1000,
  minimumRequests: 0,
  failures: { consecutive: null, total: null },
  budgets: {
    noData: { for: 600 * SECOND, then: 'hold' },
    sourceErrors: { for: 600 * SECOND, then: 'hold' },
  },
  deadline: null,
  readyTimeout: 600 * SECOND,
  rollback: 'gradual',
  observe: false,
  gates: [],
  freeze: [],
} as const;

/** A policy of 10 % every 10 s. */
export function timePolicy(given: Partial<TimePolicy> = {}): TimePolicy {
  return { ...COMMON, type: 'time', ...given };
}

/** A policy by the share of requests that went well, 20 % errors at most. */
export function healthPolicy(given: Partial<HealthPolicy> = {}): HealthPolicy {
  return {
    ...COMMON,
    type: 'health',
    expression: '(requests - errors) / requests',
    limit: 2000,
    floor: 0,
    ...given,
  };
}

/** A policy by the greatest share of requests that went well. */
export function metricPolicy(given: Partial<MetricPolicy> = {}): MetricPolicy {
  return {
    ...COMMON,
    type: 'metric',
    expression: '(requests - errors) / requests',
    goal: 'highest',
    tolerance: 0.001,
    ...given,
  };
}

/** The founding if/else expression with roles. */
export const FOUNDING_EXPRESSION = `
  if ((metric baseline errors / metric baseline requests) > (metric candidate errors / metric candidate requests)) {
    result = candidate;
  } else if ((metric baseline errors / metric baseline requests) < (metric candidate errors / metric candidate requests)) {
    result = baseline;
  } else { result = nil; }
  result`;

/** A policy by the founding expression, 10 % at most every 10 s. */
export function customPolicy(given: Partial<CustomPolicy> = {}): CustomPolicy {
  return { ...COMMON, type: 'custom', expression: FOUNDING_EXPRESSION, ...given };
}

/** Hundredths of a percent by version. */
export function weights(shares: Readonly<Record<string, number>>): Weights {
  return new Map(Object.entries(shares));
}

/** An unconditional route. */
export function route(name: string, shares: Readonly<Record<string, number>>): Route {
  return { name, condition: null, weights: weights(shares), mirror: null };
}

/** A gateway of two versions, all traffic on the first; window 60 s and settling 20 s unless a test says otherwise. */
export function gatewayWith(policies: readonly Policy[], given: Partial<Gateway> = {}): Gateway {
  return {
    name: 'shop',
    namespace: 'default',
    labels: new Map(),
    application: 'shop',
    hosts: [],
    listen: { host: '127.0.0.1', port: 0, protocol: 'http' },
    target: { kind: 'embedded' },
    traffic: PLAIN_TRAFFIC,
    versions: [version('version1', 9001), version('version2', 9002)],
    baseline: 'version1',
    candidate: 'version2',
    metrics: {
      source: { kind: 'scrape', urls: null, timeout: SECOND },
      provider: 'embedded',
      window: 60 * SECOND,
      scrapeInterval: 10 * SECOND,
      scope: 'gateway',
    },
    routes: [route('default', { version1: 10_000, version2: 0 })],
    policies,
    ...given,
  };
}

/** A version on this machine. */
export function version(label: string, port: number): Gateway['versions'][number] {
  const addresses = [{ host: '127.0.0.1', port }];
  return { label, endpoints: { kind: 'single', addresses }, labels: null };
}
