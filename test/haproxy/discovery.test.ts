import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { EndpointSource, Gateway } from '../../packages/runtime/src/config/gateway.js';
import { startDnsServer, type Records } from '../../packages/runtime/src/discovery/testing/dns-server.js';
import type { HaproxyTarget } from '../../packages/runtime/src/routing/haproxy/target.js';
import { countReplies, fetchText, load } from '../../packages/runtime/src/routing/testing/client.js';
import { routed } from '../../packages/runtime/src/routing/testing/gateways.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'endpoints that come and go by themselves, on a real HAProxy', () => {
  let scene: Scene;
  let folder: string;
  let path: string;
  let target: HaproxyTarget;
  let warned: string[];
  beforeEach(async () => {
    scene = await openScene();
    folder = await mkdtemp(join(tmpdir(), 'lamia-endpoints-'));
    path = join(folder, 'version1');
    warned = [];
    target = scene.folder.target({ warn: (gateway, reason) => warned.push(`${gateway}: ${reason}`) });
  });
  afterEach(async () => {
    await target.close();
    await scene.close();
    await rm(folder, { recursive: true, force: true });
  });

  const split = routed({ version1: 8_000, version2: 2_000 });

  function gatewayFrom(from: EndpointSource): Gateway {
    const endpoints = { kind: 'discovered', addresses: [], from, interval: 20 } as const;
    return {
      ...scene.gateway,
      versions: [{ label: 'version1', endpoints, labels: null }, ...scene.gateway.versions.slice(1)],
    };
  }

  async function list(...ports: readonly number[]): Promise<void> {
    await writeFile(path, ports.map((port) => `127.0.0.1:${port}\n`).join(''));
  }

  const address = () => target.address('shop') ?? { host: '127.0.0.1', port: 0 };

  /** Until an endpoint of this name answers. */
  async function reaches(name: string): Promise<void> {
    while ((await fetchText(address())).body !== name);
  }

  async function warning(text: string): Promise<void> {
    while (!warned.some((each) => each.includes(text)))
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  test('those of a file are followed under load, and no request is lost and no share', async () => {
    const [a, b] = [await scene.upstream('a'), await scene.upstream('b')];
    await list(a.port);
    await target.serve([gatewayFrom({ kind: 'file', path })], [split], patience());
    let going = true;
    const loaded = load(address(), () => going);
    await list(a.port, b.port);
    await reaches('b');
    await list(b.port);
    for (let before = -1; before !== a.requests(); await new Promise((resolve) => setTimeout(resolve, 200))) {
      before = a.requests();
    }
    going = false;
    expect(Object.keys(await loaded).sort()).toEqual(['200 a', '200 b', '200 version2']);
    expect(await target.observe('shop', patience())).toEqual(split);
    expect(await countReplies(address(), 50)).toEqual({ '200 b': 40, '200 version2': 10 });
    expect(warned).toEqual([]);
  });

  test('what was found last stays where nothing is found, or nothing that may be reached, and people are told', async () => {
    const [a, b] = [await scene.upstream('a'), await scene.upstream('b')];
    await list(a.port);
    await target.serve([gatewayFrom({ kind: 'file', path })], [split], patience());
    await list();
    await warning('shop: the endpoints of version1 are not followed: no endpoint is found any more');
    await writeFile(path, '169.254.169.254:80\n');
    await warning('are not followed: `169.254.169.254:80` is link-local');
    await warning('; those of before are kept');
    await list(address().port);
    await warning('where haproxy listens itself');
    expect(await countReplies(address(), 10)).toEqual({ '200 a': 8, '200 version2': 2 });
    await list(b.port);
    await reaches('b');
    await warning('shop: the endpoints of version1 are followed again');
  });

  test('one that may not be reached is left out, the others are used, and people are told', async () => {
    const [a, b] = [await scene.upstream('a'), await scene.upstream('b')];
    await writeFile(path, `127.0.0.1:${a.port}\n[::ffff:169.254.169.254]:80\nmetadata.google.internal:80\n`);
    await target.serve([gatewayFrom({ kind: 'file', path })], [split], patience());
    await warning('shop: the endpoints of version1 are not all used: `[::ffff:a9fe:a9fe]:80` is link-local');
    expect(await countReplies(address(), 10)).toEqual({ '200 a': 8, '200 version2': 2 });
    expect(await scene.file('haproxy.cfg')).not.toMatch(/a9fe|metadata/);
    await list(b.port);
    await reaches('b');
    await warning('shop: the endpoints of version1 are followed again');
  });

  test('without any that are known, nothing is served', async () => {
    const serving = target.serve([gatewayFrom({ kind: 'file', path })], [split], patience());
    await expect(serving).rejects.toThrow(
      'the endpoints of version `version1` of gateway `shop` are not known: the file',
    );
  });

  test('those of a name are followed', async () => {
    const [a, b] = [await scene.upstream('a'), await scene.upstream('b')];
    const serviceAt = (port: number): ReadonlyMap<string, Records> =>
      new Map<string, Records>([
        ['local.internal', { a: ['127.0.0.1'] }],
        ['shop.internal', { srv: [{ name: 'local.internal', port }] }],
      ]);
    const dns = await startDnsServer(serviceAt(a.port));
    try {
      const from = { kind: 'srv', name: 'shop.internal', server: dns.address } as const;
      await target.serve([gatewayFrom(from)], [split], patience());
      await reaches('a');
      dns.records = serviceAt(b.port);
      await reaches('b');
      expect(await target.observe('shop', patience())).toEqual(split);
    } finally {
      await target.close();
      await dns.close();
    }
  });
});
