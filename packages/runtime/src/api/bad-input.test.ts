import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import type { ManagedGateway } from '../release/control.js';
import { gatewayDocument } from './testing/gateways.js';
import { ServedApi, tokenOf } from './testing/served-api.js';

/*
 * What nobody should send: each has its status and a problem document; nothing changes, nothing is told that is not to be known.
 */

let api: ServedApi;

beforeEach(async () => {
  api = await ServedApi.start({ withTokens: true, limits: { head: 200, request: 300, check: 50 } });
});

afterEach(async () => {
  expect(api.faults).toEqual([]);
  await api.close();
});

const revisions = (): readonly string[] => api.control.list().map(({ revision }: ManagedGateway) => revision);

/** Whatever was refused has changed nothing, and its answer holds nothing of the machine or the tokens. */
async function expectRefused(answer: Response, status: number): Promise<string> {
  const text = await answer.text();
  expect([answer.status, text]).toEqual([status, expect.any(String)]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const body = JSON.parse(text) as Record<string, unknown>;
  expect(body).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
  expect(text).not.toContain('token-of');
  expect(text).not.toContain(api.folder);
  expect(text).not.toMatch(/\.js:|node_modules|\n\s+at /);
  expect(api.control.acts).toEqual([]);
  expect(revisions()).toEqual(['r1']);
  return String(body['detail']);
}

const WEIGHTS = { route: 'default', weights: { version1: 50, version2: 50 } };

describe('bodies', () => {
  const weights = '/api/v1/gateways/shop/weights';

  test.each([
    ['cut short', '{"route": "def', 400, 'the body is no JSON'],
    ['no JSON', 'route=default', 400, 'the body is no JSON'],
    ['empty', '', 400, 'the body is missing'],
    ['only spaces', '   ', 400, 'the body is missing'],
    ['two documents', '{}{}', 400, 'the body is no JSON'],
    ['a list', '[]', 422, 'the document wants'],
    ['null', 'null', 422, 'the document wants'],
    ['a wrong type', '{"route": 5, "weights": {"version1": 100}}', 422, '`route` wants'],
    [
      'a wrong type within',
      '{"route": "default", "weights": {"version1": true}}',
      422,
      '`version1` wants a percentage',
    ],
    ['an unknown key', JSON.stringify({ ...WEIGHTS, rout: 'x' }), 422, 'unknown key `rout`'],
    ['a missing key', '{"weights": {"version1": 100}}', 422, 'lacks `route`'],
    [
      'a sum that is not 100',
      '{"route": "default", "weights": {"version1": 99}}',
      422,
      'sum to 99% instead of 100%',
    ],
    [
      'too many decimals',
      '{"route": "default", "weights": {"version1": 33.333}}',
      422,
      'two decimals at most',
    ],
    [
      'less than nothing',
      '{"route": "default", "weights": {"version1": -5, "version2": 105}}',
      422,
      '`version1` wants',
    ],
    [
      'a prototype',
      '{"route": "default", "weights": {"__proto__": 100}}',
      422,
      '`__proto__` cannot be a key',
    ],
    [
      'a polluted prototype',
      '{"__proto__": {"route": "default"}, "weights": {"a": 100}}',
      422,
      'unknown key',
    ],
    ['nested without end', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 400, 'nested too deeply'],
    ['too large', JSON.stringify({ ...WEIGHTS, route: 'x'.repeat(20_000) }), 413, 'the body is too large'],
  ])('%s', async (_name, body, status, detail) => {
    const answer = await api.ask('PUT', weights, { body, role: 'admin' });
    expect(await expectRefused(answer, status)).toContain(detail);
    expect(({} as Record<string, unknown>)['route']).toBeUndefined();
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('of the type `%s`, which a form of another site could send, are not read', async (type) => {
    const headers = { 'content-type': type };
    const answer = await api.ask('PUT', weights, { body: JSON.stringify(WEIGHTS), headers, role: 'admin' });
    await expectRefused(answer, 415);
    await expectRefused(
      await api.ask('POST', '/api/v1/gateways/shop/pause', { headers, role: 'admin' }),
      415,
    );
  });

  test('with a charset said are read', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    const answer = await api.ask('PUT', weights, { body: WEIGHTS, headers, role: 'operator' });
    expect(answer.status).toBe(200);
    expect(api.control.acts).toEqual([
      {
        name: 'shop',
        by: 'operator',
        act: {
          kind: 'weights',
          route: 'default',
          weights: new Map([
            ['version1', 5000],
            ['version2', 5000],
          ]),
        },
      },
    ]);
    api.control.acts.splice(0);
  });
});

describe('tokens', () => {
  test.each([
    undefined,
    'Bearer wrong',
    'Bearer ',
    `Bearer ${tokenOf('admin')}x`,
    `Bearer ${tokenOf('admin').slice(0, -1)}`,
    `Basic ${Buffer.from(`admin:${tokenOf('admin')}`).toString('base64')}`,
    tokenOf('admin'),
  ])('%s is nobody’s', async (authorization) => {
    const answer = await api.ask('GET', '/api/v1/gateways', {
      ...(authorization !== undefined && { headers: { authorization } }),
    });
    await expectRefused(answer, 401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('are not taken from the address, where logs and histories would keep them', async () => {
    await expectRefused(await api.ask('GET', `/api/v1/gateways?access_token=${tokenOf('admin')}`), 401);
  });

  test('of another role name it', async () => {
    const answer = await api.ask('POST', '/api/v1/gateways/shop/promote', { role: 'viewer' });
    expect(await expectRefused(answer, 403)).toBe(
      'this needs the role operator; `viewer` has the role viewer',
    );
  });
});

describe('paths', () => {
  test.each([
    ['/api/v1/gateways/..%2f..%2fetc%2fpasswd', 404],
    ['/api/v1/gateways/%2e%2e/status', 404],
    ['/api/v1/gateways/__proto__/status', 404],
    ['/api/v1/gateways/constructor', 404],
    ['/api/v1/gateways/shop%00/status', 404],
    [`/api/v1/gateways/${'x'.repeat(400)}`, 414],
    ['/api/v1/gateways/', 404],
    ['/api/v1/gateways/%zz', 400],
    ['/api/v2/gateways', 404],
    ['/page.js', 404],
    ['/.git/config', 404],
    ['/api/v1/gateways?limit=5&limit=6', 400],
    ['/api/v1/gateways?limit=1e9', 400],
    ['/api/v1/gateways?namespace[a]=b', 400],
    ['/api/v1/gateways?after=nobody', 400],
    ['/api/v1/gateways/shop/decisions?limit=0', 400],
    ['/api/v1/gateways/shop/decisions?limit=-1', 400],
  ])('%s', async (path, status) => {
    await expectRefused(await api.ask('GET', path, { role: 'admin' }), status);
  });

  test.each(['PUT', 'POST', 'DELETE', 'PATCH'])('a method that a path has not: %s', async (method) => {
    const answer = await api.ask(method, '/api/v1/gateways/shop/status', { role: 'admin', body: undefined });
    await expectRefused(answer, 405);
    expect(answer.headers.get('allow')).toBe('GET');
  });
});

describe('conflicting writes', () => {
  const put = (
    headers: Readonly<Record<string, string>>,
    body: unknown = gatewayDocument(),
  ): Promise<Response> => api.ask('PUT', '/api/v1/gateways/shop', { body, headers, role: 'admin' });

  test.each([
    [{}, 428, '`If-Match`'],
    [{ 'if-match': '"r0"' }, 412, 'changed in between'],
    [{ 'if-match': 'W/"r1"' }, 412, 'changed in between'],
    [{ 'if-match': 'r1' }, 400, 'double quotes'],
    [{ 'if-none-match': '*' }, 412, 'there is a gateway `shop` already'],
    [{ 'if-none-match': '"r1"' }, 400, '`*`'],
    [{ 'if-match': '*', 'if-none-match': '*' }, 400, 'at once'],
  ])('%j', async (headers, status, detail) => {
    expect(await expectRefused(await put(headers), status)).toContain(detail);
  });

  test('of a gateway that is not there: nothing matches', async () => {
    const answer = await api.ask('PUT', '/api/v1/gateways/news', {
      body: gatewayDocument('news'),
      headers: { 'if-match': '*' },
      role: 'admin',
    });
    await expectRefused(answer, 412);
  });

  test('under another name than the path’s are refused', async () => {
    const body = gatewayDocument('news');
    expect(await expectRefused(await put({ 'if-match': '"r1"' }, body), 422)).toContain('`metadata.name`');
  });

  test('what is wrong with a document is told place by place', async () => {
    const body = { ...gatewayDocument(), spec: { ...gatewayDocument().spec, baseline: 'version9' } };
    const answer = await put({ 'if-match': '"r1"' }, body);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      diagnostics: expect.arrayContaining([
        expect.objectContaining({ code: 'unknown-version', severity: 'error' }),
      ]),
    });
  });

  test('the second of two that rest on one revision is refused', async () => {
    const first = await put({ 'if-match': '"r0", "r1"' }, gatewayDocument('shop', 'default', '20s'));
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"r2"']);
    const second = await put({ 'if-match': '"r1"' }, gatewayDocument('shop', 'default', '30s'));
    expect(second.status).toBe(412);
    expect(revisions()).toEqual(['r2']);
  });
});

describe('slow and broken clients', () => {
  /** Sends a text as it is, and gives all that comes back once the server has ended the connection. */
  function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(api.url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(text.replaceAll('HOST', `127.0.0.1:${port}`));
      });
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.once('close', () => {
        resolve(answer);
      });
      socket.once('error', reject);
    });
  }

  const HEAD = `PUT /api/v1/gateways/shop/weights HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer ${tokenOf('admin')}\r\n`;

  test.each([
    ['a head that never ends', 'GET /healthz HTTP/1.1\r\nHost: HOST\r\nX-Slow: ', 408],
    ['a body that never comes', `${HEAD}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`, 408],
    [
      'a head without end',
      `GET /healthz HTTP/1.1\r\nHost: HOST\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['no HTTP at all', 'HELO lamia\r\n\r\n', 400],
    ['two lengths', `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400],
    [
      'a length beside chunks',
      `${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['a header with a line break', 'GET /healthz HTTP/1.1\r\nHost: HOST\r\nX: a\rb\r\n\r\n', 400],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ])('%s', async (_name, text, status) => {
    const answer = await raw(text);
    expect(answer.split('\r\n')[0]).toContain(`HTTP/1.1 ${status} `);
    expect(answer).not.toContain('token-of');
    expect(api.control.acts).toEqual([]);
  });
});

describe('requests of other sites’ pages', () => {
  test.each([
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'https://127.0.0.1' }, 403],
  ])('%j', async (headers, status) => {
    await expectRefused(
      await api.ask('POST', '/api/v1/gateways/shop/promote', { headers, role: 'admin' }),
      status,
    );
  });

  test('get no leave to read or send anything', async () => {
    const answer = await api.ask('OPTIONS', '/api/v1/gateways', {
      headers: { origin: 'http://evil.example' },
    });
    expect(answer.status).toBe(403);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('can frame nothing and run nothing', async () => {
    for (const path of ['/', '/healthz', '/api/v1/gateways', '/nothing']) {
      const { headers } = await api.ask('GET', path, { role: 'viewer' });
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});

test('a fault of the program is told to whoever runs it, and not to whoever asks', async () => {
  api.control.failure = new TypeError('the secret inside');
  const answer = await api.ask('GET', '/api/v1/gateways/shop/decisions', { role: 'viewer' });
  expect(await expectRefused(answer, 500)).toBe('a fault of lamia itself; its log tells more');
  expect(api.faults.splice(0)).toEqual([api.control.failure]);
});

test('a log of requests holds names of paths, never what stood in them', async () => {
  const secret = api.hooks.pathOf('argo', 'shop');
  await api.ask('GET', `${secret}?x=1`);
  await api.ask('GET', '/api/v1/gateways', { role: 'viewer' });
  expect(api.requests.map(({ at, status, caller }) => [at, status, caller])).toEqual([
    ['/api/v1/hooks/argo/{name}/{secret}', 400, 'anyone'],
    ['/api/v1/gateways', 200, 'viewer'],
  ]);
});
