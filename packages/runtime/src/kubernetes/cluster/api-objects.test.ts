import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { serve, type TestServer } from '../../http/testing/server.js';
import type { ClusterAccess } from './access.js';
import { API_LIMITS, ApiObjects, type ApiLimits } from './api-objects.js';
import { CallRate } from './call-rate.js';
import type { WatchEvent } from './cluster-objects.js';
import { KINDS } from './kinds.js';
import { ApiTransport } from './transport.js';

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly type: string | undefined;
  readonly token: string | undefined;
  readonly body: string;
  readonly port: number | undefined;
}

type Answer = (asked: Asked, response: ServerResponse) => void;

const never = new AbortController().signal;
const SHOP = { namespace: 'team', name: 'shop' };
const gateway = { apiVersion: 'lamia.dev/v1', kind: 'Gateway', metadata: SHOP };

const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** An API server that answers as a test says, in turn; the last answer is for whatever else is asked. */
async function apiServer(answers: readonly Answer[], limits: Partial<ApiLimits> = {}) {
  const asked: Asked[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call: Asked = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://cluster'),
      type: request.headers['content-type'],
      token: request.headers.authorization,
      body: await text(request),
      port: request.socket.remotePort,
    };
    asked.push(call);
    (answers[asked.length - 1] ?? answers.at(-1))?.(call, response);
  };
  const server: TestServer = await serve((request, response) => void listener(request, response));
  let token = 1;
  const access: ClusterAccess = {
    server: server.url.origin,
    namespace: null,
    authority: () => Promise.resolve({ headers: { Authorization: `Bearer ${token}` }, tls: {}, proxy: null }),
    renew: () => {
      token += 1;
      return Promise.resolve();
    },
  };
  const transport = new ApiTransport(access);
  closing.push(
    () => server.close(),
    () => transport.close(),
  );
  const rate = new CallRate({ now: () => performance.now(), sleep: () => Promise.resolve() });
  return { asked, objects: new ApiObjects(transport, rate, { ...API_LIMITS, ...limits }) };
}

const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_asked, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));

describe('calls to an API server', () => {
  test('say what is meant by method, path and type', async () => {
    const { asked, objects } = await apiServer([json(gateway)]);
    await objects.get(KINDS.service, SHOP, never);
    await objects.create(KINDS.gateway, gateway, never);
    await objects.apply(KINDS.gateway, gateway, { manager: 'm', force: false, dryRun: true }, never);
    await objects.replace(KINDS.gateway, gateway, never);
    await objects.replaceStatus(KINDS.gateway, gateway, never);
    await objects.remove(KINDS.gateway, SHOP, never);
    const all = '/apis/lamia.dev/v1/namespaces/team/gateways';
    expect(asked.map(({ method, url, type }) => [method, url.pathname + url.search, type])).toEqual([
      ['GET', '/api/v1/namespaces/team/services/shop', undefined],
      ['POST', `${all}?fieldManager=lamia`, 'application/json'],
      [
        'PATCH',
        `${all}/shop?fieldManager=m&force=false&fieldValidation=Strict&dryRun=All`,
        'application/apply-patch+yaml',
      ],
      ['PUT', `${all}/shop?fieldManager=lamia`, 'application/json'],
      ['PUT', `${all}/shop/status?fieldManager=lamia`, 'application/json'],
      ['DELETE', `${all}/shop?propagationPolicy=Background`, undefined],
    ]);
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual(gateway);
  });

  test('go over one connection one after another', async () => {
    const { asked, objects } = await apiServer([json(gateway)]);
    for (let count = 0; count < 3; count += 1) await objects.get(KINDS.gateway, SHOP, never);
    expect(new Set(asked.map(({ port }) => port)).size).toBe(1);
  });

  test('renew credentials that are not accepted any more, once', async () => {
    const refused = json({ message: 'Unauthorized' }, 401);
    const { asked, objects } = await apiServer([refused, json(gateway), refused]);
    await objects.get(KINDS.gateway, SHOP, never);
    expect(asked.map(({ token }) => token)).toEqual(['Bearer 1', 'Bearer 2']);
    await expect(objects.get(KINDS.gateway, SHOP, never)).rejects.toMatchObject({
      failure: 'forbidden',
      message:
        'the API server refused to get gateways `team/shop`: Unauthorized (status 401); its credentials are not accepted: renew them',
    });
    expect(asked.map(({ token }) => token).slice(2)).toEqual(['Bearer 2', 'Bearer 3']);
  });

  test.each([
    [403, 'forbidden'],
    [409, 'conflict'],
    [410, 'gone'],
    [422, 'invalid'],
    [429, 'busy'],
    [503, 'busy'],
  ] as const)('that are answered by %i fail as %s', async (status, failure) => {
    const { objects } = await apiServer([json({ message: 'no' }, status, { 'Retry-After': '2' })]);
    const replaced = objects.replace(KINDS.gateway, gateway, never);
    await expect(replaced).rejects.toMatchObject({ failure, retryAfter: 2000 });
    await expect(replaced).rejects.toThrow('to replace gateways `team/shop`: no');
  });

  test('tell an object that is not there from a kind that is not', async () => {
    const missing = json({ message: 'gateways "shop" not found', details: { name: 'shop' } }, 404);
    const unknown: Answer = (_asked, response) => response.writeHead(404).end('404 page not found\n');
    const { objects } = await apiServer([missing, missing, missing, unknown]);
    expect(await objects.get(KINDS.gateway, SHOP, never)).toBeNull();
    await objects.remove(KINDS.gateway, SHOP, never);
    const replaced = objects.replace(KINDS.gateway, gateway, never);
    await expect(replaced).rejects.toMatchObject({ failure: 'not-found' });
    await expect(objects.get(KINDS.gateway, SHOP, never)).rejects.toThrow('install its custom resource');
  });

  test('end where there is no answer, and with their signal', async () => {
    const { objects } = await apiServer([() => undefined], { call: 50 });
    await expect(objects.get(KINDS.gateway, SHOP, never)).rejects.toMatchObject({
      failure: 'unreachable',
      message: expect.stringMatching(/^the API server `http:.*` did not answer within 50 ms$/) as unknown,
    });
    const stop = new AbortController();
    const asked = objects.get(KINDS.gateway, SHOP, stop.signal);
    stop.abort();
    await expect(asked).rejects.toBe(stop.signal.reason);
  });

  test('that are cut are unreachable', async () => {
    const { objects } = await apiServer([(_asked, response) => response.destroy()]);
    await expect(objects.get(KINDS.gateway, SHOP, never)).rejects.toMatchObject({ failure: 'unreachable' });
  });

  test('list in pages, and say of each entry what it is', async () => {
    const page = (name: string, next?: string): Answer =>
      json({ metadata: { resourceVersion: '7', continue: next }, items: [{ metadata: { name } }] });
    const { asked, objects } = await apiServer([page('one', 'a b'), page('two')], { page: 1 });
    const query = { namespace: null, labelSelector: 'team in (a,b)' };
    expect(await objects.list(KINDS.service, query, never)).toEqual({
      resourceVersion: '7',
      items: ['one', 'two'].map((name) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name } })),
    });
    expect(asked.map(({ url }) => [url.pathname, Object.fromEntries(url.searchParams)])).toEqual([
      ['/api/v1/services', { labelSelector: 'team in (a,b)', limit: '1' }],
      ['/api/v1/services', { labelSelector: 'team in (a,b)', limit: '1', continue: 'a b' }],
    ]);
  });
});

describe('a watch', () => {
  const query = { namespace: 'team', resourceVersion: '7' };
  const events = (...lines: readonly unknown[]): string =>
    lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const kinds = { apiVersion: 'lamia.dev/v1', kind: 'Gateway' };

  test('hears each line, however it is cut, until the server ends it', async () => {
    const metadata = { name: 'größe' };
    const lines = Buffer.from(
      events(
        { type: 'ADDED', object: { ...kinds, metadata } },
        { type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } },
        { type: 'DELETED', object: { ...kinds, metadata } },
      ),
    );
    const { asked, objects } = await apiServer([
      (_asked, response) => {
        response.writeHead(200);
        for (const byte of lines) response.write(Uint8Array.of(byte));
        response.end();
      },
    ]);
    const heard: WatchEvent[] = [];
    await objects.watch(KINDS.gateway, query, (event) => heard.push(event), never);
    expect(heard).toEqual([
      { type: 'added', object: { ...kinds, metadata } },
      { type: 'bookmark', resourceVersion: '9' },
      { type: 'deleted', object: { ...kinds, metadata } },
    ]);
    expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toEqual({
      ...{ watch: 'true', allowWatchBookmarks: 'true', resourceVersion: '7', timeoutSeconds: '60' },
    });
  });

  test.each([
    ['in the stream', 200, { type: 'ERROR', object: { code: 410, message: 'too old resource version' } }],
    ['at once', 410, { message: 'too old resource version' }],
  ] as const)('that is too old is gone: said %s', async (_where, status, line) => {
    const { objects } = await apiServer([(_asked, response) => response.writeHead(status).end(events(line))]);
    const watched = objects.watch(KINDS.gateway, query, () => undefined, never);
    await expect(watched).rejects.toMatchObject({ failure: 'gone' });
    await expect(watched).rejects.toThrow('to watch gateways of namespace `team`: too old resource version');
  });

  test('that is silent for too long is ended, and one that is never opened is unreachable', async () => {
    const opened: Answer = (_asked, response) => {
      response.writeHead(200);
      response.flushHeaders();
    };
    const { objects } = await apiServer([opened, () => undefined], { silence: 50, call: 50 });
    await objects.watch(KINDS.gateway, query, () => undefined, never);
    const unopened = objects.watch(KINDS.gateway, query, () => undefined, never);
    await expect(unopened).rejects.toMatchObject({ failure: 'unreachable' });
  });

  test('that is cut is unreachable, and one whose signal ends rejects with its reason', async () => {
    const { objects } = await apiServer([
      (_asked, response) => {
        response.writeHead(200);
        response.write(events({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } }), () =>
          response.destroy(),
        );
      },
      (_asked, response) => {
        response.writeHead(200);
        response.write(events({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } }));
      },
    ]);
    const cut = objects.watch(KINDS.gateway, query, () => undefined, never);
    await expect(cut).rejects.toMatchObject({ failure: 'unreachable' });
    const stop = new AbortController();
    const watched = objects.watch(KINDS.gateway, query, () => stop.abort(), stop.signal);
    const reason: unknown = await watched.catch((error: unknown) => error);
    expect(reason).toBe(stop.signal.reason);
  });
});
