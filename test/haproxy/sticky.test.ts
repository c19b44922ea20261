import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../../packages/runtime/src/config/gateway.js';
import type { Gateway, Sticky } from '../../packages/runtime/src/config/gateway.js';
import { fetchText, type Reply } from '../../packages/runtime/src/routing/testing/client.js';
import { routed, versionAt } from '../../packages/runtime/src/routing/testing/gateways.js';
import { startUpstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'clients that stay, on a real HAProxy', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  const split = routed({ version1: 8_000, version2: 2_000 });
  const gatewayWith = (sticky: Sticky, versions = scene.gateway.versions): Gateway => ({
    ...scene.gateway,
    versions,
    traffic: { ...PLAIN_TRAFFIC, sticky },
  });
  const ask = (cookie?: string): Promise<Reply> =>
    fetchText(scene.address(), cookie === undefined ? {} : { headers: { cookie } });
  const cookiesOf = ({ headers }: Reply): string =>
    (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');

  test('new clients are split exactly, and each stays with its version', async () => {
    await scene.target.serve([gatewayWith('version')], [split], patience());
    const replies: Reply[] = [];
    for (let index = 0; index < 20; index += 1) replies.push(await ask());
    expect(replies.filter(({ body }) => body === 'version2')).toHaveLength(4);
    for (const reply of replies) {
      expect(reply.headers['set-cookie']).toEqual([
        `lamia-shop=${reply.body}; path=/; HttpOnly; SameSite=Lax`,
      ]);
      const again = await ask(cookiesOf(reply));
      expect([again.body, again.headers['set-cookie']]).toEqual([reply.body, undefined]);
    }
    expect(await scene.target.observe('shop', patience())).toEqual(split);
  });

  test('a version without a share is left by those who stayed with it, also by a file, and can be come back to', async () => {
    await scene.target.serve([gatewayWith('version')], [split], patience());
    const stays = 'lamia-shop=version2';
    expect((await ask(stays)).body).toBe('version2');
    const none = routed({ version1: 10_000, version2: 0 });
    await scene.target.apply(none, patience());
    const left = await ask(stays);
    expect([left.body, cookiesOf(left)]).toEqual(['version1', 'lamia-shop=version1']);
    expect(await scene.target.observe('shop', patience())).toEqual(none);

    await scene.target.shutdown(patience());
    await scene.target.serve([gatewayWith('version')], [none], patience());
    expect((await ask(stays)).body).toBe('version1');
    await scene.target.apply(split, patience());
    expect((await ask(stays)).body).toBe('version2');
    expect(await scene.target.observe('shop', patience())).toEqual(split);
  });

  test('the service sees its own cookies only', async () => {
    const seen: (string | undefined)[] = [];
    const upstream = await startUpstream('version1', ({ headers }, response) => {
      seen.push(headers.cookie);
      response.end();
    });
    try {
      const versions = [versionAt('version1', upstream.port), ...scene.gateway.versions.slice(1)];
      await scene.target.serve([gatewayWith('version', versions)], [split], patience());
      await ask('a=b; lamia-shop=version1; c=d');
      expect(seen).toEqual(['a=b; c=d']);
    } finally {
      await upstream.close();
    }
  });

  test('by instance, clients stay with the endpoint, while others come and go', async () => {
    const upstreams = await Promise.all(['a', 'b', 'c'].map((name) => scene.upstream(name)));
    const versions = (count: number): Gateway['versions'] => [
      versionAt('version1', ...upstreams.slice(0, count).map(({ port }) => port)),
      ...scene.gateway.versions.slice(1),
    ];
    const sole = routed({ version1: 10_000, version2: 0 });
    await scene.target.serve([gatewayWith('instance', versions(2))], [sole], patience());
    const replies = [await ask(), await ask()];
    expect(replies.map(({ body }) => body).sort()).toEqual(['a', 'b']);
    await scene.target.serve([gatewayWith('instance', versions(3))], [sole], patience());
    for (const reply of [...replies, ...replies]) {
      expect((await ask(cookiesOf(reply))).body).toBe(reply.body);
    }
  });

  test('by source, an address stays with its version as long as that has its share', async () => {
    await scene.target.serve([gatewayWith('source')], [split], patience());
    const addresses = Array.from({ length: 150 }, (_, index) => `127.0.${(index * 7) % 200}.${index + 1}`);
    const bodies = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const localAddress of addresses)
        found.push((await fetchText(scene.address(), { localAddress })).body);
      return found;
    };
    const first = await bodies();
    const second = first.filter((body) => body === 'version2').length;
    // A hash divides addresses, and no set of them exactly: 30 of 150 are wanted.
    expect(second).toBeGreaterThan(10);
    expect(second).toBeLessThan(60);
    expect(await bodies()).toEqual(first);
    await scene.target.apply(routed({ version1: 6_000, version2: 4_000 }), patience());
    const shifted = await bodies();
    // Whoever had the version that gains stays with it.
    const lost = first.filter((body, index) => body === 'version2' && shifted[index] === 'version1');
    expect(lost.length).toBeLessThan(second / 3);
    await scene.target.apply(routed({ version1: 10_000, version2: 0 }), patience());
    expect(new Set(await bodies())).toEqual(new Set(['version1']));
  });
});
