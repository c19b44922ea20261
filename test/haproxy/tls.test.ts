import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../../packages/runtime/src/config/gateway.js';
import type { Address, Gateway, Tls } from '../../packages/runtime/src/config/gateway.js';
import {
  CERTIFICATE,
  KEY,
  OTHER_CERTIFICATE,
  OTHER_KEY,
} from '../../packages/runtime/src/http/testing/certificate.js';
import { tryListening } from '../../packages/runtime/src/routing/haproxy/free-port.js';
import type { HaproxyTarget } from '../../packages/runtime/src/routing/haproxy/target.js';
import { fetchText } from '../../packages/runtime/src/routing/testing/client.js';
import { outlined, versionAt } from '../../packages/runtime/src/routing/testing/gateways.js';
import { startUpstream, type Upstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'encryption that ends at a real HAProxy', () => {
  let scene: Scene;
  let folder: string;
  let upstream: Upstream;
  beforeEach(async () => {
    scene = await openScene();
    folder = await mkdtemp(join(tmpdir(), 'lamia-certificates-'));
    await writeFile(join(folder, 'shop.pem'), CERTIFICATE + KEY, { mode: 0o600 });
    upstream = await startUpstream('v', ({ headers }, response) => {
      response.end(`secure ${String(headers['x-forwarded-proto'])} ${String(headers['x-forwarded-for'])}`);
    });
  });
  afterEach(async () => {
    await scene.close();
    await upstream.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** `secure` takes what is encrypted; the rest gets version1, which answers with its name. */
  function gatewayWith(protocol: 'http' | 'https', listen: Address | null): Gateway {
    const tls: Tls = { listen, certificates: [join(folder, 'shop.pem')], folder };
    const [version1] = scene.gateway.versions;
    if (version1 === undefined) throw new Error('no version');
    const outline = outlined({ versions: { version1: 1 }, conditions: { secure: 'scheme exact "https"' } });
    return {
      ...outline,
      listen: { host: '127.0.0.1', port: 0, protocol },
      traffic: { ...PLAIN_TRAFFIC, tls },
      versions: [version1, versionAt('version2', upstream.port)],
    };
  }

  const ROUTING = {
    gateway: 'shop',
    routes: new Map([
      ['secure', new Map([['version2', 10_000]])],
      ['default', new Map([['version1', 10_000]])],
    ]),
  };

  async function fetchSecurely({ port }: Address, headers = {}): Promise<string> {
    const agent = new Agent({ ca: [CERTIFICATE, OTHER_CERTIFICATE] });
    const sent = request({ host: 'localhost', port, family: 4, agent, headers }).end();
    const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer>];
    let body = '';
    for await (const chunk of response) body += chunk.toString();
    agent.destroy();
    return body;
  }

  test('conditions on the scheme tell HTTPS from HTTP beside it, and versions are told', async () => {
    const secure = { host: '127.0.0.1', port: await tryListening({ host: '127.0.0.1', port: 0 }) };
    await scene.target.serve([gatewayWith('http', secure)], [ROUTING], patience());
    expect(await fetchSecurely(secure)).toBe('secure https 127.0.0.1');
    expect(await fetchSecurely(secure, { 'x-forwarded-proto': 'http' })).toBe('secure https 127.0.0.1');
    expect((await fetchText(scene.address())).body).toBe('version1');
    // What a proxy in front says of a plain connection is no encryption of ours.
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await fetchText(scene.address(), { headers })).body).toBe('version1');
    const before = await scene.processes();
    await scene.target.serve([gatewayWith('http', secure)], [ROUTING], patience());
    expect(await scene.processes()).toEqual(before);
  });

  test('alone on its port, with HTTP/2 for those who speak it, and nothing before TLS 1.2', async () => {
    await scene.target.serve([gatewayWith('https', null)], [ROUTING], patience());
    const { port } = scene.address();
    expect(await fetchSecurely({ host: 'localhost', port })).toBe('secure https 127.0.0.1');
    const spoken = connect({ port, host: '127.0.0.1', ca: CERTIFICATE, ALPNProtocols: ['h2'] });
    await once(spoken, 'secureConnect');
    expect([spoken.alpnProtocol, spoken.authorized]).toEqual(['h2', true]);
    spoken.destroy();
    const old = connect({
      port,
      host: '127.0.0.1',
      ca: CERTIFICATE,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const [error] = (await once(old, 'error')) as [Error & { code?: string }];
    expect(error.code).toMatch(/PROTOCOL_VERSION|ECONNRESET/);
  });

  test('a certificate that HAProxy cannot use is told of with its gateway, and nothing starts', async () => {
    await writeFile(join(folder, 'shop.pem'), CERTIFICATE);
    await expect(scene.target.serve([gatewayWith('https', null)], [ROUTING], patience())).rejects.toThrow(
      /^haproxy refuses its configuration: gateway `shop`: .*shop\.pem/,
    );
  });

  test('a certificate that leads out of its folder is not read, and nothing starts', async () => {
    const gateway = gatewayWith('https', null);
    const tls: Tls = {
      listen: null,
      certificates: [join(folder, 'shop.pem')],
      folder: join(folder, 'inner'),
    };
    const traffic = { ...gateway.traffic, tls };
    await expect(scene.target.serve([{ ...gateway, traffic }], [ROUTING], patience())).rejects.toThrow(
      `the certificate \`${join(folder, 'shop.pem')}\` leads out of its folder \`${join(folder, 'inner')}\``,
    );
  });

  describe('certificates that are renewed', () => {
    let warned: string[];
    let target: HaproxyTarget;
    const path = () => join(folder, 'shop.pem');
    beforeEach(async () => {
      warned = [];
      target = scene.folder.target({
        renewalInterval: 20,
        warn: (gateway, reason) => warned.push(`${gateway}: ${reason}`),
      });
      await target.serve([gatewayWith('https', null)], [ROUTING], patience());
    });
    afterEach(() => target.close());

    async function presented(): Promise<string> {
      const { port } = target.address('shop') ?? { port: 0 };
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { subject } = socket.getPeerCertificate();
      socket.destroy();
      return subject.CN;
    }

    const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

    async function becomes(name: string): Promise<void> {
      while ((await presented()) !== name) await pause();
    }

    test('are used without a signal, and no request is lost', async () => {
      const before = await presented();
      const { port } = target.address('shop') ?? { port: 0 };
      const enough = new AbortController();
      const asking = (async () => {
        const answers = new Set<string>();
        while (!enough.signal.aborted) answers.add(await fetchSecurely({ host: 'localhost', port }));
        return answers;
      })();
      const reloads = (await scene.processes()).reloads;
      await writeFile(path(), OTHER_CERTIFICATE + OTHER_KEY);
      await becomes('renewed.example').finally(() => {
        enough.abort();
      });
      expect(before).not.toBe('renewed.example');
      expect([...(await asking)]).toEqual(['secure https 127.0.0.1']);
      expect(warned).toEqual([]);
      // In turn with the reload, in whose middle the master is not there.
      expect(await target.observe('shop', patience())).not.toBeNull();
      expect((await scene.processes()).reloads).toBe(reloads + 1);
      await target.serve([gatewayWith('https', null)], [ROUTING], patience());
      expect((await scene.processes()).reloads).toBe(reloads + 1);
    });

    test('that HAProxy cannot use are told of, and those of before stay until there are good ones', async () => {
      const before = await presented();
      await writeFile(path(), OTHER_CERTIFICATE + KEY);
      while (warned.length === 0) await pause();
      expect(warned).toEqual([
        expect.stringMatching(
          /^shop: its renewed certificates are not used, those of before are: haproxy refuses .*shop\.pem/,
        ),
      ]);
      await rm(path());
      expect(await presented()).toBe(before);
      await writeFile(path(), OTHER_CERTIFICATE + OTHER_KEY);
      await becomes('renewed.example');
      expect(warned).toHaveLength(1);
    });

    test('that are elsewhere by now are not read, and those of before stay', async () => {
      const before = await presented();
      const elsewhere = await mkdtemp(join(tmpdir(), 'lamia-elsewhere-'));
      await writeFile(join(elsewhere, 'shop.pem'), OTHER_CERTIFICATE + OTHER_KEY);
      await rm(path());
      await symlink(join(elsewhere, 'shop.pem'), path());
      while (warned.length === 0) await pause();
      expect(warned).toEqual([
        `shop: its renewed certificates are not used, those of before are: the certificate \`${path()}\` leads out of its folder \`${folder}\`; put the file itself there`,
      ]);
      expect(await presented()).toBe(before);
      await rm(elsewhere, { recursive: true });
    });

    test('while no runtime was there are used by the next one', async () => {
      await target.close();
      await writeFile(path(), OTHER_CERTIFICATE + OTHER_KEY);
      target = scene.folder.target({ renewalInterval: 20 });
      await target.serve([gatewayWith('https', null)], [ROUTING], patience());
      await becomes('renewed.example');
    });
  });

  test.each(['a\nb.pem', '$HOME/a.pem', "a'b.pem", 'a;b.pem', '%[env(HOME)].pem', 'a#.pem'])(
    'the path %j of a certificate is refused',
    async (name) => {
      const gateway = gatewayWith('https', null);
      const traffic = {
        ...gateway.traffic,
        tls: { listen: null, certificates: [join(folder, name)], folder },
      };
      await expect(scene.target.serve([{ ...gateway, traffic }], [ROUTING], patience())).rejects.toThrow(
        'cannot be named to haproxy',
      );
    },
  );
});
