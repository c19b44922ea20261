import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startDnsServer, type DnsServer } from '../../packages/runtime/src/discovery/testing/dns-server.js';
import { describeWith } from '../components/binaries.js';
import { haproxyFolder, type HaproxyFolder } from '../components/haproxy.js';
import { RunScene, type Running } from './run-scene.js';

/** A real `lamia run` with a real HAProxy and endpoints that others name. */
jest.setTimeout(60_000);

describeWith('haproxy', 'endpoints that others name, with a list of upstreams', () => {
  let scene: RunScene;
  let haproxy: HaproxyFolder;
  let dns: DnsServer;
  beforeEach(async () => {
    scene = await RunScene.open();
    haproxy = await haproxyFolder();
    dns = await startDnsServer(new Map([['shop.internal', { a: ['127.0.0.1'] }]]));
  });
  afterEach(async () => {
    await scene.close();
    await haproxy.remove();
    await dns.close();
  });

  async function run(): Promise<Running> {
    const target = `{ kind: haproxy, directory: ${haproxy.path} }`;
    const text = scene.gatewayText({ target, interval: '1h' });
    const file = '{ discover: { kind: file, path: one.endpoints, interval: 50ms } }';
    await scene.write(text.replace(/version1: \{ address: [^}]*\}/, `version1: ${file}`));
    await writeFile(
      join(scene.folder, 'runtime.yaml'),
      'apiVersion: lamia/v1\nkind: Runtime\nmetadata: { name: runtime }\nspec: { upstreams: [ 127.0.0.1, shop.internal ] }\n',
    );
    return scene.run('--config', 'runtime.yaml');
  }

  const list = (...lines: readonly string[]): Promise<void> =>
    writeFile(join(scene.folder, 'one.endpoints'), lines.map((line) => `${line}\n`).join(''));

  const warned = (running: Running, text: string): Promise<Record<string, unknown>> =>
    running.lineWith('source-warned', ({ reason }) => String(reason).includes(text));

  test('those of a file are left out where they are elsewhere, or the runtime itself', async () => {
    const [one] = scene.upstreams;
    const good = `127.0.0.1:${one?.port ?? 0}`;
    await list(good, '127.0.0.2:80');
    const running = await run();
    const { url } = await running.line('console');
    const { address } = await running.line('listening');
    expect(running.said).toContainEqual(
      expect.objectContaining({
        kind: 'source-warned',
        gateway: 'shop',
        reason: expect.stringContaining(
          'the endpoints of version1 are not all used: `127.0.0.2:80` is not among the `upstreams` of this runtime',
        ),
      }),
    );
    const api = new URL(String(url)).host;
    await list(api, good, String(address));
    const { reason } = await warned(running, `\`${api}\` is where the API of lamia listens`);
    expect(reason).toContain(`\`${String(address)}\` is where the gateway \`shop\` listens`);
    const answers = new Set<string>();
    for (let asked = 0; asked < 4; asked += 1) {
      answers.add(await (await fetch(`http://${String(address)}/`)).text());
    }
    expect([...answers].sort()).toEqual(['one', 'two']);
    expect(await running.stop()).toBe(0);
  });

  test('a name that stands for the runtime itself gets nothing, and its version is not ready', async () => {
    const [one, two] = scene.upstreams;
    await list(`127.0.0.1:${one?.port ?? 0}`);
    const running = await run();
    const { url } = await running.line('console');
    expect(await running.stop()).toBe(0);
    // At that port from now on.
    const { host, port } = new URL(String(url));
    const server = `"127.0.0.1:${dns.address.port}"`;
    const from = `{ discover: { kind: dns, name: shop.internal, port: ${port}, server: ${server} } }`;
    await scene.write(
      scene
        .gatewayText({ target: `{ kind: haproxy, directory: ${haproxy.path} }`, interval: '1h' })
        .replace(`version2: { address: "127.0.0.1:${two?.port ?? 0}" }`, `version2: ${from}`),
    );
    const again = scene.run('--config', 'runtime.yaml', '--listen', host, '--state', 'again/state.db');
    const reason = `\`${host}\`, which \`shop.internal\` stands for, is where the API of lamia listens`;
    await warned(again, `the endpoints of version2 are not all used: ${reason}`);
    const ticked = await again.lineWith('ticked', (line) => String(line['reason']).includes('stands for'));
    expect(ticked).toMatchObject({ reason: expect.stringContaining(reason), record: { phase: 'Pending' } });
    expect(await again.stop()).toBe(0);
  });
});
