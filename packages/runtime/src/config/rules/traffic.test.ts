import { describe, expect, test } from '@jest/globals';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { gatewayText } from '../testing/gateway-text.js';

const HAPROXY = '{ kind: haproxy, exporter: "127.0.0.1:8404" }';
const SEVERAL =
  '{ version1: { address: "127.0.0.1:9001" }, version2: { endpoints: ["127.0.0.1:9002", "[::1]:9002"] } }';

describe('what a gateway asks of its data plane', () => {
  test('several endpoints, a way to balance and a health check, with their defaults', async () => {
    const gateway = await onlyGateway(
      gatewayText({
        target: HAPROXY,
        versions: SEVERAL,
        balance: 'hdr(X-User)',
        healthCheck: '{ type: http, path: /health, status: 200, timeout: 500ms }',
      }),
    );
    expect(gateway.versions.map(({ endpoints }) => endpoints)).toEqual([
      { kind: 'single', addresses: [{ host: '127.0.0.1', port: 9001 }] },
      {
        kind: 'list',
        addresses: [
          { host: '127.0.0.1', port: 9002 },
          { host: '::1', port: 9002 },
        ],
      },
    ]);
    expect(gateway.traffic).toEqual({
      balance: 'hdr(X-User)',
      healthCheck: {
        request: { path: '/health', host: 'localhost', status: { from: 200, to: 200 } },
        port: null,
        interval: 2_000,
        timeout: 500,
        failures: 3,
        successes: 2,
      },
    });
  });

  test('a check by connection has no request', async () => {
    const gateway = await onlyGateway(
      gatewayText({ target: HAPROXY, healthCheck: '{ type: tcp, port: 9009 }' }),
    );
    expect(gateway.traffic.healthCheck).toMatchObject({ request: null, port: 9009 });
  });

  test.each<[Record<string, string>, string]>([
    [
      { versions: SEVERAL },
      'error unsupported at "endpoints": the target `embedded` has no `endpoints`: it is for demonstrations and tests; use the target `haproxy`, or remove it',
    ],
    [
      { healthCheck: '{ type: tcp }', target: '{ kind: istio }' },
      'error unsupported at "healthCheck": the target `istio` has no `healthCheck`: in a cluster its own objects say so; remove it here',
    ],
    [
      { balance: 'best', target: HAPROXY },
      'error wrong-value at "best": `balance` wants a way to balance such as `roundrobin`, `leastconn`, `random`, `first`, `source`, `uri` or `hdr(X-User)`, not `best`',
    ],
    [
      { healthCheck: '{ type: http, status: 399-200 }', target: HAPROXY },
      'error wrong-value at "399-200": `399-200` holds no status; write `200-399`',
    ],
    [
      {
        versions: '{ version1: { endpoints: ["a:1", "A:1"] }, version2: { address: "b:1" } }',
        target: HAPROXY,
      },
      'error duplicate-address at "\\"A:1\\"": `a:1` is listed twice; keep one',
    ],
    [
      {
        versions: '{ version1: { address: "a:1", endpoints: ["b:1"] }, version2: { address: "b:1" } }',
        target: HAPROXY,
      },
      'error conflicting-keys at "endpoints": `address` and `endpoints` say the same thing twice; keep one of them',
    ],
    [
      {
        versions: '{ version1: { endpoints: ["a:1", "169.254.169.254:80"] }, version2: { address: "b:1" } }',
        target: HAPROXY,
      },
      'error forbidden-address at "\\"169.254.169.254:80\\"": `169.254.169.254:80` is link-local (metadata services live there), which must not be reached through a gateway',
    ],
    [
      {
        versions: '{ version1: { endpoints: ["a:1", "127.0.0.1:8080"] }, version2: { address: "b:1" } }',
        target: HAPROXY,
      },
      'error forbidden-address at "\\"127.0.0.1:8080\\"": `127.0.0.1:8080` is where the gateway `shop` listens; name the service behind it',
    ],
  ])('%j', async (changes, message) => {
    expect(await findingTexts(gatewayText(changes))).toContain(message);
  });

  test.each([
    '/a b',
    'health',
    '/%[env(HOME)]',
    '/$HOME',
    "/a'b",
    '/a\\"b',
    '/a\\nserver evil 10.0.0.1:80',
    '/%zz',
    '/é',
  ])('the path "%s" of a health check is refused', async (path) => {
    const healthCheck = `{ type: http, path: "${path}" }`;
    expect(await findingTexts(gatewayText({ target: HAPROXY, healthCheck }))).toEqual([
      expect.stringContaining('`path` wants a path such as `/health`'),
    ]);
  });

  test.each(['hdr(a b)', 'hdr(a,b)', 'hdr()', 'uri depth 2', 'hdr($HOME)', "hdr(a')", 'roundrobin\\n'])(
    'the way to balance "%s" is refused',
    async (balance) => {
      const text = gatewayText({ target: HAPROXY, balance: `"${balance}"` });
      expect(await findingTexts(text)).toEqual([expect.stringContaining('`balance` wants a way to balance')]);
    },
  );
});
