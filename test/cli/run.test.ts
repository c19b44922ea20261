import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { haproxyFolder } from '../components/haproxy.js';
import { describeWith } from '../components/binaries.js';
import { COMMAND, lamia, startLamia } from './lamia.js';
import { RunScene } from './run-scene.js';

/** Several processes one after the other, on a machine that has other work too. */
jest.setTimeout(30_000);

let scene: RunScene;
let folder: string;

beforeEach(async () => {
  scene = await RunScene.open();
  ({ folder } = scene);
});

afterEach(() => scene.close());

const gatewayText: RunScene['gatewayText'] = (given) => scene.gatewayText(given);
const write = (text: string) => scene.write(text);

async function answer(address: unknown): Promise<string> {
  return await (await fetch(`http://${String(address)}/`)).text();
}

describe('lamia run', () => {
  test('serves, releases, shows its status, and ends cleanly on SIGTERM', async () => {
    await write(gatewayText());
    const running = scene.run();
    const { url } = await running.line('console');
    const { address } = await running.line('listening');
    expect(['one', 'two']).toContain(await answer(address));
    expect(await running.line('ended')).toMatchObject({
      gateway: 'shop',
      phase: 'Promoted',
      stable: 'version2',
    });
    expect(await answer(address)).toBe('two');
    const status = await (await fetch(new URL('/api/v1/gateways/shop/status', String(url)))).json();
    expect(status).toMatchObject({ name: 'shop', phase: 'Promoted', stable: 'version2' });
    expect(await running.stop()).toBe(0);
    await expect(fetch(`http://${String(address)}/`)).rejects.toThrow();
  });

  test('says so when its working directory is gone', async () => {
    await write(gatewayText());
    // Only a shell can start something in a folder and take the folder away.
    const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"';
    const child = spawn(
      'sh',
      ['-c', script, 'sh', process.execPath, COMMAND, 'run', join(folder, 'shop.yaml')],
      {
        cwd: folder,
      },
    );
    scene.ended(child);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(stderr).toBe('lamia: the working directory does not exist any more; change to one that does\n');
  });

  test('goes on where it was after a kill', async () => {
    await write(gatewayText());
    const first = scene.run('--state', 'kept/state.db');
    await first.line('ended');
    await first.stop('SIGKILL');
    const second = scene.run('--state', 'kept/state.db');
    expect(await second.line('resumed')).toMatchObject({ gateway: 'shop', phase: 'Promoted' });
    const { address } = await second.line('listening');
    expect(await answer(address)).toBe('two');
    expect(await second.stop()).toBe(0);
  });

  test('keeps its state in a folder of its own by default', async () => {
    await write(gatewayText());
    const running = scene.run();
    await running.line('listening');
    expect(await running.stop()).toBe(0);
    expect(existsSync(join(folder, '.lamia', 'state.db'))).toBe(true);
  });

  test('--dry-run decides and tells, and leaves nothing behind', async () => {
    await write(gatewayText());
    const running = scene.run('--dry-run');
    expect(await running.line('ended')).toMatchObject({ phase: 'Promoted' });
    expect(await running.stop()).toBe(0);
    expect(existsSync(join(folder, '.lamia'))).toBe(false);
    expect(scene.upstreams.map((upstream) => upstream.requests())).toEqual([0, 0]);
  });

  test.each([
    ['--max-releases', ['--max-releases', '1']],
    ['its configuration', ['--config', 'runtime.yaml']],
  ])('has as many releases under way at once as %s says', async (_, flags) => {
    const second = gatewayText()
      .replace('name: shop', 'name: till')
      .replace('application: shop', 'application: till');
    await write(`${gatewayText()}---\n${second}`);
    await writeFile(join(folder, 'runtime.yaml'), `${RUNTIME}spec: { maxReleases: 1 }\n`);
    const running = scene.run('--dry-run', ...flags);
    const waiting = await running.lineWith('ticked', ({ gateway }) => gateway === 'till');
    expect(waiting).toMatchObject({ reason: 'waits: 1 release is under way', record: { phase: 'Pending' } });
    expect(await running.line('ended')).toMatchObject({ gateway: 'shop', phase: 'Promoted' });
    expect(await running.line('ended')).toMatchObject({ gateway: 'till', phase: 'Promoted' });
    expect(await running.stop()).toBe(0);
  });

  test('refuses versions at hosts that its configuration does not name', async () => {
    await write(gatewayText());
    await writeFile(join(folder, 'runtime.yaml'), `${RUNTIME}spec: { upstreams: [ 10.0.0.0/8 ] }\n`);
    const { code, stderr } = await lamia(['run', 'shop.yaml', '--config', 'runtime.yaml'], { cwd: folder });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('shop: `127.0.0.1` is not among the `upstreams` of this runtime'),
    ]);
  });

  test('--dry-run says at the start what it cannot read, and holds no release for that', async () => {
    const policy = `[{ type: custom, interval: 100ms, step: 50%, minimumRequests: 0, budgets: { sourceErrors: { for: 1s } }, expression: 'if (metric candidate requests > 9) { result = candidate; } result' }]`;
    const metrics = '{ source: { kind: scrape }, window: 100ms, scrapeInterval: 50ms }';
    await write(gatewayText().replace(/policies:.*/, `policies: ${policy}\n  metrics: ${metrics}`));
    const running = scene.run('--dry-run');
    expect(await running.line('source-warned')).toMatchObject({
      gateway: 'shop',
      reason: expect.stringContaining('a dry run starts no data plane whose page could be scraped'),
    });
    const isUndecided = (line: Record<string, unknown>): boolean =>
      String(line['reason']).includes('undecided');
    const first = await running.lineWith('ticked', isUndecided);
    const later = await running.lineWith(
      'ticked',
      (line) => isUndecided(line) && Number(line['at']) > Number(first['at']) + 1_500,
    );
    expect(later['record']).toMatchObject({ phase: 'Progressing' });
    expect(await running.stop()).toBe(0);
  });

  test('tells people a line an event', async () => {
    await write(gatewayText({ step: '100%' }));
    const child = startLamia(['run', 'shop.yaml'], { cwd: folder });
    scene.ended(child);
    const said: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      said.push(line);
      if (line.includes('Promoted')) break;
    }
    expect(said).toContainEqual(expect.stringMatching(/^console: http:\/\/127\.0\.0\.1:\d+\/$/));
    expect(said).toContainEqual(expect.stringMatching(/^shop listens on 127\.0\.0\.1:\d+ \(embedded\)$/));
    expect(said.at(-1)).toMatch(/^\d{4}-.*Z shop: Promoted, version2 is stable \| /);
  });
});

describe('a Prometheus that is not there', () => {
  const policy = `[{ type: custom, interval: 100ms, step: 50%, minimumRequests: 0, expression: 'if (metric candidate requests > metric baseline requests) { result = candidate; } result' }]`;

  /** Answers every query with 100 requests of version1 and 200 of version2. */
  async function startAnswering(port: number): Promise<{ readonly port: number; close(): Promise<void> }> {
    const result = ['version1', 'version2'].map((version, index) => ({
      metric: { application: 'shop', version },
      value: [0, String(100 * (index + 1))],
    }));
    const body = JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
    const server = createHttpServer((request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json');
      response.end(body);
    });
    await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
    const bound = server.address() as AddressInfo; // a TCP server's address while it listens
    const close = async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { port: bound.port, close };
  }

  test('holds the release, which goes on once it answers', async () => {
    const early = await startAnswering(0);
    await early.close();
    const source = `{ kind: prometheus, url: "http://127.0.0.1:${early.port}", timeout: 1s }`;
    const metrics = `{ source: ${source}, window: 100ms, scrapeInterval: 50ms }`;
    await write(gatewayText().replace(/policies:.*/, `policies: ${policy}\n  metrics: ${metrics}`));
    const running = scene.run();
    const failed = await running.lineWith('ticked', (line) => String(line['reason']).includes('undecided'));
    expect(failed['reason']).toContain('cannot be reached');
    const answering = await startAnswering(early.port);
    try {
      expect(await running.line('ended')).toMatchObject({ phase: 'Promoted', stable: 'version2' });
      expect(await running.stop()).toBe(0);
    } finally {
      await answering.close();
    }
  });
});

const RUNTIME = 'apiVersion: lamia/v1\nkind: Runtime\nmetadata: { name: main }\n';

describe('lamia run refuses', () => {
  const run = (...args: readonly string[]) => lamia(['run', 'shop.yaml', ...args], { cwd: folder });
  let taken: Server;
  let port: number;
  beforeEach(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
    ({ port } = taken.address() as AddressInfo); // a TCP server's address while it listens
  });
  afterEach(() => new Promise((resolve) => taken.close(resolve)));

  test('a gateway file with errors, and starts nothing', async () => {
    await write(gatewayText().replace('version1: 100', 'version1: 90'));
    const ended = await run();
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(
      'shop.yaml:11:29: error: the weights of route `default` sum to 90% instead of 100%',
    );
    expect(existsSync(join(folder, '.lamia'))).toBe(false);
  });

  test('a secret file that is missing, at its place and before anything is opened', async () => {
    const source = '{ kind: prometheus, url: "http://127.0.0.1:9", bearerTokenFile: token }';
    await write(`${gatewayText()}  metrics: { source: ${source} }\n`);
    const told =
      'the file `token` with the bearer token cannot be read: there is no such file [unreadable-file]';
    const ended = await run();
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`shop.yaml:13:86: error: ${told}`);
    // It is there where the gateway runs, and need not be where its file is checked.
    const checked = await lamia(['check', 'shop.yaml'], { cwd: folder });
    expect(checked).toMatchObject({ code: 0, stdout: '' });
    expect(checked.stderr).toContain(`shop.yaml:13:86: warning: ${told}`);
    expect(existsSync(join(folder, '.lamia'))).toBe(false);
  });

  test('an address in use, of the gateway', async () => {
    await write(gatewayText({ listen: `${port}/http` }));
    expect(await run()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        `gateway \`shop\` cannot listen on \`127.0.0.1:${port}\`: the address is in use`,
      ),
    });
  });

  test('an address in use, of the API', async () => {
    await write(gatewayText());
    expect(await run('--listen', `127.0.0.1:${port}`)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('cannot serve the API on'),
    });
  });

  test('HAProxy where there is none, exit 3', async () => {
    await write(gatewayText({ target: '{ kind: haproxy }' }));
    // Folders of the system are searched as well, so that only a program that is none can stand in its way.
    const { code, stderr } = await lamia(['run', 'shop.yaml'], {
      cwd: folder,
      env: { PATH: await folderWithoutHaproxy() },
    });
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('haproxy') });
  });

  test.each([
    ['no `kind: Runtime`', '', 'holds no `kind: Runtime`, which `--config` wants'],
    ['an unknown key', `${RUNTIME}spec: { notifyers: {} }\n`, 'did you mean `notifiers`'],
    ['two', `${RUNTIME}spec: {}\n---\n${RUNTIME}spec: {}\n`, 'holds 2 times `kind: Runtime`; keep one'],
  ])('a configuration of the runtime with %s', async (_, text, message) => {
    await write(gatewayText());
    await writeFile(join(folder, 'runtime.yaml'), text === '' ? gatewayText() : text);
    const ended = await run('--config', 'runtime.yaml');
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('a configuration of the runtime among the gateways', async () => {
    await write(`${gatewayText()}---\n${RUNTIME}spec: {}\n`);
    expect(await run()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('keep it in a file of its own, for `lamia run --config FILE`'),
    });
  });

  test('a folder without gateways', async () => {
    await writeFile(join(folder, 'other.yaml'), 'services: {}\n');
    expect(await lamia(['run', folder])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('holds no `kind: Gateway`'),
    });
  });
});

/** A PATH whose `haproxy` cannot be run. */
async function folderWithoutHaproxy(): Promise<string> {
  await writeFile(join(folder, 'haproxy'), '#!/bin/sh\necho broken >&2\nexit 1\n', { mode: 0o755 });
  return folder;
}

describe('lamia plan', () => {
  const plan = (...args: readonly string[]) => lamia(['plan', 'shop.yaml', ...args], { cwd: folder });

  test('shows what would be served, and changes nothing', async () => {
    await write(gatewayText());
    expect(await plan()).toEqual({
      code: 0,
      stdout: 'gateway shop (not served yet)\n  route default\n    version1  none -> 100%\n',
      stderr: '',
    });
    expect(existsSync(join(folder, '.lamia'))).toBe(false);
  });

  test('prints one JSON document and exits 6 where asked to', async () => {
    await write(gatewayText());
    const { code, stdout } = await plan('--json', '--exit-code');
    expect(code).toBe(6);
    expect(JSON.parse(stdout)).toEqual({
      changes: true,
      gateways: [
        {
          gateway: 'shop',
          origin: 'file',
          served: false,
          routes: [
            { route: 'default', condition: null, shares: [{ version: 'version1', from: null, to: 100 }] },
          ],
          configuration: null,
        },
      ],
    });
  });

  test('goes by the state of a release, beside the runtime that is at work on it', async () => {
    await write(gatewayText());
    const running = scene.run();
    await running.line('ended');
    expect(JSON.parse((await plan('--json')).stdout)).toMatchObject({
      gateways: [
        {
          routes: [
            {
              shares: [
                { version: 'version1', to: 0 },
                { version: 'version2', to: 100 },
              ],
            },
          ],
        },
      ],
    });
    expect(await running.stop()).toBe(0);
  });

  test('refuses a gateway file with errors', async () => {
    await write('apiVersion: lamia/v1\nkind: Gateway\n');
    expect(await plan()).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('shop.yaml:1:1: error:'),
    });
  });
});

describeWith('haproxy', 'a real HAProxy', () => {
  test('is served by `run`, goes on when that ends, and has no changes in `plan`', async () => {
    const own = await haproxyFolder();
    try {
      await write(gatewayText({ target: `{ kind: haproxy, directory: ${JSON.stringify(own.path)} }` }));
      const before = await lamia(['plan', 'shop.yaml', '--exit-code'], { cwd: folder });
      expect(before).toMatchObject({
        code: 6,
        stdout: expect.stringContaining('gateway shop (not served yet)'),
      });
      const running = scene.run();
      const { address } = await running.line('listening');
      await running.line('ended');
      expect(await running.stop()).toBe(0);
      expect(await answer(address)).toBe('two');
      expect(await lamia(['plan', 'shop.yaml', '--exit-code'], { cwd: folder })).toEqual({
        code: 0,
        stdout: 'gateway shop: no changes\n',
        stderr: '',
      });
    } finally {
      await own.remove();
    }
  });
});
