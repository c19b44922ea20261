import { describe, expect, test } from '@jest/globals';
import { EmbeddedTarget } from '../../routing/embedded/target.js';
import { HaproxyTarget } from '../../routing/haproxy/target.js';
import { findingTexts } from '../testing/findings-text.js';
import { FOUNDING, gatewayText } from '../testing/gateway-text.js';
import { QUANTA } from './granularity.js';

const custom = (settings: string): string => `[{ type: custom, ${settings}, expression: '${FOUNDING}' }]`;

describe('shares that the target cannot hold', () => {
  test('are refused with their neighbours', async () => {
    const found = await findingTexts(
      gatewayText({
        target: '{ kind: haproxy }',
        routes: '[{ name: default, weights: { version1: 99.9, version2: 0.1 } }]',
        policies: '[{ type: time, step: 0.25%, start: 1.3 }]',
      }),
    );
    expect(found.filter((text) => text.includes('too-precise'))).toEqual([
      'error too-precise at "99.9": a weight of 99.9% cannot be held by the target `haproxy`, whose shares are multiples of 0.5%; write 99.5% or 100%',
      'error too-precise at "0.1": a weight of 0.1% cannot be held by the target `haproxy`, whose shares are multiples of 0.5%; write 0.5%',
      'error too-precise at "0.25%": a step of 0.25% cannot be held by the target `haproxy`, whose shares are multiples of 0.5%; write 0.5%',
      'error too-precise at "1.3": a start of 1.3% cannot be held by the target `haproxy`, whose shares are multiples of 0.5%; write 1% or 1.5%',
    ]);
  });

  test('are those that the target itself would refuse', () => {
    const haproxy = new HaproxyTarget({ directory: '.', exporter: null });
    expect(QUANTA).toMatchObject({ embedded: new EmbeddedTarget().quantum, haproxy: haproxy.quantum });
  });

  test('the embedded target holds every share', async () => {
    expect(await findingTexts(gatewayText({ policies: '[{ type: time, step: 0.01% }]' }))).toEqual([]);
  });
});

describe('the pace of a policy', () => {
  test('slower than its interval is told', async () => {
    expect(await findingTexts(gatewayText({ policies: custom('interval: 10s') }))).toEqual([
      'warning slow-pace at "10s": this policy acts every 40s, not every 10s: after each step it waits for a window of 30s and 10s of settling',
    ]);
    expect(await findingTexts(gatewayText({ policies: custom('interval: 40s') }))).toEqual([]);
  });

  test('follows the longest window that its program reads', async () => {
    const policies =
      "[{ type: custom, interval: 1m, expression: 'if (metric candidate requests over 5m > 3) { result = candidate; } result' }]";
    expect(await findingTexts(gatewayText({ policies }))).toEqual([
      expect.stringContaining('acts every 5m10s, not every 1m'),
    ]);
  });

  test('is the interval for a time policy', async () => {
    expect(await findingTexts(gatewayText({ policies: '[{ type: time, interval: 1s }]' }))).toEqual([]);
  });

  test('too slow for the deadline is an error', async () => {
    const found = await findingTexts(
      gatewayText({ policies: '[{ type: time, interval: 10s, step: 25%, deadline: 39s }]' }),
    );
    expect(found).toEqual([
      'error unreachable-end at "39s": the release cannot end within 39s: its steps alone take 40s',
    ]);
    expect(
      await findingTexts(
        gatewayText({ policies: '[{ type: time, interval: 10s, step: 25%, deadline: 40s }]' }),
      ),
    ).toEqual([]);
  });
});

describe('limits that are never reached', () => {
  test.each([
    [
      '[{ type: time, failures: { consecutive: 3 } }]',
      'at "failures": a time policy judges nothing, so that it never counts a failure; remove `failures`',
    ],
    [
      custom('interval: 1m, failures: { consecutive: 5, total: 3 }'),
      'at "5": 5 failures in a row are never reached: the release ends at 3 in total',
    ],
    [
      custom('interval: 1m, deadline: 1h, budgets: { noData: { for: 2h } }'),
      'at "2h": 2h without a decision are never reached: the deadline is over after 1h',
    ],
  ])('%s', async (policies, message) => {
    expect(await findingTexts(gatewayText({ policies }))).toEqual([`error unreachable-limit ${message}`]);
  });

  test("a default budget longer than the deadline is nobody's mistake", async () => {
    expect(
      await findingTexts(gatewayText({ policies: '[{ type: time, interval: 1s, deadline: 1m }]' })),
    ).toEqual([]);
  });
});

describe('the program of a policy', () => {
  const block = (expression: string): string =>
    `\n  - type: custom\n    interval: 1m\n    expression: ${expression}\n`;

  test.each([
    ['|', '|\n      result = version1;\n      result = verison2;'],
    ['>', '>\n      result = version1;\n      result = verison2;'],
    ["'", "'result = version1; result = verison2;'"],
    ['"', '"result = version1;\\n result = verison2;"'],
    ['plain', 'result = verison2;'],
  ])('is wrong at its place in the file: %s', async (_, expression) => {
    expect(await findingTexts(gatewayText({ policies: block(expression) }))).toContainEqual(
      expect.stringMatching(/^error unknown-version at "verison2": .*did you mean `version2`/),
    );
  });

  test.each(['\n', '\r\n'])(
    'is wrong at its place in a later document, with line breaks %j',
    async (lineBreak) => {
      const first = gatewayText({ application: 'other', listen: '8081/http' }, 'other');
      const second = gatewayText({ policies: block('|2\n      result = verison2;') });
      const text = `${first}---\n${second}`.replaceAll('\n', lineBreak);
      expect(await findingTexts(text)).toEqual([
        expect.stringContaining('error unknown-version at "verison2"'),
      ]);
    },
  );

  test('is checked against the catalogue of its provider', async () => {
    const text = (metrics: string) =>
      gatewayText({
        metrics,
        policies: block("'if (metric candidate status_503 > 1) { result = nil; } result'"),
      });
    expect(await findingTexts(text('{ source: { kind: scrape }, window: 30s }'))).not.toContainEqual(
      expect.stringContaining('metric'),
    );
    expect(
      await findingTexts(text('{ source: { kind: scrape }, window: 30s, provider: haproxy }')),
    ).toContainEqual(expect.stringContaining('error unavailable-metric at "status_503"'));
  });

  test('may use PromQL only where the source allows it', async () => {
    const text = (allow: string) =>
      gatewayText({
        metrics: `{ source: { kind: prometheus, url: "http://a:1"${allow} }, window: 30s }`,
        policies: block(`'if (promql "up" > 0) { result = candidate; } result'`),
      });
    expect(await findingTexts(text(''))).toContainEqual(expect.stringContaining('error promql-disabled'));
    expect(await findingTexts(text(', allowPromql: true'))).toEqual([]);
  });

  test('needs metrics to read', async () => {
    expect(await findingTexts(gatewayText({ metrics: null, policies: custom('interval: 1m') }))).toEqual([
      'error missing-key at "type": this policy needs metrics, which its expression reads; add `metrics` with a `source` to the gateway',
    ]);
    expect(
      await findingTexts(gatewayText({ metrics: null, policies: '[{ type: time, minimumRequests: 5 }]' })),
    ).toEqual([
      'error missing-key at "type": this policy needs metrics, which `minimumRequests` counts; add `metrics` with a `source` to the gateway',
    ]);
    expect(await findingTexts(gatewayText({ metrics: null }))).toEqual([]);
  });
});

describe('a source that scrapes the data plane itself', () => {
  const metrics = '{ source: { kind: scrape }, window: 30s }';

  test('needs an exporter on HAProxy', async () => {
    expect(await findingTexts(gatewayText({ metrics, target: '{ kind: haproxy }' }))).toEqual([
      'error missing-key at "source": nothing to scrape: give the target an `exporter` such as `127.0.0.1:8404`, or the source its `urls`',
    ]);
    const target = '{ kind: haproxy, exporter: "127.0.0.1:8404" }';
    expect(await findingTexts(gatewayText({ metrics, target }))).toEqual([]);
  });

  test('needs nothing on the embedded target', async () => {
    expect(await findingTexts(gatewayText({ metrics }))).toEqual([]);
  });
});

describe('gateways that do not go together', () => {
  const other = (changes: Record<string, string>) =>
    gatewayText({ application: 'other', listen: '8081/http', ...changes }, 'other');

  test('have one name', async () => {
    expect(await findingTexts(gatewayText(), gatewayText({ application: 'b', listen: '1/http' }))).toEqual([
      'error duplicate-name at "shop": two gateways are named `shop`; give each its own name',
    ]);
  });

  test('have one application', async () => {
    expect(await findingTexts(gatewayText(), other({ application: 'shop' }))).toEqual([
      'error duplicate-name at "shop": the gateways `shop` and `other` serve one application `shop`; give each its own',
    ]);
  });

  test.each(['8080/http', '0.0.0.0:8080/http', 'localhost:8080/http'])(
    'listen on one address: %s',
    async (listen) => {
      expect(await findingTexts(gatewayText(), other({ listen }))).toContainEqual(
        expect.stringContaining('error duplicate-address at'),
      );
    },
  );

  test('describe two HAProxies, of which a runtime has one', async () => {
    const target = (exporter: string) => ({ target: `{ kind: haproxy, exporter: "127.0.0.1:${exporter}" }` });
    expect(await findingTexts(gatewayText(target('8404')), other(target('8405')))).toEqual([
      'error conflicting-keys at "\\"127.0.0.1:8405\\"": the gateways `shop` and `other` share one HAProxy, so their `exporter` must be the same',
    ]);
    expect(await findingTexts(gatewayText(target('8404')), other(target('8404')))).toEqual([]);
  });

  test('may both take a free port', async () => {
    expect(await findingTexts(gatewayText({ listen: '0/http' }), other({ listen: '0/http' }))).toEqual([]);
  });

  test.each(['127.0.0.1:8080', 'localhost:8080', '127.0.0.1:8081'])(
    'send traffic to one another: %s',
    async (address) => {
      const versions = `{ version1: { address: "${address}" }, version2: { address: "127.0.0.1:9002" } }`;
      expect(await findingTexts(gatewayText({ versions }), other({}))).toEqual([
        expect.stringContaining(
          `error forbidden-address at "\\"${address}\\"": \`${address}\` is where the gateway`,
        ),
      ]);
    },
  );
});

describe('a comment in folded YAML', () => {
  const folded = (...lines: readonly string[]): string =>
    gatewayText({
      policies: ['', '- type: custom', '  expression: >', ...lines.map((line) => `    ${line}`)].join(
        '\n    ',
      ),
    });

  test('is told where it leaves nothing of the program', async () => {
    expect(await findingTexts(folded('// why', 'if (true) { result = candidate; }', 'result'))).toEqual([
      expect.stringContaining('warning comment-swallows-code at "// why'),
      expect.stringContaining('error empty-program'),
    ]);
  });

  test('is told where it leaves what cannot be read', async () => {
    expect(await findingTexts(folded('if (true) { // why', 'result = candidate; }', 'result'))).toEqual([
      expect.stringContaining('error syntax-error'),
      expect.stringContaining('warning comment-swallows-code at "// why'),
    ]);
  });
});
