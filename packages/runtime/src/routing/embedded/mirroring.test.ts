import { once } from 'node:events';
import { request as requestTo, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Address, Mirror } from '../../config/gateway.js';
import { Reach } from '../../discovery/reach.js';
import { countReplies, fetchText } from '../testing/client.js';
import { outlined, routed } from '../testing/gateways.js';
import { startUpstream, type Upstream } from '../testing/upstream.js';
import type { CopyLimits } from './mirroring.js';
import { EmbeddedTarget, type EmbeddedOptions } from './target.js';

const signal = new AbortController().signal;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A version that remembers what it was sent, and answers when it is told to. */
class Recorder {
  readonly seen: Seen[] = [];
  brokenOff = 0;
  #answers = true;
  readonly #waiting: (() => void)[] = [];
  #upstream: Upstream | null = null;

  static async start(status = 200): Promise<Recorder> {
    const recorder = new Recorder();
    recorder.#upstream = await startUpstream('copies', (request, response) => {
      response.on('close', () => {
        if (!response.writableFinished) recorder.brokenOff += 1;
      });
      void text(request).then((body) => {
        recorder.seen.push({ method: request.method, path: request.url, headers: request.headers, body });
        const answer = (): void => {
          response.writeHead(status).end('thrown away'.repeat(10_000));
        };
        if (recorder.#answers) answer();
        else recorder.#waiting.push(answer);
      });
    });
    closing.push(async () => recorder.#upstream?.close());
    return recorder;
  }

  get port(): number {
    return this.#upstream?.port ?? 0;
  }

  hang(): void {
    this.#answers = false;
  }

  goOn(): void {
    this.#answers = true;
    for (const answer of this.#waiting.splice(0)) answer();
  }
}

interface Scene {
  readonly target: EmbeddedTarget;
  readonly address: Address;
  readonly taken: Upstream;
}

async function scene(
  copies: { readonly port: number },
  share: number,
  options: Partial<EmbeddedOptions> = {},
): Promise<Scene> {
  const taken = await startUpstream('version1');
  closing.push(() => taken.close());
  const target = new EmbeddedTarget({ grace: 100, ...options });
  closing.push(() => target.close());
  const mirror: Mirror = { version: 'version2', share };
  const gateway = outlined({ versions: { version1: taken.port, version2: copies.port }, mirror });
  await target.serve([gateway], [routed({ version1: 10_000 })], signal);
  const address = target.address('shop');
  if (address === null) throw new Error('the gateway has no address');
  return { target, address, taken };
}

async function page(target: EmbeddedTarget): Promise<string> {
  const url = new URL(target.metricsUrl() ?? '');
  return (await fetchText({ host: url.hostname, port: Number(url.port) }, { path: url.pathname })).body;
}

/** Waits until the page has as many copies with that outcome. */
async function outcome(target: EmbeddedTarget, name: string, count: number): Promise<void> {
  const line = `lamia_gateway_copies_total{application="shop",version="version2",route="default",outcome="${name}"} ${count}\n`;
  while (!(await page(target)).includes(line)) await new Promise((resolve) => setTimeout(resolve, 5));
}

const limits = (more: Partial<CopyLimits>): CopyLimits => ({
  count: 64,
  body: 1_000,
  patience: 10_000,
  ...more,
});

describe('copies of requests', () => {
  test('go to the version beside whatever takes them, whole and marked, and nobody sees their answers', async () => {
    const copies = await Recorder.start(500);
    const { target, address } = await scene(copies, 10_000);
    const options = { method: 'PUT', path: '/cart?x=1', headers: { 'x-user': 'ann', host: 'shop.example' } };
    const reply = await fetchText(address, options, 'two books');
    expect([reply.status, reply.body]).toEqual([200, 'version1']);
    await outcome(target, '500', 1);
    expect(copies.seen).toMatchObject([
      {
        method: 'PUT',
        path: '/cart?x=1',
        headers: {
          'x-user': 'ann',
          host: 'shop.example',
          'content-length': '9',
          'x-forwarded-for': '127.0.0.1',
          'x-lamia-copy': 'shop',
        },
        body: 'two books',
      },
    ]);
  });

  test('are as many as the share says, to the request', async () => {
    const copies = await Recorder.start();
    const { target, address } = await scene(copies, 1_250);
    expect(await countReplies(address, 80)).toEqual({ '200 version1': 80 });
    await outcome(target, '200', 10);
    expect(copies.seen).toHaveLength(10);
  });

  test('are counted by themselves: the version that gets them has no answers of its own', async () => {
    const copies = await Recorder.start();
    const { target, address } = await scene(copies, 10_000);
    await countReplies(address, 3);
    await outcome(target, '200', 3);
    const text = await page(target);
    expect(text).toContain(
      'lamia_gateway_responses_total{application="shop",version="version2",route="default",code="200"} 0\n',
    );
    expect(text).toMatch(/response_duration_seconds_count\{.*version="version2".*\} 0\n/);
    expect(text).toContain('version="version1",route="default",code="200"} 3\n');
  });

  test('carry a body that came in pieces of unknown length', async () => {
    const copies = await Recorder.start();
    const { target, address } = await scene(copies, 10_000);
    const sent = requestTo({ ...address, method: 'POST', agent: false });
    sent.write('first, ');
    sent.write('second');
    sent.end();
    const [reply] = (await once(sent, 'response')) as [IncomingMessage]; // what the event has
    expect(await text(reply)).toBe('version1');
    await outcome(target, '200', 1);
    expect(copies.seen[0]?.body).toBe('first, second');
    expect(copies.seen[0]?.headers['content-length']).toBe('13');
  });

  test('hold up no request while their version hangs, and are no more at once than there is room for', async () => {
    const copies = await Recorder.start();
    copies.hang();
    const { target, address } = await scene(copies, 10_000, { copies: limits({ count: 2 }) });
    expect(await countReplies(address, 5)).toEqual({ '200 version1': 5 });
    await outcome(target, 'busy', 3);
    copies.goOn();
    await outcome(target, '200', 2);
    await fetchText(address);
    await outcome(target, '200', 3);
  });

  test('take as long as they may and no longer', async () => {
    const copies = await Recorder.start();
    copies.hang();
    const { target, address } = await scene(copies, 10_000, { copies: limits({ patience: 20 }) });
    await fetchText(address);
    await outcome(target, 'failed', 1);
  });

  test.each([
    ['of a known length', { 'content-length': '1001' }],
    ['in pieces', { 'transfer-encoding': 'chunked' }],
  ])('are not made of a body that is too large, %s, which arrives whole', async (_, headers) => {
    const copies = await Recorder.start();
    const { target, address, taken } = await scene(copies, 10_000, { copies: limits({}) });
    taken.server.removeAllListeners('request');
    taken.server.on('request', (request, response) => {
      void text(request).then((body) => response.end(String(body.length)));
    });
    expect((await fetchText(address, { method: 'POST', headers }, 'a'.repeat(1_001))).body).toBe('1001');
    await outcome(target, 'large', 1);
    expect(copies.seen).toEqual([]);
  });

  test('are not made of a request that breaks off', async () => {
    const copies = await Recorder.start();
    const { target, address, taken } = await scene(copies, 10_000);
    taken.server.removeAllListeners('request');
    taken.server.on('request', (request) => request.resume());
    const sent = requestTo({ ...address, method: 'POST', headers: { 'content-length': '10' }, agent: false });
    sent.on('error', () => undefined);
    sent.write('half');
    while (taken.connections() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    sent.destroy();
    await outcome(target, 'broken', 1);
    expect(copies.seen).toEqual([]);
  });

  test('fail without anybody noticing where nothing listens', async () => {
    const gone = await startUpstream('gone');
    await gone.close();
    const { target, address } = await scene(gone, 10_000);
    expect(await countReplies(address, 4)).toEqual({ '200 version1': 4 });
    await outcome(target, 'failed', 4);
  });

  test('are made of requests that their own version fails', async () => {
    const copies = await Recorder.start();
    const { target, address, taken } = await scene(copies, 10_000);
    await taken.close();
    expect((await fetchText(address)).status).toBe(502);
    await outcome(target, '200', 1);
  });

  test('go to no address that may not be reached, which is told of', async () => {
    const copies = await Recorder.start();
    const warned: string[] = [];
    const { target, address } = await scene(copies, 10_000, {
      reach: new Reach(() => (found) => (found.port === copies.port ? 'that is ours' : null)),
      warn: (gateway, reason) => warned.push(`${gateway}: ${reason}`),
    });
    expect((await fetchText(address)).body).toBe('version1');
    await outcome(target, 'failed', 1);
    expect([copies.seen, warned]).toEqual([[], ['shop: version2 gets no requests: that is ours']]);
  });

  test('are broken off when the gateway closes', async () => {
    const copies = await Recorder.start();
    copies.hang();
    const { target, address } = await scene(copies, 10_000);
    await fetchText(address);
    while (copies.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(copies.brokenOff).toBe(0);
    await target.close();
    while (copies.brokenOff === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('end with the mirror, and change with it', async () => {
    const copies = await Recorder.start();
    const { target, address, taken } = await scene(copies, 10_000);
    const versions = { version1: taken.port, version2: copies.port };
    await fetchText(address);
    await outcome(target, '200', 1);
    const half = outlined({ versions, mirror: { version: 'version2', share: 5_000 } });
    await target.serve([half], [routed({ version1: 10_000 })], signal);
    await countReplies(address, 10);
    await outcome(target, '200', 6);
    await target.serve([outlined({ versions })], [routed({ version1: 10_000 })], signal);
    await countReplies(address, 10);
    expect(copies.seen).toHaveLength(6);
  });
});
