import { Agent, request, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Address } from '../../config/gateway.js';
import { fetchText } from '../testing/client.js';
import { outlined, routed } from '../testing/gateways.js';
import { startUpstream, type Upstream } from '../testing/upstream.js';
import { EmbeddedTarget } from './target.js';

const signal = new AbortController().signal;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Proxied {
  readonly address: Address;
  readonly upstream: Upstream;
  readonly target: EmbeddedTarget;
}

/** A gateway in front of one upstream that answers so. */
async function proxied(answer?: RequestListener, silence = 60_000): Promise<Proxied> {
  const upstream = await startUpstream('version1', answer);
  closing.push(() => upstream.close());
  return { upstream, ...(await gatewayTo(upstream.port, silence)) };
}

async function gatewayTo(port: number, silence = 60_000): Promise<Omit<Proxied, 'upstream'>> {
  const target = new EmbeddedTarget({ silence, grace: 100 });
  closing.push(() => target.close());
  await target.serve([outlined({ versions: { version1: port } })], [routed({ version1: 10_000 })], signal);
  const address = target.address('shop');
  if (address === null) throw new Error('the gateway has an address once it is served');
  return { address, target };
}

/** How many responses the gateway has counted with this code. */
async function counted(target: EmbeddedTarget, code: number): Promise<number> {
  const url = new URL(target.metricsUrl() ?? '');
  const { body } = await fetchText({ host: url.hostname, port: Number(url.port) }, { path: url.pathname });
  const line = new RegExp(`^lamia_gateway_responses_total\\{[^}]*code="${code}"\\} (\\d+)$`, 'm').exec(body);
  return Number(line?.[1] ?? 0);
}

/** Waits until the gateway has counted one: it does so when the exchange is over, which a client may see earlier. */
async function untilCounted(target: EmbeddedTarget, code: number): Promise<void> {
  while ((await counted(target, code)) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

function open(address: Address): Socket {
  const socket = connect(address.port, address.host);
  closing.push(() => Promise.resolve(void socket.destroy()));
  return socket;
}

async function textUntil(socket: Socket, end: string): Promise<string> {
  let text = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.includes(end)) break;
  }
  return text;
}

describe('requests and responses', () => {
  test('method, path, query, body and headers arrive, with the client and the host forwarded', async () => {
    const { address } = await proxied((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () =>
        response
          .writeHead(201, { 'x-answer': '1', 'set-cookie': ['a=1', 'b=2'] })
          .end(
            JSON.stringify({ method: incoming.method, url: incoming.url, headers: incoming.headers, body }),
          ),
      );
    });
    const reply = await fetchText(
      address,
      {
        method: 'PUT',
        path: '/a%2Fb?q=1&q=2',
        headers: { host: 'shop.example', 'x-ask': '1' },
      },
      'hello',
    );
    expect(reply.status).toBe(201);
    expect(reply.headers['x-answer']).toBe('1');
    expect(reply.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(JSON.parse(reply.body)).toMatchObject({
      method: 'PUT',
      url: '/a%2Fb?q=1&q=2',
      body: 'hello',
      headers: {
        host: 'shop.example',
        'x-ask': '1',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': 'shop.example',
        'x-forwarded-proto': 'http',
      },
    });
  });

  test('headers of one connection stay on it, both ways', async () => {
    let seen: IncomingMessage['headers'] = {};
    const { address } = await proxied((incoming, response) => {
      seen = incoming.headers;
      response.writeHead(200, { connection: 'close, x-hop', 'x-hop': '1', 'x-end': '2' }).end('ok');
    });
    const reply = await fetchText(address, {
      headers: { connection: 'close, x-mine', 'x-mine': '1', te: 'trailers', 'x-end': '2' },
    });
    expect(seen['x-mine']).toBeUndefined();
    expect(seen['te']).toBeUndefined();
    expect(seen['x-end']).toBe('2');
    expect(seen.connection).toBe('keep-alive');
    expect(reply.headers['x-hop']).toBeUndefined();
    expect(reply.headers['x-end']).toBe('2');
    expect(reply.headers.connection).toBe('close');
  });

  test('a request in absolute form reaches the upstream in origin form', async () => {
    const { address } = await proxied((incoming, response) => response.end(incoming.url));
    expect((await fetchText(address, { path: 'http://shop.example/a?b=1' })).body).toBe('/a?b=1');
  });

  test('a body of a method that usually has none is framed, so that nothing can be smuggled behind it', async () => {
    const { address, upstream } = await proxied((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => response.end(`${incoming.method} ${body}`));
    });
    const inner = 'GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n';
    const reply = await fetchText(
      address,
      { method: 'DELETE', headers: { 'transfer-encoding': 'chunked' } },
      inner,
    );
    expect(reply.body).toBe(`DELETE ${inner}`);
    expect(upstream.requests()).toBe(1);
  });

  test('the first byte of a response passes before the last is sent', async () => {
    let finish = (): void => undefined;
    const { address } = await proxied((_incoming, response) => {
      response.write('first');
      finish = () => response.end('last');
    });
    const sent = request({ host: address.host, port: address.port, agent: false });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('first');
    finish();
    const [last] = (await once(response, 'data')) as [Buffer];
    expect(last.toString()).toBe('last');
  });

  test('the first byte of a request passes before the last is sent', async () => {
    let arrived = (_chunk: string): void => undefined;
    const first = new Promise<string>((resolve) => (arrived = resolve));
    const { address } = await proxied((incoming, response) => {
      incoming.once('data', (chunk: Buffer) => arrived(chunk.toString()));
      incoming.on('end', () => response.end('whole'));
    });
    const sent = request({ host: address.host, port: address.port, agent: false, method: 'POST' });
    sent.write('first');
    expect(await first).toBe('first');
    sent.end('last');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    await once(response, 'end');
  });
});

describe('connections', () => {
  test('are kept, to clients and to upstreams', async () => {
    const { address, upstream } = await proxied();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let index = 0; index < 5; index += 1) {
      const sent = request({ host: address.host, port: address.port, agent });
      sent.end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      ports.add(response.socket.localPort);
      response.resume();
      await once(response, 'end');
    }
    agent.destroy();
    expect(ports.size).toBe(1);
    expect(upstream.requests()).toBe(5);
    expect(upstream.connections()).toBe(1);
  });

  test('a client that leaves ends the work of the upstream and is counted as 499', async () => {
    let stopped = (): void => undefined;
    const upstreamStopped = new Promise<void>((resolve) => (stopped = resolve));
    let started = (): void => undefined;
    const upstreamStarted = new Promise<void>((resolve) => (started = resolve));
    const { address, target } = await proxied((_incoming, response) => {
      response.once('close', stopped);
      started();
    });
    const sent = request({ host: address.host, port: address.port, agent: false });
    sent.on('error', () => undefined);
    sent.end();
    await upstreamStarted;
    sent.destroy();
    await upstreamStopped;
    await untilCounted(target, 499);
    expect(await counted(target, 502)).toBe(0);
  });

  test('an idle connection that the upstream closes under a request costs a client nothing', async () => {
    const { address, upstream } = await proxied(oncePerConnection());
    expect((await fetchText(address)).status).toBe(200);
    expect(await fetchText(address)).toMatchObject({ status: 200, body: 'once' });
    expect(upstream.requests()).toBe(3);
    expect(upstream.connections()).toBe(2);
  });

  test('what may have changed something is not sent twice', async () => {
    const { address, upstream } = await proxied(oncePerConnection());
    expect((await fetchText(address)).status).toBe(200);
    expect((await fetchText(address, { method: 'POST' }, 'order')).status).toBe(502);
    expect(upstream.requests()).toBe(2);
  });

  test('a fresh connection that is reset is the failure of the version: 502, and no second try', async () => {
    let tries = 0;
    const { address, target } = await proxied((incoming) => {
      tries += 1;
      incoming.socket.resetAndDestroy();
    });
    expect((await fetchText(address)).status).toBe(502);
    expect(tries).toBe(1);
    await untilCounted(target, 502);
  });
});

describe('failures of an upstream', () => {
  test('a refused connection is a 502', async () => {
    const gone = await startUpstream('gone');
    await gone.close();
    const { address, target } = await gatewayTo(gone.port);
    expect(await fetchText(address)).toMatchObject({ status: 502, body: '502 Bad Gateway\n' });
    await untilCounted(target, 502);
  });

  test('silence is a 504', async () => {
    const { address, target } = await proxied(() => undefined, 50);
    expect((await fetchText(address)).status).toBe(504);
    await untilCounted(target, 504);
  });

  test('a body that breaks off breaks off for the client too, and is counted as a failure', async () => {
    const { address, target } = await proxied((_incoming, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('some', () => response.socket?.destroy());
    });
    await expect(fetchText(address)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await untilCounted(target, 502);
    expect(await counted(target, 200)).toBe(0);
  });

  test('the status of an upstream passes as it is', async () => {
    const { address, target } = await proxied((_incoming, response) => response.writeHead(503).end('busy'));
    expect(await fetchText(address)).toMatchObject({ status: 503, body: 'busy' });
    await untilCounted(target, 503);
  });
});

describe('upgrades', () => {
  const upgrade = (protocol: string): string =>
    `GET /chat HTTP/1.1\r\nhost: shop.example\r\nconnection: keep-alive, Upgrade\r\nupgrade: ${protocol}\r\n\r\n`;

  test('a websocket passes, bytes echo both ways, and it is counted once', async () => {
    const { address, upstream, target } = await proxied();
    upstream.server.on('upgrade', (incoming, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ${incoming.headers.upgrade}\r\n` +
          `x-path: ${incoming.url}\r\n\r\n`,
      );
      socket.pipe(socket);
    });
    const socket = open(address);
    socket.write(upgrade('websocket'));
    const head = await nextText(socket);
    expect(head).toMatch(/^HTTP\/1\.1 101 /);
    expect(head).toContain('x-path: /chat');
    socket.write('ping');
    expect(await nextText(socket)).toBe('ping');
    socket.end();
    await once(socket, 'close');
    expect(await counted(target, 101)).toBe(1);
    expect(await counted(target, 499)).toBe(0);
  });

  test('an upstream that does not upgrade is heard', async () => {
    const { address, target } = await proxied((_incoming, response) => response.writeHead(403).end('no'));
    const socket = open(address);
    socket.write(upgrade('websocket'));
    expect(await textUntil(socket, 'no')).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(await counted(target, 403)).toBe(1);
  });

  test('an upstream that is gone is a 502', async () => {
    const gone = await startUpstream('gone');
    await gone.close();
    const { address, target } = await gatewayTo(gone.port);
    const socket = open(address);
    socket.write(upgrade('websocket'));
    expect(await textUntil(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 502 /);
    expect(await counted(target, 502)).toBe(1);
  });

  test('a silent upstream is a 504', async () => {
    const { address, upstream } = await proxied(undefined, 50);
    upstream.server.on('upgrade', () => undefined);
    const socket = open(address);
    socket.write(upgrade('websocket'));
    expect(await textUntil(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 504 /);
  });

  test('another protocol is refused with a reason', async () => {
    const { address } = await proxied();
    const socket = open(address);
    socket.write(upgrade('h2c'));
    expect(await textUntil(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 501 /);
  });
});

/** Answers the first request of each connection and resets the connection at the second: an idle one, closed too late. */
function oncePerConnection(): RequestListener {
  const answered = new WeakSet<Socket>();
  return (incoming, response) => {
    if (answered.has(incoming.socket)) {
      incoming.socket.resetAndDestroy();
      return;
    }
    answered.add(incoming.socket);
    response.end('once');
  };
}

async function nextText(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString();
}
