import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { lamia } from './lamia.js';
import { RunScene, type Running } from './run-scene.js';

/** The API of a real `lamia run`, over its real engine, store and data plane. */
jest.setTimeout(60_000);

let scene: RunScene;
beforeEach(async () => {
  scene = await RunScene.open();
});
afterEach(() => scene.close());

const TOKEN = 'a-token-for-tests';

async function run(
  text: string,
  ...args: readonly string[]
): Promise<{ readonly running: Running; readonly url: string }> {
  await scene.write(text);
  const line = `tester admin sha256:${createHash('sha256').update(TOKEN).digest('hex')}\n`;
  await writeFile(join(scene.folder, 'tokens'), line);
  const running = scene.run('--state', 'kept/state.db', ...args);
  const { url } = await running.line('console');
  return { running, url: String(url) };
}

interface Told {
  readonly status: number;
  readonly etag: string | null;
  readonly body: Record<string, unknown>;
}

async function ask(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const answer = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    etag: answer.headers.get('etag'),
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}

/** A release that takes its time: it is acted on before it ends by itself. */
const SLOW = { interval: '1h', step: '10%' };

describe('the API of `lamia run`', () => {
  test('operators act on a release, which the engine does and the log keeps', async () => {
    const { running, url } = await run(scene.gatewayText(SLOW), '--tokens', 'tokens');
    await running.line('confirmed');
    const acted = (word: string) => ask(url, 'POST', `/api/v1/gateways/shop/${word}`);
    expect((await fetch(new URL('/readyz', url))).status).toBe(200);
    const refused = await ask(url, 'PUT', '/api/v1/gateways/shop/weights', {
      route: 'default',
      weights: { version1: 50, version2: 50 },
    });
    expect([refused.status, refused.body['status']]).toEqual([409, 409]);
    expect(await acted('pause')).toMatchObject({ status: 200, body: { phase: 'Paused' } });
    const set = await ask(url, 'PUT', '/api/v1/gateways/shop/weights', {
      route: 'default',
      weights: { version1: 50, version2: '50%' },
    });
    expect(set).toMatchObject({
      status: 200,
      body: { routes: [{ name: 'default', weights: { version1: 50, version2: 50 } }] },
    });
    expect(await acted('resume')).toMatchObject({ status: 200, body: { phase: 'Progressing' } });
    expect((await acted('promote')).status).toBe(200);
    expect(await running.line('ended')).toMatchObject({ phase: 'Promoted', stable: 'version2' });
    const { body } = await ask(url, 'GET', '/api/v1/gateways/shop/decisions?limit=100');
    const operations = (
      body['decisions'] as { operation: { by: string; act: { kind: string } } | null }[]
    ).flatMap(({ operation }) => (operation === null ? [] : [`${operation.by}: ${operation.act.kind}`]));
    expect(operations.toReversed()).toEqual([
      'tester: pause',
      'tester: weights',
      'tester: resume',
      'tester: promote',
    ]);
    expect(await running.stop()).toBe(0);
  });

  test('gateways are added, replaced and deleted, and outlive a restart', async () => {
    const { running, url } = await run(scene.gatewayText(SLOW), '--tokens', 'tokens');
    await running.line('confirmed');
    const shop = await ask(url, 'GET', '/api/v1/gateways/shop');
    const spec = { ...(shop.body['spec'] as object), application: 'news' };
    const document = { ...shop.body, metadata: { name: 'news' }, spec };
    const path = '/api/v1/gateways/news';
    expect((await ask(url, 'PUT', path, document)).status).toBe(428);
    const added = await ask(url, 'PUT', path, document, { 'if-none-match': '*' });
    expect([added.status, added.etag, added.body['detail']]).toEqual([
      201,
      expect.stringMatching(/^".+"$/),
      undefined,
    ]);
    expect((await ask(url, 'PUT', path, document, { 'if-match': '"other"' })).status).toBe(412);
    expect((await ask(url, 'PUT', '/api/v1/gateways/shop', shop.body, { 'if-match': '*' })).status).toBe(409);
    const news = await ask(url, 'GET', `${path}/status`);
    const served = await fetch(`http://${String(news.body['address'])}/`);
    expect(['one', 'two']).toContain(await served.text());
    expect(await running.stop()).toBe(0);

    const again = await run(scene.gatewayText(SLOW), '--tokens', 'tokens');
    const kept = await ask(again.url, 'GET', path);
    expect([kept.status, kept.etag]).toEqual([200, added.etag]);
    expect((await ask(again.url, 'DELETE', path, undefined, { 'if-match': kept.etag ?? '' })).status).toBe(
      204,
    );
    expect((await ask(again.url, 'GET', path)).status).toBe(404);
    expect(await again.running.stop()).toBe(0);
  });

  test('a document may name no file and no address of a metric source', async () => {
    const { running, url } = await run(scene.gatewayText(SLOW), '--tokens', 'tokens');
    await running.line('confirmed');
    const shop = await ask(url, 'GET', '/api/v1/gateways/shop');
    const spec = shop.body['spec'] as object;
    const put = (metrics: object) =>
      ask(
        url,
        'PUT',
        '/api/v1/gateways/news',
        { ...shop.body, metadata: { name: 'news' }, spec: { ...spec, metrics } },
        { 'if-none-match': '*' },
      );
    const source = { kind: 'prometheus', url: 'http://169.254.169.254' };
    expect((await put({ source, provider: 'haproxy' })).status).toBe(422);
    expect((await put({ source: { ...source, bearerTokenFile: '/etc/passwd' } })).status).toBe(422);
    expect((await put({ source: { kind: 'scrape' }, provider: '/etc/passwd' })).status).toBe(422);
    expect(await running.stop()).toBe(0);
  });

  test('the runtime itself is no version of a gateway: its API, or what another gateway serves', async () => {
    const { running, url } = await run(scene.gatewayText(SLOW), '--tokens', 'tokens');
    const { address } = await running.line('listening');
    const shop = await ask(url, 'GET', '/api/v1/gateways/shop');
    const spec = { ...(shop.body['spec'] as object), application: 'news' };
    for (const own of [new URL(url).host, String(address), `localhost:${new URL(url).port}`]) {
      const versions = { version1: { address: own }, version2: { address: '127.0.0.1:9' } };
      const document = { ...shop.body, metadata: { name: 'news' }, spec: { ...spec, versions } };
      const put = await ask(url, 'PUT', '/api/v1/gateways/news', document, { 'if-none-match': '*' });
      expect([put.status, put.body['detail']]).toEqual([
        422,
        expect.stringContaining(`\`${own}\` is where `),
      ]);
    }
    expect(await running.stop()).toBe(0);
    const port = scene.upstreams[0]?.port ?? 0;
    await scene.upstreams[0]?.close();
    await scene.write(scene.gatewayText(SLOW));
    const ended = await lamia(['run', 'shop.yaml', '--listen', `127.0.0.1:${port}`], { cwd: scene.folder });
    expect([ended.code, ended.stderr]).toEqual([
      1,
      `lamia: shop: \`127.0.0.1:${port}\` is where the API of lamia listens; name the service behind it, or give \`--listen\` another port\n`,
    ]);
  });

  test('a gateway that was put is planned with, and held to the upstreams of the runtime that starts again', async () => {
    const { running, url } = await run(scene.gatewayText(SLOW), '--tokens', 'tokens');
    const shop = await ask(url, 'GET', '/api/v1/gateways/shop');
    const versions = { version1: { address: '127.0.0.1:9' }, version2: { address: '127.0.0.2:9' } };
    const spec = { ...(shop.body['spec'] as object), application: 'news', versions };
    const document = { ...shop.body, metadata: { name: 'news' }, spec };
    const put = await ask(url, 'PUT', '/api/v1/gateways/news', document, { 'if-none-match': '*' });
    expect(put.status).toBe(201);
    const plan = async (...flags: readonly string[]): Promise<string> => {
      const args = ['plan', 'shop.yaml', '--state', 'kept/state.db', ...flags];
      return (await lamia(args, { cwd: scene.folder })).stdout;
    };
    expect(await plan()).toContain('gateway news, put through the API (not served yet)\n  route default\n');
    expect(JSON.parse(await plan('--json'))).toMatchObject({
      gateways: [
        { gateway: 'shop', origin: 'file' },
        { gateway: 'news', origin: 'api' },
      ],
    });
    expect(await running.stop()).toBe(0);
    await writeFile(
      join(scene.folder, 'runtime.yaml'),
      'apiVersion: lamia/v1\nkind: Runtime\nmetadata: { name: runtime }\nspec: { upstreams: [ 127.0.0.1 ] }\n',
    );
    const args = ['run', 'shop.yaml', '--state', 'kept/state.db', '--config', 'runtime.yaml'];
    const ended = await lamia(args, { cwd: scene.folder });
    expect([ended.code, ended.stderr]).toEqual([
      1,
      expect.stringContaining(
        'news, which was put through the API: `127.0.0.2` is not among the `upstreams` of this runtime',
      ),
    ]);
  });

  test('the log has the requests that change something, without tokens, secret paths and bodies', async () => {
    const { running, url } = await run(
      scene.gatewayText(SLOW),
      '--tokens',
      'tokens',
      '--log',
      'json',
      '--log-level',
      'debug',
    );
    await running.line('confirmed');
    const hooks = await ask(url, 'GET', '/api/v1/gateways/shop/hooks');
    const argo = String(hooks.body['argo']);
    await fetch(new URL(argo, url));
    await ask(url, 'POST', '/api/v1/check', { source: '"what-was-sent" == "x"' });
    await ask(url, 'POST', '/api/v1/gateways/shop/pause');
    await ask(url, 'POST', '/api/v1/gateways/shop/resume', undefined, {
      authorization: 'Bearer another-secret',
    });
    expect(await running.stop()).toBe(0);
    const lines = running.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ event }) => event === 'request');
    expect(lines.map(({ level, method, at, status, caller }) => [level, method, at, status, caller])).toEqual(
      [
        ['debug', 'GET', '/api/v1/gateways/{name}/hooks', 200, 'tester'],
        ['debug', 'GET', '/api/v1/hooks/argo/{name}/{secret}', 200, 'anyone'],
        ['info', 'POST', '/api/v1/check', 200, 'tester'],
        ['info', 'POST', '/api/v1/gateways/{name}/pause', 200, 'tester'],
        ['info', 'POST', '/api/v1/gateways/{name}/resume', 401, null],
      ],
    );
    for (const secret of [TOKEN, 'another-secret', argo.split('/').at(-1), 'what-was-sent'])
      expect(running.stderr).not.toContain(secret);
  });

  test('hooks answer by their secret paths, which stay the same', async () => {
    const { running, url } = await run(
      scene.gatewayText({ interval: '200ms', step: '50%' }),
      '--tokens',
      'tokens',
    );
    await running.line('ended');
    const { body } = await ask(url, 'GET', '/api/v1/gateways/shop/hooks');
    const flagger = await fetch(new URL(String(body['flagger']), url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'shop',
        namespace: 'default',
        phase: 'Progressing',
        checksum: '1',
        metadata: {},
      }),
    });
    expect([flagger.status, await flagger.json()]).toEqual([
      200,
      expect.objectContaining({ verdict: 'go', phase: 'Promoted' }),
    ]);
    const argo = await fetch(new URL(String(body['argo']), url));
    expect(await argo.json()).toMatchObject({ verdict: 'go', value: 1 });
    expect((await fetch(new URL(`${String(body['argo']).slice(0, -1)}x`, url))).status).toBe(404);
    expect((await fetch(new URL('/api/v1/hooks/argo/shop', url))).status).toBe(401);
    const key = join(scene.folder, 'kept/state.db.hook-key');
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    expect(await readFile(key, 'utf8')).not.toContain(String(body['argo']).split('/').at(-1));
    await running.stop();
    const again = await run(scene.gatewayText({ interval: '200ms', step: '50%' }), '--tokens', 'tokens');
    expect((await ask(again.url, 'GET', '/api/v1/gateways/shop/hooks')).body).toEqual(body);
    expect(await again.running.stop()).toBe(0);
  });

  test('the language answers as the commands do', async () => {
    const { running, url } = await run(scene.gatewayText(SLOW));
    const source = 'metric version2 "requests" > 5';
    const over = await ask(url, 'POST', '/api/v1/check', { source });
    const command = await lamia(['check', '-', '--json'], { stdin: source });
    expect(over).toMatchObject({ status: 200, body: JSON.parse(command.stdout) as object });
    expect(await running.stop()).toBe(0);
  });

  test.each([
    [['--listen', '0.0.0.0:0'], 2, 'needs `--tokens FILE`'],
    [['--listen', '0.0.0.0:0', '--tokens', 'tokens'], 2, 'tokens would travel unencrypted'],
    [['--tokens', 'none'], 3, 'the file of tokens `none` cannot be used: there is no such file'],
    [['--tls-cert', 'none'], 2, '`--tls-cert` and `--tls-key` belong together'],
    [
      ['--tls-cert', 'none', '--tls-key', 'none'],
      3,
      'the certificate `none` cannot be read: there is no such file',
    ],
  ])('%j is refused', async (args, code, why) => {
    await scene.write(scene.gatewayText(SLOW));
    await writeFile(join(scene.folder, 'tokens'), '');
    const ended = await lamia(['run', 'shop.yaml', ...args], { cwd: scene.folder });
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(why)]);
  });
});
