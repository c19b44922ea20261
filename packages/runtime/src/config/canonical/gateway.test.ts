import { describe, expect, test } from '@jest/globals';
import { version } from '../../release/testing/gateways.js';
import { PLAIN_TRAFFIC } from '../gateway.js';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { FOUNDING, gatewayText } from '../testing/gateway-text.js';

/** The gateway file of the interface description, without what this version does not support. */
const DESCRIBED = `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop, namespace: default, labels: { team: a } }
spec:
  application: shop
  listen: 8080/http                  # standalone targets
  target: { kind: haproxy, directory: run, exporter: "127.0.0.1:8404" }
  versions:
    version1: { address: "127.0.0.1:9001" }
    version2: { address: "127.0.0.1:9002" }
  baseline: version1
  candidate: version2
  metrics: { source: { kind: prometheus, url: "http://127.0.0.1:9090", caFile: ca.pem }, provider: haproxy, window: 1m }
  routes:
    - name: default
      weights: { version1: 99.5, version2: 0.5% }
  policies:                          # in order
  - type: custom
    routes: [default]
    interval: 10s
    step: 10%
    start: 5%
    expression: |
      ${FOUNDING}
    minimumRequests: 100
    failures: { consecutive: 3 }
    budgets: { noData: { for: 5m, then: rollback } }
    deadline: 2h
    rollback: immediate
  - type: time
`;

describe('a gateway in canonical form', () => {
  test('has everything that its file says and the defaults for the rest', async () => {
    expect(await onlyGateway(DESCRIBED)).toEqual({
      name: 'shop',
      namespace: 'default',
      labels: new Map([['team', 'a']]),
      application: 'shop',
      hosts: [],
      listen: { host: '127.0.0.1', port: 8080, protocol: 'http' },
      target: {
        kind: 'haproxy',
        directory: 'missing/run',
        exporter: { host: '127.0.0.1', port: 8404 },
        rawAcls: false,
      },
      traffic: PLAIN_TRAFFIC,
      versions: [version('version1', 9001), version('version2', 9002)],
      baseline: 'version1',
      candidate: 'version2',
      metrics: {
        source: {
          kind: 'prometheus',
          url: 'http://127.0.0.1:9090',
          timeout: 5_000,
          bearerToken: null,
          basicAuth: null,
          caFile: 'missing/ca.pem',
          allowPromql: false,
          queriesPerSecond: 50,
          breaker: { failures: 5, pause: 10_000, longestPause: 120_000 },
        },
        provider: 'haproxy',
        window: 60_000,
        scrapeInterval: 15_000,
        scope: 'gateway',
      },
      routes: [
        {
          name: 'default',
          condition: null,
          weights: new Map([
            ['version1', 9_950],
            ['version2', 50],
          ]),
          mirror: null,
        },
      ],
      policies: [
        {
          type: 'custom',
          routes: ['default'],
          interval: 10_000,
          step: 1_000,
          start: 500,
          minimumRequests: 100,
          failures: { consecutive: 3, total: null },
          budgets: {
            noData: { for: 300_000, then: 'rollback' },
            sourceErrors: { for: 600_000, then: 'hold' },
          },
          deadline: { after: 7_200_000, then: 'rollback' },
          readyTimeout: 600_000,
          rollback: 'immediate',
          observe: false,
          gates: [],
          freeze: [],
          expression: `${FOUNDING}\n`,
        },
        {
          type: 'time',
          routes: ['default'],
          interval: 10_000,
          step: 1_000,
          start: 1_000,
          minimumRequests: 0,
          failures: { consecutive: null, total: null },
          budgets: { noData: { for: 600_000, then: 'hold' }, sourceErrors: { for: 600_000, then: 'hold' } },
          deadline: null,
          readyTimeout: 600_000,
          rollback: 'gradual',
          observe: false,
          gates: [],
          freeze: [],
        },
      ],
    });
  });

  test('reads the metrics of its own data plane unless it names others', async () => {
    const metrics = '{ source: { kind: scrape } }';
    expect((await onlyGateway(gatewayText({ metrics }))).metrics).toEqual({
      source: { kind: 'scrape', urls: null, timeout: 5_000 },
      provider: 'embedded',
      window: 60_000,
      scrapeInterval: 5_000,
      scope: 'gateway',
    });
  });

  test('a source may be asked less often and left alone sooner', async () => {
    const sourceOf = async (more: string): Promise<unknown> => {
      const source = `{ kind: prometheus, url: "http://127.0.0.1:9090", ${more} }`;
      return (await onlyGateway(gatewayText({ metrics: `{ source: ${source} }` }))).metrics?.source;
    };
    expect(await sourceOf('queriesPerSecond: 0.5, breaker: { failures: 2 }')).toMatchObject({
      queriesPerSecond: 0.5,
      breaker: { failures: 2, pause: 10_000, longestPause: 120_000 },
    });
    expect(await sourceOf('breaker: { pause: 5m }')).toMatchObject({
      breaker: { pause: 300_000, longestPause: 300_000 },
    });
  });

  test('a policy moves the last route unless it names others', async () => {
    const routes = '[{ name: a, weights: { version1: 100 } }, { name: b, weights: { version1: 100 } }]';
    expect((await onlyGateway(gatewayText({ routes }))).policies[0]?.routes).toEqual(['b']);
  });

  test('a deadline may say what happens then', async () => {
    const gateway = await onlyGateway(
      gatewayText({ policies: '[{ type: time, deadline: { after: 1h, then: hold } }]' }),
    );
    expect(gateway.policies[0]?.deadline).toEqual({ after: 3_600_000, then: 'hold' });
  });
});

describe('what a gateway cannot mean', () => {
  test.each<[Record<string, string | null>, string]>([
    [
      { baseline: 'version3' },
      'error unknown-version at "version3": the gateway has no version `version3`; did you mean `version1`',
    ],
    [
      {
        metrics:
          '{ source: { kind: prometheus, url: "http://127.0.0.1:9090", breaker: { pause: 10s, longestPause: 5s } } }',
      },
      'error wrong-value at "5s": the longest pause is shorter than the first; make it at least as long',
    ],
    [
      { candidate: 'v' },
      'error unknown-version at "v": the gateway has no version `v`; it has `version1` or `version2`',
    ],
    [
      { candidate: 'version1' },
      'error same-roles at "version1": `version1` is the baseline too; a release goes from one version to another',
    ],
    [
      { candidate: null },
      'error missing-candidate at "policies": a policy needs a version to release; name it as `candidate` beside `baseline`',
    ],
    [
      { listen: null },
      'error missing-key at "spec": `spec` lacks `listen`: a port and protocol such as `8080/http`',
    ],
    [
      { listen: '8080/tcp' },
      'error unsupported at "8080/tcp": the target `embedded` does not listen for `tcp`: it is for demonstrations and tests; use the target `haproxy`, or remove it',
    ],
    [
      { versions: '{ version1: { address: "169.254.169.254:80" }, version2: { address: "a:1" } }' },
      'error forbidden-address at "\\"169.254.169.254:80\\"": `169.254.169.254:80` is link-local (metadata services live there), which must not be reached through a gateway',
    ],
    [
      { routes: '[{ name: default, weights: { version1: 90 } }]' },
      'error weights-sum at "weights": the weights of route `default` sum to 90% instead of 100%: 10% is missing, which `version2: 10%` would fill',
    ],
    [
      { routes: '[{ name: default, weights: { version1: 50, version2: 40.5 } }]' },
      'error weights-sum at "weights": the weights of route `default` sum to 90.5% instead of 100%: 9.5% is missing',
    ],
    [
      { routes: '[{ name: default, weights: { version1: 90, version2: 20 } }]' },
      'error weights-sum at "weights": the weights of route `default` sum to 110% instead of 100%: 10% is too much',
    ],
    [
      { routes: '[{ name: default, weights: { version1: 90, verson2: 10 } }]' },
      'error unknown-version at "verson2": the gateway has no version `verson2`; did you mean `version2`',
    ],
    [
      { routes: '[{ name: default, weights: { version1: 99.999, version2: 0.001 } }]' },
      'error too-precise at "99.999": `99.999` has more than two decimals, and weights are kept in hundredths of a percent',
    ],
    [
      { routes: '[{ name: a, weights: { version1: 100 } }, { name: a, weights: { version1: 100 } }]' },
      'error duplicate-name at "a": two routes are named `a`',
    ],
    [
      { routes: '[{ name: a, weights: { version1: 100 } }, { name: b, weights: { version1: 100 } }]' },
      'warning unreachable-route at "b": route `b` never gets a request: route `a` before it takes every one',
    ],
    [
      { routes: `[{ name: a, condition: 'host exact "x"', weights: { version1: 100 } }]` },
      'error missing-default at "condition": the last route must take every request that no other takes: put a route without `condition` after it',
    ],
    [
      { policies: '[{ type: time, routes: [defalt] }]' },
      'error unknown-route at "defalt": the gateway has no route `defalt`; did you mean `default`',
    ],
    [
      { policies: '[{ type: time, step: 0 }]' },
      'error wrong-value at "0": `step` is 0%, so that nothing would ever move; write a share such as `10%`',
    ],
    [
      { policies: '[{ type: time, interval: 0s }]' },
      'error wrong-value at "0s": `0s` is no time at all; write a duration such as `10s`',
    ],
    [
      { metrics: '{ source: { kind: prometheus, url: "http://u:p@a" } }' },
      'error bad-address at "\\"http://u:p@a\\"": a password does not belong in an address; use `basicAuth` with a `passwordFile`',
    ],
    [
      { metrics: '{ source: { kind: prometheus, url: "http://169.254.169.254/x" } }' },
      'error forbidden-address at "\\"http://169.254.169.254/x\\"": `169.254.169.254` is link-local (metadata services live there), which must not be reached through a gateway',
    ],
    [
      { metrics: '{ source: { kind: scrape, urls: ["http://0xa9fea9fe/"] } }' },
      'error forbidden-address at "\\"http://0xa9fea9fe/\\"": `169.254.169.254` is link-local (metadata services live there), which must not be reached through a gateway',
    ],
    [
      {
        metrics:
          '{ source: { kind: prometheus, url: "http://a", bearerTokenFile: t, basicAuth: { username: u, passwordFile: p } } }',
      },
      'error conflicting-keys at "basicAuth": `basicAuth` and `bearerTokenFile` are two ways to log in; keep one of them',
    ],
    [
      { metrics: '{ source: { kind: scrape }, provider: haproxi }' },
      'error unknown-catalogue at "haproxi": there is no catalogue `haproxi`; did you mean `haproxy`',
    ],
  ])('%j', async (changes, message) => {
    expect(await findingTexts(gatewayText(changes))).toContain(message);
  });
});
