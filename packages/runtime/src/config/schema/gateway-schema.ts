import type * as Type from 'typebox';
import { HEAD } from './head.js';
import { FREEZE } from './freeze-schema.js';
import { list, named, object, variants } from './objects.js';
import { CLUSTER_TARGETS } from './cluster-target-schema.js';
import { DISCOVER } from './discover-schema.js';
import { HEALTH_CHECK } from './health-check-schema.js';
import { needed, optional } from './meaning.js';
import { METRICS } from './metrics-schema.js';
import { POLICY } from './policy-schema.js';
import {
  ADDRESS,
  BALANCE,
  CERTIFICATE_PATH,
  FILE_PATH,
  HOST_NAME,
  LABEL,
  LABEL_NAME_RULES,
  LABEL_RULES,
  LISTEN,
  OBJECT_NAME,
  PORT,
  PERCENTAGE,
  TEXT,
  oneOf,
} from './scalars.js';

const TARGET = variants('kind', {
  embedded: object('the embedded proxy', {
    kind: needed(oneOf('embedded'), "A proxy in the runtime's own process, for demonstrations and tests."),
  }),
  haproxy: object('an HAProxy of this runtime', {
    kind: needed(oneOf('haproxy'), 'An HAProxy that the runtime starts, checks and commands.'),
    directory: optional(
      FILE_PATH,
      "The folder of HAProxy's configuration and sockets; one beside the state file unless given.",
    ),
    exporter: optional(
      ADDRESS,
      'Where HAProxy serves its own metrics, for Prometheus or a source `scrape` to read; nowhere unless given.',
    ),
  }),
  ...CLUSTER_TARGETS,
});

const VERSION = object(
  'a version with its `address`, its `endpoints` or how to `discover` them, or in a cluster its `service` or `labels`',
  {
    address: optional(ADDRESS, 'Where it is, as host and port; in a cluster see `service`.'),
    endpoints: optional(
      list('a list of addresses', ADDRESS, { minItems: 1, uniqueItems: true }),
      'Several instances of it, as host and port each; for `haproxy` only.',
    ),
    discover: optional(DISCOVER, 'Where its endpoints are looked up again and again; for `haproxy` only.'),
    service: optional(
      OBJECT_NAME,
      'In a cluster: its service; that of the application beside `labels` unless given.',
    ),
    port: optional(PORT, 'In a cluster: the port of the service; 80 unless given.'),
    labels: optional(
      named('a map of labels', LABEL_NAME_RULES, TEXT),
      'In a cluster: what its pods are told apart by, where versions share one service.',
    ),
  },
);

const MIRROR = object('a map of `version` and `percent`', {
  version: needed(LABEL, 'The version that gets the copies.'),
  percent: optional(PERCENTAGE, 'How many of the requests are copied; all unless given.'),
});

const ROUTE = object('a route with `name` and `weights`', {
  name: needed(LABEL, 'What it is called, by which policies name it.'),
  condition: optional(
    TEXT,
    'Which requests it is for, such as `header "User-Agent" contains "Chrome"`; all that no route before it takes unless given, as for the last route.',
  ),
  weights: needed(
    named('a map of versions and percentages', LABEL_RULES, PERCENTAGE),
    'The share of each version to begin with, in percent, which sum to 100. Policies move them, and what they came to counts until other weights are written.',
  ),
  mirror: optional(
    MIRROR,
    'A version that gets copies of requests, whichever version answers them; the answers to copies are thrown away. Not for `haproxy`.',
  ),
});

const TLS = object('a map of `certificates` and `listen`', {
  certificates: needed(
    list('a list of files', CERTIFICATE_PATH, { minItems: 1, uniqueItems: true }),
    'The files, each with a certificate, its chain and its key; the host that a client names picks among them.',
  ),
  listen: optional(
    LISTEN,
    'Where HTTPS is accepted beside plain HTTP; not where `listen` of the gateway is `https`.',
  ),
});

/** A gateway whose policies stand in it in full and in canonical names. */
export const GATEWAY_DOCUMENT = object('a gateway', {
  ...HEAD,
  kind: needed(oneOf('Gateway'), 'A gateway: who gets which traffic, and which policies may change that.'),
  spec: needed(
    object('a map that describes the gateway', {
      application: needed(
        LABEL,
        'The application whose traffic it is: the name that metrics carry, and in a cluster the label `app` of its Deployments.',
      ),
      hosts: optional(
        list('a list of hosts', HOST_NAME, { minItems: 1, uniqueItems: true }),
        'The hosts that it answers for, `*.shop.example` for all below one; any unless given.',
      ),
      listen: optional(
        LISTEN,
        'Where it accepts requests, and for which protocol: `http`, `https` or `tcp`; port 0 is a free one. Needed outside of clusters.',
      ),
      balance: optional(
        BALANCE,
        "How the next endpoint of a version is picked, in HAProxy's words; `roundrobin` unless given, `leastconn` for `tcp`. For `haproxy` only.",
      ),
      healthCheck: optional(
        HEALTH_CHECK,
        'How endpoints are watched: one that fails gets nothing, and its version keeps its share. For `haproxy` only.',
      ),
      sticky: optional(
        oneOf('none', 'version', 'instance', 'source', 'route'),
        'What a client stays with: its `version` or its `instance` (an endpoint) by cookies, what its address hashes to (`source`), or `none`; `route` is an older name of `version`. `none` unless given. For `haproxy` only.',
      ),
      tls: optional(TLS, 'Where encryption ends, and by which certificates. For `haproxy` only.'),
      target: needed(TARGET, 'The data plane that serves it, which a running gateway keeps.'),
      /** In a cluster they may be left out: they are found among the deployments. */
      versions: optional(
        named('a map of versions', LABEL_RULES, VERSION),
        'The versions by label, and how each is reached. In a cluster, unless given, those of the Deployments with the labels `app` (the application) and `version`.',
      ),
      baseline: needed(LABEL, 'The version that a release starts from, and goes back to.'),
      candidate: optional(
        LABEL,
        'The version that a release tries. Unless given nothing is released; where versions are found in a cluster, it is the newest of them.',
      ),
      metrics: optional(METRICS, 'Where policies read; needed by all but `time` policies.'),
      routes: needed(
        list('a list of routes', ROUTE, { minItems: 1 }),
        'Which requests go to which versions, in order: the first route that matches takes the request. The last has no condition.',
      ),
      policies: optional(
        list('a list of policies', POLICY),
        'What moves the weights, asked in order: the first proposes, a later one may lower that or hold it. Unless given nothing moves them.',
      ),
      freeze: optional(
        FREEZE,
        'When nothing goes forward in any release of the gateway: no first share, no step toward another version, no promotion. Steps back go on.',
      ),
    }),
    'What the gateway serves, by which data plane, and what moves its traffic.',
  ),
});
export type GatewayDocument = Type.Static<typeof GATEWAY_DOCUMENT>;

/** A policy of its own, in canonical names. */
export const POLICY_DOCUMENT = object('a policy', {
  ...HEAD,
  kind: needed(oneOf('Policy'), 'A policy that gateways use by its name.'),
  spec: needed(POLICY, 'What it decides by.'),
});
