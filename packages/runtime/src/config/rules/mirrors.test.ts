import { describe, expect, test } from '@jest/globals';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { gatewayText } from '../testing/gateway-text.js';

const routes = (mirror: string): string =>
  `[{ name: default, weights: { version1: 100 }, mirror: ${mirror} }]`;

const metrics = (provider: string): string =>
  `{ source: { kind: prometheus, url: "http://127.0.0.1:9090" }, provider: ${provider}, window: 30s, scrapeInterval: 5s }`;

/** In a cluster, with a policy that reads metrics of this provider. */
const judging = (provider: string, mirror = '{ version: version2 }'): string =>
  gatewayText({
    target: '{ kind: istio }',
    listen: null,
    hosts: '[shop.example]',
    versions: '{ version1: { service: v1 }, version2: { service: v2 }, shade: { service: v3 } }',
    routes: routes(mirror),
    metrics: metrics(provider),
    policies: '[{ type: health, interval: 1m }]',
  });

describe('copies of the requests of a route', () => {
  test.each([
    ['{ version: version2 }', 10_000],
    ['{ version: version2, percent: 10% }', 1_000],
    ['{ version: version2, percent: 0.25 }', 25],
  ])('%s', async (mirror, share) => {
    const gateway = await onlyGateway(gatewayText({ routes: routes(mirror) }));
    expect(gateway.routes[0]?.mirror).toEqual({ version: 'version2', share });
  });

  test('of a route without a mirror there are none', async () => {
    expect((await onlyGateway(gatewayText())).routes[0]?.mirror).toBeNull();
  });

  test('names of other descriptions are understood', async () => {
    const text = gatewayText({ routes: routes('{ host: shop, subset: version2, percentage: 5% }') });
    expect((await onlyGateway(text)).routes[0]?.mirror).toEqual({ version: 'version2', share: 500 });
    expect(await findingTexts(text)).toEqual([
      'warning needless-key at "host": `host` has no meaning here: the addresses of `versions` say where they run; remove it',
      'info older-name at "subset": `subset` is an older name; it is written `version` now',
      'info older-name at "percentage": `percentage` is an older name; it is written `percent` now',
    ]);
  });

  test.each([
    [
      '{ version: version9 }',
      'error unknown-version at "version9": the gateway has no version `version9`; did you mean `version1`',
    ],
    [
      '{ version: version2, percent: 0% }',
      'error wrong-value at "0%": no request of route `default` is copied; remove `mirror`, or write a percentage above 0',
    ],
    [
      '{ version: version2, percent: 101% }',
      'error wrong-value at "101%": `percent` wants a percentage from 0 to 100 with two decimals at most, such as `12.5%`, not `101%`',
    ],
    [
      '{ version: version2, subset: version1 }',
      'error conflicting-keys at "subset": `version` is set twice; keep one of them',
    ],
    [
      '{ percent: 5% }',
      'error missing-key at "mirror": `mirror` lacks `version`: a name of at most 63 letters, digits and inner dots, dashes and underscores',
    ],
  ])('%s is refused', async (mirror, message) => {
    expect(await findingTexts(gatewayText({ routes: routes(mirror) }))).toContainEqual(message);
  });

  test('haproxy has none, which is said before anything is started', async () => {
    const text = gatewayText({ target: '{ kind: haproxy }', routes: routes('{ version: version2 }') });
    expect(await findingTexts(text)).toEqual([
      'error unsupported at "mirror": the target `haproxy` has no `mirror`: it cannot copy a request by itself, only with an agent beside it; remove it, or copy where another data plane takes the requests',
    ]);
  });

  test('what the data plane of a cluster cannot say is refused as well', async () => {
    const text = gatewayText({
      target: '{ kind: gloo }',
      listen: null,
      hosts: '[shop.example]',
      versions: '{ version1: { labels: { version: a } }, version2: { labels: { version: b } } }',
      routes: routes('{ version: version2 }'),
      metrics: null,
    });
    expect(await findingTexts(text)).toContainEqual(
      expect.stringContaining('gloo copies to a whole upstream, and others share it'),
    );
  });
});

describe('a policy does not judge by copies', () => {
  test('the series of istio, as its catalogue reads them, and of the embedded gateway leave them out', async () => {
    expect((await findingTexts(judging('istio'))).filter((text) => text.includes('copies'))).toEqual([]);
    const embedded = gatewayText({
      routes: routes('{ version: version2 }'),
      policies: '[{ type: health, interval: 1m }]',
    });
    expect((await findingTexts(embedded)).filter((text) => text.includes('copies'))).toEqual([]);
  });

  test.each(['envoy', 'linkerd'])('those of %s do not', async (provider) => {
    expect(await findingTexts(judging(provider))).toContainEqual(
      `error copies-judged at "version2": the series of \`${provider}\` count copies as requests of \`version2\`, which a policy judges; copy to a version that takes no part in the release, or read metrics by a \`provider\` that leaves copies out`,
    );
    const aside = await findingTexts(judging(provider, '{ version: shade }'));
    expect(aside.filter((text) => text.includes('copies'))).toEqual([]);
  });

  test('of a catalogue of one’s own nobody here knows', async () => {
    expect(await findingTexts(judging('./own.yaml'))).toContainEqual(
      expect.stringContaining('warning copies-judged at "version2": a policy judges `version2`'),
    );
  });

  test('a policy that goes by time alone judges nothing', async () => {
    const text = judging('envoy').replace('type: health', 'type: time');
    expect((await findingTexts(text)).filter((found) => found.includes('copies'))).toEqual([]);
  });
});
