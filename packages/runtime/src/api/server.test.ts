import { afterEach, describe, expect, test } from '@jest/globals';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { CERTIFICATE, KEY } from '../http/testing/certificate.js';
import { ApiError } from './api-error.js';
import { gatewayDocument } from './testing/gateways.js';
import { RENEWED_CERTIFICATE, RENEWED_KEY } from './testing/renewed-certificate.js';
import { ServedApi, tokenOf } from './testing/served-api.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serve(...args: Parameters<typeof ServedApi.start>): Promise<ServedApi> {
  const api = await ServedApi.start(...args);
  open.push(api);
  return api;
}

describe('what it answers', () => {
  test('how gateways stand, page by page', async () => {
    const api = await serve(
      {},
      {},
      ['a', 'b', 'c'].map((name) => gatewayDocument(name, name === 'c' ? 'other' : 'default')),
    );
    const page = async (query: string) => {
      const answer = (await (await api.ask('GET', `/api/v1/gateways${query}`)).json()) as {
        gateways: readonly { name: string }[];
        next: string | null;
      };
      return [answer.gateways.map(({ name }) => name), answer.next];
    };
    expect(await page('')).toEqual([['a', 'b', 'c'], null]);
    expect(await page('?limit=2')).toEqual([['a', 'b'], 'b']);
    expect(await page('?limit=2&after=b')).toEqual([['c'], null]);
    expect(await page('?namespace=other')).toEqual([['c'], null]);
    expect(await page('?application=none')).toEqual([[], null]);
  });

  test('one gateway: its status, and its document as PUT takes it', async () => {
    const api = await serve();
    await api.world.run(30_000);
    const status = await (await api.ask('GET', '/api/v1/gateways/shop/status')).json();
    expect(status).toMatchObject({
      name: 'shop',
      phase: 'Progressing',
      stable: 'version1',
      candidate: 'version2',
      address: '127.0.0.1:8080',
      routes: [{ name: 'default', weights: { version1: 90, version2: 10 } }],
    });
    const got = await api.ask('GET', '/api/v1/gateways/shop?namespace=default');
    const etag = got.headers.get('etag') ?? '';
    const document: unknown = await got.json();
    expect(document).toEqual(gatewayDocument());
    const put = await api.ask('PUT', '/api/v1/gateways/shop', {
      body: document,
      headers: { 'if-match': etag },
    });
    expect(put.status).toBe(200);
    expect((await api.ask('GET', '/api/v1/gateways/shop?namespace=other')).status).toBe(404);
  });

  test('decisions with what was read, the trace and the outcome', async () => {
    const api = await serve();
    api.world.source.instead = { known: true, value: 5_000 };
    await api.world.run(150_000);
    const answer = await api.ask('GET', '/api/v1/gateways/shop/decisions?limit=100');
    const { decisions } = (await answer.json()) as {
      decisions: readonly { outcome: string; policies: readonly { inputs: unknown; trace: unknown }[] }[];
    };
    expect(decisions.find(({ outcome }) => outcome === 'toward version2')?.policies[0]).toMatchObject({
      type: 'custom',
      inputs: [{ read: 'metric baseline status_5xx', value: 5_000, unknown: null }],
      trace: { headline: expect.any(String), statements: expect.any(Array) },
    });
  });

  test('events as they happen, and what was missed', async () => {
    const api = await serve();
    const first = await events(api, null, 2);
    await api.world.run(60_000);
    const [one, two] = await first.seen;
    const again = await (await events(api, one?.id ?? null, 3)).seen;
    expect(again[0]).toEqual(two);
    expect(again.every(({ gateway }) => gateway === 'shop')).toBe(true);
  });
});

interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly gateway: string;
}

/** Opens the stream; resolves once it is open, with what waits for its first events. */
function events(
  api: ServedApi,
  lastId: string | null,
  count: number,
): Promise<{ readonly seen: Promise<readonly Seen[]> }> {
  return new Promise((resolve, reject) => {
    const headers = lastId === null ? {} : { 'last-event-id': lastId };
    const outgoing = request(new URL('/api/v1/events', api.url), { headers }, (response) => {
      expect(response.headers['content-type']).toBe('text/event-stream');
      resolve({
        seen: new Promise((done) => {
          let text = '';
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString();
            const seen = [...text.matchAll(/^id: (.*)\nevent: (.*)\ndata: (.*)\n\n/gm)].map(
              ([, id = '', kind = '', data = '{}']) => ({
                id,
                kind,
                gateway: (JSON.parse(data) as { gateway: string }).gateway,
              }),
            );
            if (seen.length < count) return;
            outgoing.destroy();
            done(seen.slice(0, count));
          });
          response.on('error', () => undefined);
        }),
      });
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}

describe('where it listens', () => {
  test('an address in use is said, with the way out', async () => {
    const taken = createServer();
    open.push(taken);
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const { port } = taken.address() as AddressInfo;
    const attempt = ServedApi.start({ listen: { host: '127.0.0.1', port } });
    await expect(attempt).rejects.toThrow(ApiError);
    await expect(attempt).rejects.toThrow(
      `127.0.0.1:${port}\`: the address is in use; end the process that has it`,
    );
  });

  test.each(['0.0.0.0', '192.0.2.1', '::', 'example.com'])('%s is refused without tokens', async (host) => {
    await expect(ServedApi.start({ listen: { host, port: 0 } })).rejects.toThrow('needs `--tokens FILE`');
  });

  test('with tokens and a word that says so it listens for others, by the names that it was given', async () => {
    const api = await serve({
      listen: { host: '0.0.0.0', port: 0 },
      withTokens: true,
      plainHttp: true,
      hosts: ['Lamia.example'],
    });
    const { port } = new URL(api.url);
    const statusFor = (host: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const headers = { host, authorization: `Bearer ${tokenOf('viewer')}` };
        const outgoing = request(
          { host: '127.0.0.1', port, path: '/api/v1/projects', headers },
          (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          },
        );
        outgoing.once('error', reject);
        outgoing.end();
      });
    expect(await statusFor(`lamia.example:${port}`)).toBe(200);
    expect(await statusFor(`127.0.0.1:${port}`)).toBe(200);
    expect(await statusFor(`evil.example:${port}`)).toBe(421);
  });
});

describe('TLS', () => {
  test('is spoken with the certificate that it was given, and with a renewed one', async () => {
    const folder = await serve();
    const files = { cert: join(folder.folder, 'cert.pem'), key: join(folder.folder, 'key.pem') };
    await writeFile(files.cert, CERTIFICATE);
    await writeFile(files.key, KEY);
    const api = await serve({ tls: files, withTokens: true, limits: { reload: 5 } });
    expect(api.url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      const options = { ca: CERTIFICATE, headers: { authorization: `Bearer ${tokenOf('viewer')}` } };
      secureRequest(new URL('/api/v1/projects', api.url), options, (response) => {
        response.resume();
        expect(response.headers['strict-transport-security']).toContain('max-age');
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
    expect(status).toBe(200);
    await writeFile(`${files.key}.new`, RENEWED_KEY);
    await writeFile(`${files.cert}.new`, RENEWED_CERTIFICATE);
    await rename(`${files.key}.new`, files.key);
    await rename(`${files.cert}.new`, files.cert);
    const served = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(
          { port: Number(new URL(api.url).port), host: '127.0.0.1', rejectUnauthorized: false },
          () => {
            resolve(socket.getPeerX509Certificate()?.toString() ?? '');
            socket.destroy();
          },
        );
        socket.once('error', reject);
      });
    const wanted = (await readFile(files.cert, 'utf8')).trim();
    while ((await served()).trim() !== wanted) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  test('without a usable certificate it does not start', async () => {
    const api = await serve();
    const files = { cert: join(api.folder, 'none.pem'), key: join(api.folder, 'none.key') };
    await expect(ServedApi.start({ tls: files })).rejects.toThrow('cannot be read: there is no such file');
    await writeFile(files.cert, 'no certificate');
    await writeFile(files.key, 'no key');
    await expect(ServedApi.start({ tls: files })).rejects.toThrow('cannot be used');
  });
});
