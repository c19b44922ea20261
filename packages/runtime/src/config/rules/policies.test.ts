import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../load-configuration.js';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { FOUNDING, gatewayText } from '../testing/gateway-text.js';

const METRICS =
  '{ source: { kind: prometheus, url: "http://127.0.0.1:9090" }, window: 30s, scrapeInterval: 5s, provider: envoy }';

/** What is found about a gateway with this one policy, whose pace is no matter. */
const found = (policy: string, changes: Readonly<Record<string, string | null>> = {}) =>
  findingTexts(gatewayText({ metrics: METRICS, policies: `[{ interval: 1m, ${policy} }]`, ...changes }));

const threeVersions = {
  versions: '{ version1: { address: "a:1" }, version2: { address: "b:1" }, version3: { address: "c:1" } }',
};

describe('a health policy', () => {
  test('has the founding defaults', async () => {
    const { policies } = await onlyGateway(gatewayText({ metrics: METRICS, policies: '[{ type: health }]' }));
    expect(policies).toMatchObject([
      {
        expression: 'external_upstream_rq_2xx / upstream_rq_total',
        limit: 2_000,
        floor: 0,
        minimumRequests: 50,
        failures: { consecutive: null, total: null },
        readyTimeout: 600_000,
        observe: false,
      },
    ]);
  });

  test.each(['embedded', 'haproxy', 'envoy', 'istio', 'linkerd'])(
    'can read its default health from %s',
    async (provider) => {
      expect(await found('type: health', { metrics: METRICS.replace('envoy', provider) })).toEqual([]);
    },
  );

  test.each([
    [
      'limit: 100%',
      'unreachable-limit at "100%": no share of errors is above 100%, so that the candidate is healthy whatever happens; write a limit such as `20%`',
    ],
    [
      'floor: 20%',
      'unreachable-limit at "20%": the candidate starts with 10% and would never be taken back to a floor of 20%; write a floor up to 10%',
    ],
    [
      'start: 100%, floor: 100%',
      'unreachable-limit at "100%": a floor of 100% keeps all traffic on the candidate whatever happens; write a floor such as `5%`',
    ],
    [
      'expression: latency_p99',
      'not-a-share at "latency_p99": a health policy wants the share of requests that went well, a number from 0 to 1, but this is in `s`; compare such numbers with a `metric` or `custom` policy',
    ],
    [
      'expression: metric version1 success_rate',
      'never-moves at "metric version1 success_rate": this expression reads nothing of the version that it scores, so that all versions score the same; write a metric without a version, such as `success_rate`',
    ],
    [
      'expression: "0.9"',
      'never-moves at "\\"0.9\\"": this expression reads nothing of the version that it scores, so that all versions score the same; write a metric without a version, such as `success_rate`',
    ],
    [
      'readyTimeout: 3h, deadline: 2h',
      'unreachable-limit at "3h": 3h of waiting for the candidate are never reached: the deadline is over after 2h',
    ],
  ])('with %s contradicts itself', async (settings, message) => {
    expect(await found(`type: health, ${settings}`)).toEqual([`error ${message}`]);
  });

  test.each(['limit: 0%', 'floor: 10%', 'expression: success_rate', 'expression: "1 - error_rate"'])(
    'with %s does not',
    async (settings) => {
      expect(await found(`type: health, ${settings}`)).toEqual([]);
    },
  );

  test('is refused where its default cannot be read, with the way out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lamia-policies-'));
    const catalogue =
      'identity: { app: $application, version: $version }\n' +
      'metrics: { requests: { description: all, unit: count, counter: { series: requests_total } } }\n';
    await writeFile(join(folder, 'own.yaml'), catalogue);
    const metrics = METRICS.replace('envoy', './own.yaml');
    const text = gatewayText({ metrics, policies: '[{ type: health, interval: 1m }]' });
    const { findings } = await loadConfiguration([{ file: join(folder, 'shop.yaml'), text, named: true }]);
    await rm(folder, { recursive: true });
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^health is `external_upstream_rq_2xx \/ upstream_rq_total` unless the policy says otherwise, but .*`external_upstream_rq_2xx`.*; give the policy its own `expression`$/,
      ),
    ]);
  });

  test('needs a candidate, and metrics', async () => {
    expect(await found('type: health', { candidate: null })).toContain(
      'error missing-candidate at "policies": a policy needs a version to release; name it as `candidate` beside `baseline`',
    );
    expect(await found('type: health', { metrics: null })).toContain(
      'error missing-key at "type": this policy needs metrics, which its expression reads; add `metrics` with a `source` to the gateway',
    );
  });

  test('keeps no floor that its target cannot hold', async () => {
    const target = '{ kind: haproxy }';
    expect(await found('type: health, floor: 0.25%', { target })).toEqual([
      'error too-precise at "0.25%": a floor of 0.25% cannot be held by the target `haproxy`, whose shares are multiples of 0.5%; write 0.5%',
    ]);
  });
});

describe('a metric policy', () => {
  test('wants the highest score, with a tolerance, unless it says otherwise', async () => {
    const one = (settings: string) =>
      onlyGateway(
        gatewayText({ metrics: METRICS, policies: `[{ type: metric, expression: latency_p99${settings} }]` }),
      );
    expect((await one('')).policies).toMatchObject([{ goal: 'highest', tolerance: 0.001 }]);
    expect((await one(', goal: lowest, tolerance: 0.05')).policies).toMatchObject([
      { goal: 'lowest', tolerance: 0.05 },
    ]);
  });

  test('that scores all versions the same can never move anything', async () => {
    expect(await found('type: metric, expression: metric version1 success_rate')).toEqual([
      expect.stringContaining('error never-moves at "metric version1 success_rate"'),
    ]);
    expect(await found('type: metric, expression: success_rate / metric baseline success_rate')).toEqual([]);
  });

  test('whose tolerance no two shares can exceed can never move anything', async () => {
    expect(await found('type: metric, expression: success_rate, tolerance: 1')).toEqual([
      'error never-moves at "1": no two shares differ by more than 1, so that every tick is a tie; write a tolerance such as `0.001`',
    ]);
    expect(await found('type: metric, expression: latency_p99, tolerance: 1')).toEqual([]);
  });

  const metric = 'type: metric, expression: success_rate';

  test('may have no candidate, but then at least two versions need traffic', async () => {
    expect(await found(metric, { candidate: null })).toEqual([
      'error never-moves at "type": this policy compares the versions that have traffic, and only one has any; name a `candidate`, or give another version a weight',
    ]);
    const routes = '[{ name: default, weights: { version1: 50, version2: 50 } }]';
    expect(await found(metric, { candidate: null, routes })).toEqual([]);
    expect(await found(metric, { candidate: null, routes, ...threeVersions })).toEqual([
      'warning never-moves at "metric": `version3` has no traffic on the routes of this policy, so that it has no score and can never win; give it a weight',
    ]);
  });

  test('without a candidate counts no failures', async () => {
    const routes = '[{ name: default, weights: { version1: 50, version2: 50 } }]';
    expect(await found(`${metric}, failures: { total: 3 }`, { candidate: null, routes })).toEqual([
      'error unreachable-limit at "failures": failures are ticks against the candidate, and the gateway has none; name a `candidate`, or remove `failures`',
    ]);
  });

  test('needs an expression', async () => {
    expect(await found('type: metric')).toEqual([
      expect.stringMatching(/^error missing-key at .*: item 1 of `policies` lacks `expression`/),
    ]);
  });
});

describe('the program of a custom policy', () => {
  const custom = (expression: string, more = '') => found(`type: custom, expression: '${expression}'${more}`);
  const failures = ', failures: { consecutive: 3 }';

  test('that favours no version but the baseline can never promote any', async () => {
    expect(await custom('if (metric candidate errors > 5) { result = baseline; } result')).toEqual([
      expect.stringMatching(
        /^error never-moves at .*: this program favours no version but the baseline `version1`/,
      ),
    ]);
  });

  test('that never goes against the candidate cannot fail', async () => {
    expect(await custom('if (metric candidate errors < 5) { result = candidate; } result', failures)).toEqual(
      [
        expect.stringMatching(
          /^error unreachable-limit at "failures": this program never favours another version/,
        ),
      ],
    );
    expect(await custom('if (metric candidate errors < 5) { result = version2; } result', failures)).toEqual([
      expect.stringContaining('error unreachable-limit'),
    ]);
    expect(await custom(FOUNDING, failures)).toEqual([]);
    expect(await custom('if (metric candidate errors < 5) { result = candidate; } result')).toEqual([]);
  });

  test('may go without a candidate where it names its versions', async () => {
    const program = 'if (metric version2 errors < metric version1 errors) { result = version2; } result';
    expect(await found(`type: custom, expression: '${program}'`, { candidate: null })).toEqual([]);
  });
});

describe('policies that only observe', () => {
  test('are a warning where no other acts', async () => {
    expect(await found('type: time, observe: true')).toEqual([
      'warning never-moves at "true": every policy only observes, so that nothing moves unless somebody moves it; take `observe` away from one of them',
    ]);
    const policies = '[{ type: time }, { type: time, observe: true }]';
    expect(await found('', { policies })).toEqual([]);
  });
});

describe('windows that hold no two samples of the source', () => {
  const source = (window: string, scrapeInterval: string) =>
    `{ source: { kind: prometheus, url: "http://127.0.0.1:9090" }, provider: envoy, window: ${window}, scrapeInterval: ${scrapeInterval} }`;

  test("are refused as the gateway's own", async () => {
    const message =
      'error never-known at "10s": nothing can be counted in a window of 10s by a source that takes a sample every 15s; write a longer `window`, or the `scrapeInterval` that the source has';
    const metrics = source('10s', '15s');
    expect(await found('type: health', { metrics })).toEqual([message]);
    expect(await found('type: time, minimumRequests: 50', { metrics })).toEqual([message]);
    expect(await found('type: time', { metrics })).toEqual([]);
    expect(await found('type: health', { metrics: source('15s', '15s') })).toEqual([]);
  });

  test('are refused where a program writes them', async () => {
    const metrics = source('20s', '15s');
    const program = 'type: metric, expression: errors over 10s / requests over 10s';
    expect(await found(program, { metrics })).toContainEqual(
      expect.stringMatching(
        /^error never-known at "errors over 10s .*: nothing can be counted over 10s by a source/,
      ),
    );
  });
});
