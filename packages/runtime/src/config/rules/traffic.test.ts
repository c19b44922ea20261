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
      sticky: 'none',
      tls: null,
    });
  });

  test('a check by connection has no request', async () => {
    const gateway = await onlyGateway(
      gatewayText({ target: HAPROXY, healthCheck: '{ type: tcp, port: 9009 }' }),
    );
    expect(gateway.traffic.healthCheck).toMatchObject({ request: null, port: 9009 });
  });

  test.each([
    ['{ kind: file, path: ends }', { kind: 'file', path: 'missing/ends' }],
    [
      '{ kind: dns, name: shop.internal, port: 80 }',
      { kind: 'dns', name: 'shop.internal', port: 80, server: null },
    ],
    [
      '{ kind: srv, name: _http._tcp.shop, server: "127.0.0.1:8600" }',
      { kind: 'srv', name: '_http._tcp.shop', server: { host: '127.0.0.1', port: 8_600 } },
    ],
  ])('endpoints that are discovered: %s', async (discover, from) => {
    const versions = `{ version1: { discover: ${discover} }, version2: { address: "b:1" } }`;
    const { versions: found } = await onlyGateway(gatewayText({ target: HAPROXY, versions }));
    expect(found[0]?.endpoints).toEqual({ kind: 'discovered', addresses: [], from, interval: 5_000 });
  });

  test('certificates, a port for HTTPS beside HTTP, and clients that stay', async () => {
    const gateway = await onlyGateway(
      gatewayText({
        target: HAPROXY,
        tls: '{ listen: "0.0.0.0:8443", certificates: [shop.pem, /etc/lamia/other.pem] }',
        sticky: 'instance',
      }),
    );
    expect(gateway.traffic).toMatchObject({
      sticky: 'instance',
      tls: {
        listen: { host: '0.0.0.0', port: 8443 },
        certificates: ['missing/shop.pem', '/etc/lamia/other.pem'],
        folder: 'missing',
      },
    });
  });

  test('connections are given to the endpoint with the fewest, and by source where clients stay so', async () => {
    const tcp = { target: HAPROXY, listen: '8080/tcp', metrics: null };
    expect((await onlyGateway(gatewayText(tcp))).traffic.balance).toBe('leastconn');
    expect((await onlyGateway(gatewayText({ ...tcp, sticky: 'source' }))).traffic).toMatchObject({
      balance: 'source',
      sticky: 'source',
    });
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
    [
      {
        versions:
          '{ version1: { discover: { kind: srv, name: shop, server: "dns.internal:53" } }, version2: { address: "b:1" } }',
        target: HAPROXY,
      },
      'error bad-address at "\\"dns.internal:53\\"": `dns.internal:53` is a name; write the address of the DNS server such as `127.0.0.1:53`',
    ],
    [
      {
        versions:
          '{ version1: { endpoints: ["a:1"], discover: { kind: file, path: a } }, version2: { address: "b:1" } }',
        target: HAPROXY,
      },
      'error conflicting-keys at "discover": `endpoints` and `discover` say the same thing twice; keep one of them',
    ],
    [
      {
        versions:
          '{ version1: { discover: { kind: dns, name: "a b", port: 1 } }, version2: { address: "b:1" } }',
        target: HAPROXY,
      },
      'error wrong-value at "\\"a b\\"": `name` wants a name such as `shop.internal` or `_http._tcp.shop.internal`, not `a b`',
    ],
    [
      {
        versions: '{ version1: { discover: { kind: file, path: a } }, version2: { address: "b:1" } }',
      },
      'error unsupported at "discover": the target `embedded` has no `discover`: it is for demonstrations and tests; use the target `haproxy`, or remove it',
    ],
    [
      { sticky: 'route', target: HAPROXY },
      'warning older-name at "route": `route` is an older name of `version`; write that',
    ],
    [
      { sticky: 'source', balance: 'uri', target: HAPROXY },
      'error conflicting-keys at "uri": `sticky: source` picks endpoints by `source` too, not by `uri`; keep one of them',
    ],
    [
      { sticky: 'version' },
      'error unsupported at "sticky": the target `embedded` has no `sticky`: it is for demonstrations and tests; use the target `haproxy`, or remove it',
    ],
    [
      { tls: '{ certificates: [a.pem] }', target: '{ kind: gloo }' },
      'error unsupported at "tls": the target `gloo` has no `tls`: in a cluster its own objects say so; remove it here',
    ],
    [
      { listen: '8443/https', target: HAPROXY },
      'error missing-key at "8443/https": `https` needs a certificate; add `tls: { certificates: [shop.pem] }`',
    ],
    [
      { tls: '{ certificates: [a.pem] }', target: HAPROXY },
      'error missing-key at "tls": nothing is encrypted on `listen`: add a port such as `listen: 8443` to `tls`, or end `listen` in `/https`',
    ],
    [
      { tls: '{ certificates: [a.pem], listen: 8443 }', listen: '8444/https', target: HAPROXY },
      'error conflicting-keys at "8443": `listen` is for `https` already; remove one of them',
    ],
    [
      { tls: '{ certificates: [a.pem], listen: 8443/http }', target: HAPROXY },
      'error wrong-value at "8443/http": `tls` listens for `https`, not for `http`',
    ],
    [
      { tls: '{ certificates: [a.pem], listen: 8080 }', target: HAPROXY },
      'error duplicate-address at "8080": `127.0.0.1:8080` is where the gateway `shop` listens already; give each its own port',
    ],
    [
      { listen: '8404/http', target: HAPROXY },
      'error duplicate-address at "\\"127.0.0.1:8404\\"": `127.0.0.1:8404` is where the gateway `shop` listens already; give each its own port',
    ],
    [
      {
        versions: '{ version1: { address: "localhost:8404" }, version2: { address: "b:1" } }',
        target: HAPROXY,
      },
      'error forbidden-address at "\\"localhost:8404\\"": `localhost:8404` is where HAProxy shows its own metrics; name the service behind it',
    ],
    [
      { listen: '8080/tcp', hosts: '[shop.example]', target: HAPROXY },
      'error conflicting-keys at "hosts": a connection names no host; remove `hosts`, or listen for `http`',
    ],
    [
      {
        listen: '8080/tcp',
        target: HAPROXY,
        routes: `[{ name: a, condition: 'path exact "/"', weights: { version1: 100 } }, { name: b, weights: { version1: 100 } }]`,
      },
      'error conflicting-keys at "condition": a condition looks at requests, and a connection has none; remove it, or listen for `http`',
    ],
    [
      { listen: '8080/tcp', sticky: 'version', target: HAPROXY },
      'error conflicting-keys at "sticky": `sticky: version` needs cookies, and a connection has none; write `source`',
    ],
    [
      { listen: '8080/tcp', tls: '{ certificates: [a.pem] }', target: HAPROXY },
      'error conflicting-keys at "tls": encryption passes a `tcp` gateway untouched; remove `tls`, or listen for `https`',
    ],
    [
      {
        listen: '8080/tcp',
        target: HAPROXY,
        metrics: '{ source: { kind: scrape } }',
        policies: '[{ type: time, minimumRequests: 5 }]',
      },
      'error conflicting-keys at "type": haproxy counts no requests and no answers of connections: let the policy read the metrics of the service itself, by a `provider` of its own, or make it a `time` policy',
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

  test.each(["a'.pem", 'a\\nb.pem', '$HOME.pem', '%[x].pem', 'a;b.pem'])(
    'the certificate "%s" is refused',
    async (path) => {
      const tls = `{ listen: 8443, certificates: ["${path}"] }`;
      expect(await findingTexts(gatewayText({ target: HAPROXY, tls }))).toEqual([
        expect.stringContaining('wants the path of a file, of letters, digits, blanks'),
      ]);
    },
  );

  test.each(['hdr(a b)', 'hdr(a,b)', 'hdr()', 'uri depth 2', 'hdr($HOME)', "hdr(a')", 'roundrobin\\n'])(
    'the way to balance "%s" is refused',
    async (balance) => {
      const text = gatewayText({ target: HAPROXY, balance: `"${balance}"` });
      expect(await findingTexts(text)).toEqual([expect.stringContaining('`balance` wants a way to balance')]);
    },
  );
});
