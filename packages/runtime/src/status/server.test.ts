import { afterEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StatusServerError, startStatusServer } from './server.js';
import type { StatusServer } from './server.js';
import type { DecisionEntry, GatewayView, StatusView } from './view.js';

const SHOP: GatewayView = {
  name: 'shop',
  namespace: 'default',
  application: 'shop',
  target: 'embedded',
  address: '127.0.0.1:8080',
  phase: 'Progressing',
  reason: 'version2 has the better share',
  stable: 'version1',
  candidate: 'version2',
  routes: [{ name: 'default', weights: { version1: 90, version2: 10 } }],
};
const decision = (n: number): DecisionEntry => ({
  at: new Date(n).toISOString(),
  outcome: 'toward version2',
  reason: `tick ${n}`,
  routes: [{ name: 'default', weights: { version1: 90, version2: 10 } }],
  values: [{ read: 'metric version2 requests', value: n, unknown: null }],
});
const VIEW: StatusView = {
  gateways: () => [SHOP],
  decisions: (gateway, limit) =>
    gateway === 'shop' ? Array.from({ length: 200 }, (_, n) => decision(n)).slice(0, limit) : null,
};

const PAGE = { contentType: 'text/plain; version=0.0.4', text: () => Promise.resolve('lamia_up 1\n') };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start(): Promise<StatusServer> {
  const server = await startStatusServer({ host: '127.0.0.1', port: 0 }, VIEW, PAGE);
  open.push(server);
  return server;
}

describe('the JSON', () => {
  test('tells the gateways, one status and its decisions', async () => {
    const { url } = await start();
    expect(await (await fetch(`${url}api/v1/gateways`)).json()).toEqual({ gateways: [SHOP] });
    expect(await (await fetch(`${url}api/v1/gateways/shop/status`)).json()).toEqual(SHOP);
    const answer = await fetch(`${url}api/v1/gateways/shop/decisions?limit=2`);
    expect(await answer.json()).toEqual({ decisions: [decision(0), decision(1)] });
    expect(await (await fetch(`${url}healthz`)).text()).toBe('ok\n');
    const page = await fetch(`${url}metrics`);
    expect([page.headers.get('content-type'), await page.text()]).toEqual([PAGE.contentType, 'lamia_up 1\n']);
  });

  test.each([
    'api/v1/gateways/shap/status',
    'api/v1/gateways/shap/decisions',
    'api/v1/gateways/__proto__/status',
    'x',
  ])('answers %s with a problem document', async (path) => {
    const { url } = await start();
    const answer = await fetch(url + path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 404, title: 'Not Found' });
  });

  test.each(['0', '101', '-1', 'x', '1.5', ''])('refuses the limit `%s`', async (limit) => {
    const { url } = await start();
    const answer = await fetch(`${url}api/v1/gateways/shop/decisions?limit=${limit}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ detail: '`limit` must be a whole number from 1 to 100' });
  });

  test('cannot be written to', async () => {
    const { url } = await start();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await fetch(`${url}api/v1/gateways/shop/status`, { method });
      expect(answer.status).toBe(404);
    }
  });
});

describe('the page', () => {
  test('runs only its own style and script, and loads nothing from elsewhere', async () => {
    const { url } = await start();
    const answer = await fetch(url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const html = await answer.text();
    for (const [tag, directive] of [
      ['style', 'style-src'],
      ['script', 'script-src'],
    ] as const) {
      const text = new RegExp(`<${tag}>([^]*)</${tag}>`).exec(html)?.[1] ?? '';
      expect(text.length).toBeGreaterThan(100);
      const hash = createHash('sha256').update(text).digest('base64');
      expect(policy).toContain(`${directive} 'sha256-${hash}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(html).not.toMatch(/<!-- (style|script) -->/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('who may ask', () => {
  const statusFor = (url: string, host: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      outgoing.once('error', reject);
      outgoing.end();
    });

  test('another site whose name resolves to this machine gets nothing', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    expect(await statusFor(url, `127.0.0.1:${port}`)).toBe(200);
    expect(await statusFor(url, `localhost:${port}`)).toBe(200);
    expect(await statusFor(url, 'evil.example')).toBe(421);
    expect(await statusFor(url, `evil.example:${port}`)).toBe(421);
    expect(await statusFor(url, '127.0.0.1')).toBe(421);
  });
});

describe('where it cannot listen', () => {
  test('an address in use is said, with the way out', async () => {
    const taken = createServer();
    open.push(taken);
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const { port } = taken.address() as AddressInfo;
    const attempt = startStatusServer({ host: '127.0.0.1', port }, VIEW, PAGE);
    await expect(attempt).rejects.toThrow(StatusServerError);
    await expect(attempt).rejects.toThrow(`127.0.0.1:${port}\`: the address is in use; choose another with`);
  });

  test.each(['0.0.0.0', '192.0.2.1', '::', 'example.com', '127.0.0.1.example.com'])(
    '%s is refused',
    async (host) => {
      await expect(startStatusServer({ host, port: 0 }, VIEW, PAGE)).rejects.toThrow('has no access control');
    },
  );
});
