import { afterEach, describe, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { serve } from './testing/server.js';
import { HttpClient } from './client.js';
import type { HttpAnswer } from './client.js';

const never = new AbortController().signal;
const LIMITS = { timeout: 20_000, bytes: 10_000 };

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function client(limits = LIMITS): HttpClient {
  const made = new HttpClient(limits);
  cleanups.push(() => made.close());
  return made;
}

async function url(listener: RequestListener): Promise<URL> {
  const server = await serve(listener);
  cleanups.push(() => server.close());
  return server.url;
}

async function get(listener: RequestListener, limits = LIMITS): Promise<HttpAnswer> {
  return await client(limits).send({ url: await url(listener), body: null, headers: {} }, never);
}

describe('a text', () => {
  test('comes with any status', async () => {
    const answer = await get((_, response) => response.writeHead(503).end('dü'));
    expect(answer).toEqual({ ok: true, status: 503, body: 'dü', retryAfter: null });
  });

  test('may be compressed', async () => {
    const answer = await get((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('a'.repeat(9_999)));
    });
    expect(answer).toEqual({ ok: true, status: 200, body: 'a'.repeat(9_999), retryAfter: null });
  });

  test('is asked for by a form where there is one', async () => {
    const target = await url((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => {
        response.end(
          `${request.method} ${request.headers['content-type']} ${String(request.headers['x-own'])} ${body}`,
        );
      });
    });
    const answer = await client().send(
      { url: target, body: { kind: 'form', fields: { query: 'a{b="c&d"}' } }, headers: { 'X-Own': 'yes' } },
      never,
    );
    expect(answer).toMatchObject({ ok: true });
    expect(answer.ok ? answer.body : '').toMatch(
      /^POST application\/x-www-form-urlencoded\S* yes query=a%7Bb%3D%22c%26d%22%7D$/,
    );
  });
});

test('JSON is sent word for word, so that what was signed is what arrives', async () => {
  const text = '{"b":1, "a":"ü"}';
  const target = await url((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => {
      response.end(`${request.method} ${request.headers['content-type']} ${body}`);
    });
  });
  const answer = await client().send({ url: target, body: { kind: 'json', text }, headers: {} }, never);
  expect(answer).toMatchObject({ ok: true, body: `POST application/json ${text}` });
});

test('what says when to come again is given on', async () => {
  const answer = await get((_, response) => response.writeHead(429, { 'Retry-After': '7' }).end());
  expect(answer).toMatchObject({ ok: true, status: 429, retryAfter: '7' });
});

test('an address that is a secret is called something else', async () => {
  const server = await serve(() => undefined);
  await server.close();
  const target = new URL('/services/secret', server.url);
  expect(await client().send({ url: target, body: null, headers: {}, called: '`team`' }, never)).toEqual({
    ok: false,
    cause: 'network',
    message: '`team` cannot be reached: nothing listens there (connection refused)',
  });
});

describe('a body that is too large is refused', () => {
  const tooLarge = {
    ok: false,
    cause: 'unusable',
    message: expect.stringContaining('sent more than 10000 bytes'),
  };

  test('as it is sent', async () => {
    expect(await get((_, response) => response.end('a'.repeat(10_001)))).toEqual(tooLarge);
  });

  test('as it is sent without a length', async () => {
    const answer = await get((_, response) => {
      response.write('a'.repeat(6_000));
      response.end('a'.repeat(6_000));
    });
    expect(answer).toEqual(tooLarge);
  });

  test('expanded', async () => {
    const answer = await get((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('a'.repeat(1_000_000)));
    });
    expect(answer).toEqual(tooLarge);
  });

  test('compressed, though nothing comes of it', async () => {
    // Empty blocks without end: however many are read, the expanded size stays 0.
    const emptyBlock = deflateRawSync('', { finishFlush: 2 });
    const flood = Buffer.concat([gzipSync('').subarray(0, 10), ...Array<Buffer>(20_000).fill(emptyBlock)]);
    const answer = await get((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(flood);
    });
    expect(answer).toEqual(tooLarge);
  });
});

describe('an answer that cannot be used', () => {
  test('is a redirect: it is not followed', async () => {
    let followed = 0;
    const elsewhere = await url((_, response) => {
      followed += 1;
      response.end();
    });
    const answer = await get((_, response) => response.writeHead(302, { Location: elsewhere.href }).end());
    expect(answer).toMatchObject({
      ok: false,
      cause: 'unusable',
      message: expect.stringContaining('redirects elsewhere (status 302)'),
    });
    expect(followed).toBe(0);
  });

  test('is one in an encoding that was not asked for', async () => {
    const answer = await get((_, response) => response.writeHead(200, { 'Content-Encoding': 'br' }).end('x'));
    expect(answer).toMatchObject({ ok: false, cause: 'unusable' });
  });

  test('is one whose compression is broken', async () => {
    const answer = await get((_, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('no gzip'),
    );
    expect(answer).toMatchObject({
      ok: false,
      cause: 'unusable',
      message: expect.stringContaining('broken gzip'),
    });
  });
});

describe('a failure that may pass', () => {
  test('is that nothing listens', async () => {
    const server = await serve(() => undefined);
    await server.close();
    const target = new URL('/metrics?token=secret', server.url);
    const answer = await client().send(
      { url: target, body: null, headers: { Authorization: 'Bearer secret' } },
      never,
    );
    expect(answer).toEqual({
      ok: false,
      cause: 'network',
      message: `\`${server.url.origin}/metrics\` cannot be reached: nothing listens there (connection refused)`,
    });
  });

  test('is a connection that breaks off', async () => {
    const answer = await get((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    expect(answer).toMatchObject({ ok: false, cause: 'network' });
  });

  test('is silence', async () => {
    const answer = await get(() => undefined, { ...LIMITS, timeout: 50 });
    expect(answer).toMatchObject({
      ok: false,
      cause: 'timeout',
      message: expect.stringContaining('did not answer within 50 ms'),
    });
  });

  test('is a body that never ends, however busily it comes', async () => {
    const answer = await get(
      (_, response) => {
        const timer = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(timer));
      },
      { ...LIMITS, timeout: 200 },
    );
    expect(answer).toMatchObject({ ok: false, cause: 'timeout' });
  });
});

test('an aborted signal ends it with the signal’s reason', async () => {
  const controller = new AbortController();
  const target = await url(() => controller.abort(new Error('enough')));
  await expect(client().send({ url: target, body: null, headers: {} }, controller.signal)).rejects.toThrow(
    'enough',
  );
  await expect(client().send({ url: target, body: null, headers: {} }, controller.signal)).rejects.toThrow(
    'enough',
  );
});

test('loopback is not reached through a proxy', async () => {
  let proxied = 0;
  const proxy = await url((_, response) => {
    proxied += 1;
    response.end('proxy');
  });
  const before = { ...process.env };
  process.env['http_proxy'] = process.env['HTTP_PROXY'] = proxy.href;
  process.env['no_proxy'] = process.env['NO_PROXY'] = '';
  cleanups.push(() => {
    process.env = before;
  });
  expect(await get((_, response) => response.end('direct'))).toMatchObject({ body: 'direct' });
  expect(proxied).toBe(0);
  // The variables do work where they may: a name that only the proxy could look up.
  const target = new URL('http://prometheus.invalid/');
  expect(await client().send({ url: target, body: null, headers: {} }, never)).toMatchObject({
    body: 'proxy',
  });
});
