import * as Type from 'typebox';
import { HEAD } from './head.js';
import { FREEZE } from './freeze-schema.js';
import { list, named, object, variants } from './objects.js';
import { CLUSTER_TARGETS } from './cluster-target-schema.js';
import { DISCOVER } from './discover-schema.js';
import { HEALTH_CHECK } from './health-check-schema.js';
import { POLICY } from './policy-schema.js';
import {
  ADDRESS,
  BALANCE,
  CATALOGUE,
  CERTIFICATE_PATH,
  DURATION,
  FILE_PATH,
  HOST_NAME,
  HTTP_URL,
  LABEL,
  LABEL_NAME_RULES,
  LABEL_RULES,
  LISTEN,
  OBJECT_NAME,
  PORT,
  PERCENTAGE,
  SWITCH,
  TEXT,
  oneOf,
} from './scalars.js';

const TARGET = variants('kind', {
  embedded: object('the embedded proxy', { kind: oneOf('embedded') }),
  haproxy: object('an HAProxy of this runtime', {
    kind: oneOf('haproxy'),
    directory: Type.Optional(FILE_PATH),
    exporter: Type.Optional(ADDRESS),
  }),
  ...CLUSTER_TARGETS,
});

const SOURCE = variants('kind', {
  prometheus: object('a Prometheus server', {
    kind: oneOf('prometheus'),
    url: HTTP_URL,
    timeout: Type.Optional(DURATION),
    bearerTokenFile: Type.Optional(FILE_PATH),
    basicAuth: Type.Optional(
      object('a map of `username` and `passwordFile`', { username: TEXT, passwordFile: FILE_PATH }),
    ),
    caFile: Type.Optional(FILE_PATH),
    allowPromql: Type.Optional(SWITCH),
    queriesPerSecond: Type.Optional(
      Type.Number({ title: 'a number above 0, such as `50`', exclusiveMinimum: 0, maximum: 10_000 }),
    ),
    breaker: Type.Optional(
      object('a map of `failures`, `pause` and `longestPause`', {
        failures: Type.Optional(Type.Integer({ title: 'a whole number from 1 on', minimum: 1 })),
        pause: Type.Optional(DURATION),
        longestPause: Type.Optional(DURATION),
      }),
    ),
  }),
  scrape: object('pages in the exposition format', {
    kind: oneOf('scrape'),
    urls: Type.Optional(list('a list of addresses', HTTP_URL, { minItems: 1, uniqueItems: true })),
    timeout: Type.Optional(DURATION),
  }),
});

const METRICS = object('a map of `source`, `provider`, `window` and `scope`', {
  source: SOURCE,
  provider: Type.Optional(CATALOGUE),
  window: Type.Optional(DURATION),
  scrapeInterval: Type.Optional(DURATION),
  scope: Type.Optional(oneOf('gateway', 'route')),
});

const VERSION = object(
  'a version with its `address`, its `endpoints` or how to `discover` them, or in a cluster its `service` or `labels`',
  {
    address: Type.Optional(ADDRESS),
    endpoints: Type.Optional(list('a list of addresses', ADDRESS, { minItems: 1, uniqueItems: true })),
    discover: Type.Optional(DISCOVER),
    service: Type.Optional(OBJECT_NAME),
    port: Type.Optional(PORT),
    labels: Type.Optional(named('a map of labels', LABEL_NAME_RULES, TEXT)),
  },
);

const MIRROR = object('a map of `version` and `percent`', {
  version: LABEL,
  percent: Type.Optional(PERCENTAGE),
});

const ROUTE = object('a route with `name` and `weights`', {
  name: LABEL,
  condition: Type.Optional(TEXT),
  weights: named('a map of versions and percentages', LABEL_RULES, PERCENTAGE),
  mirror: Type.Optional(MIRROR),
});

/** A gateway whose policies stand in it in full and in canonical names. */
export const GATEWAY_DOCUMENT = object('a gateway', {
  ...HEAD,
  kind: oneOf('Gateway'),
  spec: object('a map that describes the gateway', {
    application: LABEL,
    hosts: Type.Optional(list('a list of hosts', HOST_NAME, { minItems: 1, uniqueItems: true })),
    listen: Type.Optional(LISTEN),
    balance: Type.Optional(BALANCE),
    healthCheck: Type.Optional(HEALTH_CHECK),
    sticky: Type.Optional(oneOf('none', 'version', 'instance', 'source', 'route')),
    tls: Type.Optional(
      object('a map of `certificates` and `listen`', {
        certificates: list('a list of files', CERTIFICATE_PATH, { minItems: 1, uniqueItems: true }),
        listen: Type.Optional(LISTEN),
      }),
    ),
    target: TARGET,
    /** In a cluster they may be left out: they are found among the deployments. */
    versions: Type.Optional(named('a map of versions', LABEL_RULES, VERSION)),
    baseline: LABEL,
    candidate: Type.Optional(LABEL),
    metrics: Type.Optional(METRICS),
    routes: list('a list of routes', ROUTE, { minItems: 1 }),
    policies: Type.Optional(list('a list of policies', POLICY)),
    freeze: Type.Optional(FREEZE),
  }),
});
export type GatewayDocument = Type.Static<typeof GATEWAY_DOCUMENT>;

/** A policy of its own, in canonical names. */
export const POLICY_DOCUMENT = object('a policy', { ...HEAD, kind: oneOf('Policy'), spec: POLICY });
