import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWith } from '../components/binaries.js';
import { fetchText } from '../../packages/runtime/src/routing/testing/client.js';
import { outlined } from '../../packages/runtime/src/routing/testing/gateways.js';
import { TargetError } from '../../packages/runtime/src/routing/target.js';
import { firstAddress } from '../../packages/runtime/src/config/gateway.js';
import type { Gateway } from '../../packages/runtime/src/config/gateway.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'raw ACLs on a real HAProxy', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  const ROUTING = {
    gateway: 'shop',
    routes: new Map([
      ['raw', new Map([['version2', 10_000]])],
      ['default', new Map([['version1', 10_000]])],
    ]),
  };

  function gatewayWith(condition: string, rawAcls: boolean): Gateway {
    const versions = Object.fromEntries(
      scene.gateway.versions.map((version) => [version.label, firstAddress(version)?.port ?? 0]),
    );
    const target = { kind: 'haproxy', directory: null, exporter: null, rawAcls } as const;
    return { ...outlined({ versions, conditions: { raw: condition } }), target };
  }

  async function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    return (await fetchText(scene.address(), { path, headers })).body;
  }

  test('decide beside the tests of the language', async () => {
    const gateway = gatewayWith(
      '<url_beg /2> and not header "X" present or <hdr_sub(user-agent) Android>',
      true,
    );
    await scene.target.serve([gateway], [ROUTING], patience());
    expect(await ask('/2/a')).toBe('version2');
    expect(await ask('/2/a', { x: '1' })).toBe('version1');
    expect(await ask('/1')).toBe('version1');
    expect(await ask('/1', { 'user-agent': 'an Android 9', x: '1' })).toBe('version2');
  });

  test('are refused where they are not allowed, and HAProxy is not started', async () => {
    await expect(
      scene.target.serve([gatewayWith('<url_beg /2>', false)], [ROUTING], patience()),
    ).rejects.toThrow('only where raw ACLs are allowed');
    expect(scene.target.address('shop')).toBeNull();
  });

  test('that HAProxy does not know are told of in its words', async () => {
    const error = await scene.target
      .serve([gatewayWith('<no_such_fetch 1>', true)], [ROUTING], patience())
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(TargetError);
    expect(String(error)).toContain('no_such_fetch');
  });
});
