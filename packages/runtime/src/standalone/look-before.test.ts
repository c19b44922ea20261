import { afterEach, describe, expect, test } from '@jest/globals';
import { gatewayText } from '../config/testing/gateway-text.js';
import { documentOf, registryScene, type RegistryScene } from './testing/registry-scene.js';

const BY = 'alice';
const SHOP = gatewayText({ listen: '0/http', metrics: null });
const scenes: RegistryScene[] = [];

async function scene(...given: Parameters<typeof registryScene>): Promise<RegistryScene> {
  const made = await registryScene(...given);
  scenes.push(made);
  return made;
}

afterEach(async () => {
  for (const made of scenes.splice(0)) await made.stop();
});

describe('to look before', () => {
  test('tells of a document what put would say of it, and puts nothing', async () => {
    const { registry } = await scene([SHOP]);
    expect(await registry.check(documentOf('cart'), 'none')).toMatchObject({
      ok: true,
      document: { metadata: { name: 'cart' } },
    });
    expect(registry.find('cart')).toBeNull();
    expect(await registry.check(documentOf('shop'), null)).toMatchObject({ ok: false, why: 'conflict' });
    expect(await registry.check({ kind: 'Gateway' }, 'none')).toMatchObject({ ok: false, why: 'invalid' });
    expect(await registry.check(documentOf('cart'), { revision: 'gone' })).toMatchObject({ why: 'stale' });
  });

  test('tells what an act would come to, and nobody acts', async () => {
    const { registry, clock } = await scene([SHOP]);
    await clock.rest();
    const before = registry.find('shop')?.status;
    expect(registry.preview('shop', { kind: 'pause' }, BY)).toMatchObject({
      ok: true,
      status: { phase: 'Paused' },
    });
    expect(registry.preview('shop', { kind: 'resume' }, BY)).toMatchObject({ ok: false, why: 'conflict' });
    expect(registry.preview('shop', { kind: 'retire', version: 'version1' }, BY)).toMatchObject({
      ok: false,
    });
    expect(registry.preview('shap', { kind: 'pause' }, BY)).toMatchObject({ ok: false, why: 'unknown' });
    expect(registry.find('shop')?.status).toEqual(before);
  });
});
