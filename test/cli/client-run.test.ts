import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { isSigned, type SignedHeaders } from '../../packages/runtime/src/http/signature.js';
import { lamia, startLamia, type Ended } from './lamia.js';
import { RunScene, type Running } from './run-scene.js';

/** The commands that ask a running lamia, against a real `lamia run` with its engine, store and data plane. */
jest.setTimeout(120_000);

const ROLES = ['viewer', 'operator', 'admin'] as const;
type Role = (typeof ROLES)[number];
const tokenOf = (role: Role): string => `a-token-of-the-${role}`;

let scene: RunScene;
beforeEach(async () => {
  scene = await RunScene.open();
  const lines = ROLES.map(
    (role) => `${role}s ${role} sha256:${createHash('sha256').update(tokenOf(role)).digest('hex')}\n`,
  );
  await writeFile(join(scene.folder, 'tokens'), lines.join(''));
});
afterEach(() => scene.close());

type Ask = (role: Role, ...args: readonly string[]) => Promise<Ended>;

async function run(
  text: string,
  ...args: readonly string[]
): Promise<{
  readonly running: Running;
  readonly env: (role: Role) => Record<string, string>;
  readonly ask: Ask;
}> {
  await scene.write(text);
  const running = scene.run('--tokens', 'tokens', ...args);
  const { url } = await running.line('console');
  const env = (role: Role) => ({ LAMIA_URL: String(url), LAMIA_TOKEN: tokenOf(role) });
  return { running, env, ask: (role, ...asked) => lamia(asked, { cwd: scene.folder, env: env(role) }) };
}

/** A release that takes its time: it is acted on before it ends by itself. */
const SLOW = { interval: '1h', step: '10%, rollback: immediate' };

describe('a gateway that is served', () => {
  test('is added, steered and deleted by who may, and everybody hears of it', async () => {
    const { running, env, ask } = await run(scene.gatewayText(SLOW));
    await running.line('confirmed');
    const second = scene.gatewayText(SLOW).replaceAll('shop', 'news');
    await writeFile(join(scene.folder, 'news.yaml'), second);

    expect((await ask('operator', 'apply', 'news.yaml')).code).toBe(1);
    expect(await ask('admin', 'apply', 'news.yaml')).toEqual({ code: 0, stdout: 'news added\n', stderr: '' });
    expect((await ask('viewer', 'list')).stdout).toMatch(
      /^GATEWAY .*\nnews .*\nshop .*\n$|^GATEWAY .*\nshop .*\nnews .*\n$/,
    );
    expect((await ask('viewer', 'get', 'news')).stdout).toContain('candidate      version2\n');

    const events = startLamia(['events', '--gateway', 'news'], { env: env('viewer') });
    scene.ended(events);
    const heard = createInterface(events.stdout)[Symbol.asyncIterator]();

    const weights = ['weights', 'news', '--to', 'version1=30,version2=70'];
    expect((await ask('viewer', 'pause', 'news')).code).toBe(1);
    expect(await ask('operator', ...weights)).toMatchObject({ code: 1, stdout: '' });
    expect((await ask('operator', 'pause', 'news')).stdout).toContain('Paused');
    expect(await ask('operator', 'pause', 'news')).toMatchObject({ code: 1, stdout: '' });
    const set = await ask('operator', ...weights, '--json');
    expect(JSON.parse(set.stdout)).toMatchObject({
      phase: 'Paused',
      routes: [{ name: 'default', weights: { version1: 30, version2: 70 } }],
    });
    expect((await ask('operator', 'resume', 'news')).stdout).toContain('Progressing');
    expect((await ask('operator', 'rollback', 'news')).code).toBe(0);
    expect(await running.lineWith('ended', ({ gateway }) => gateway === 'news')).toMatchObject({
      phase: 'RolledBack',
      stable: 'version1',
    });
    for (let told: Record<string, unknown> = {}; told['kind'] !== 'ended';) {
      const next: IteratorResult<string, unknown> = await heard.next();
      if (next.done === true) throw new Error('the events ended');
      told = JSON.parse(next.value) as Record<string, unknown>;
      expect(told['gateway']).toBe('news');
    }

    expect((await ask('operator', 'delete', 'news')).code).toBe(1);
    expect(await ask('admin', 'delete', 'news')).toEqual({ code: 0, stdout: 'news deleted\n', stderr: '' });
    expect((await ask('viewer', 'get', 'news')).code).toBe(1);
    expect((await ask('admin', 'delete', 'shop')).stderr).toContain('is described by the file `shop.yaml`');
    expect((await ask('viewer', 'weights', 'shop')).code).toBe(2);
    expect(await running.stop()).toBe(0);
    expect((await ask('viewer', 'list')).code).toBe(3);
  });
});

describe('a gate', () => {
  const gated = (gate: string): string => scene.gatewayText().replace(/ \}\]\n$/, `, gates: [${gate}] }]\n`);

  test('waits for a person, who answers by the command', async () => {
    const { running, ask } = await run(gated('{ at: promotion, type: manual, name: sign-off }'));
    await running.lineWith(
      'ticked',
      ({ record }) => (record as { readonly phase: string }).phase === 'Waiting',
    );
    expect((await ask('viewer', 'get', 'shop')).stdout).toContain('Waiting');
    expect((await ask('viewer', 'approve', 'shop')).code).toBe(1);
    expect((await ask('operator', 'approve', 'shop', '--gate', 'sign-off')).code).toBe(0);
    expect(await running.line('ended')).toMatchObject({ phase: 'Promoted', stable: 'version2' });
    expect(running.said.some(({ kind }) => kind === 'operated')).toBe(true);
    expect((await ask('operator', 'approve', 'shop')).code).toBe(1);
    expect(await running.stop()).toBe(0);
  });

  describe('that asks a webhook', () => {
    const KEY = 'a signing key of more than 24 bytes';
    let desk: Server;
    let answers: number[];
    let asked: { readonly isSigned: boolean; readonly body: Record<string, unknown> }[];
    beforeEach(async () => {
      [answers, asked] = [[], []];
      desk = createServer((request, response) => {
        let body = '';
        request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        request.on('end', () => {
          const headers = request.headers as unknown as SignedHeaders; // which is what the next line finds out
          const signed = isSigned(Buffer.from(KEY), headers, body, Date.now());
          asked.push({ isSigned: signed, body: JSON.parse(body) as Record<string, unknown> });
          response.writeHead(answers.shift() ?? 200).end();
        });
      });
      await new Promise<void>((resolve) => void desk.listen(0, '127.0.0.1', resolve));
      const { port } = desk.address() as AddressInfo; // a TCP server's, while it listens
      await writeFile(join(scene.folder, 'url'), `http://127.0.0.1:${port}/secret/path\n`);
      await writeFile(join(scene.folder, 'key'), `${KEY}\n`);
      const webhooks = '{ desk: { url: { file: url }, signingKey: { file: key } } }';
      await writeFile(
        join(scene.folder, 'runtime.yaml'),
        `apiVersion: lamia/v1\nkind: Runtime\nmetadata: { name: main }\nspec: { webhooks: ${webhooks} }\n`,
      );
    });
    afterEach(() => new Promise((resolve) => desk.close(resolve)));

    const GATE = '{ at: promotion, type: webhook, webhook: desk, then: rollback }';

    test('goes on by its yes, however often it had to be asked', async () => {
      answers = [503];
      const { running } = await run(gated(GATE), '--config', 'runtime.yaml');
      expect(await running.line('ended')).toMatchObject({ phase: 'Promoted', stable: 'version2' });
      expect(asked.map(({ isSigned: signed, body }) => [signed, body['gateway'], body['candidate']])).toEqual(
        [
          [true, 'shop', 'version2'],
          [true, 'shop', 'version2'],
        ],
      );
      expect(asked[0]?.body['id']).toBe(asked[1]?.body['id']);
      expect(await running.stop()).toBe(0);
      for (const secret of [KEY, 'secret/path'])
        expect(JSON.stringify(running.said) + running.stderr).not.toContain(secret);
    });

    test('goes back by its no', async () => {
      answers = [403];
      const { running } = await run(gated(GATE), '--config', 'runtime.yaml');
      expect(await running.line('ended')).toMatchObject({ phase: 'RolledBack', stable: 'version1' });
      expect(await running.stop()).toBe(0);
    });
  });
});
