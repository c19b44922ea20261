import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { gatewayText } from '../config/testing/gateway-text.js';
import { documentOf, registryScene, type RegistryScene } from './testing/registry-scene.js';

const MINUTE = 60_000;
const BY = 'alice';
const retire = (scene: RegistryScene, version: string, name = 'cart') =>
  scene.registry.act(name, { kind: 'retire', version }, BY);

let scene: RegistryScene;

beforeEach(async () => {
  scene = await registryScene([gatewayText({ listen: '0/http', metrics: null })]);
});

afterEach(() => scene.stop());

/** Puts a gateway and lets its release come to its end. */
async function promoted(changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
  expect(await scene.registry.put(documentOf('cart', changes), null, BY)).toMatchObject({ ok: true });
  await scene.clock.advance(3 * MINUTE);
  expect(scene.registry.find('cart')?.status).toMatchObject({ phase: 'Promoted', stable: 'version2' });
}

test('after a promotion the version from before is taken out, and the promoted one is the baseline', async () => {
  await promoted();
  expect(await retire(scene, 'version1')).toMatchObject({
    ok: true,
    status: { phase: 'Promoted', stable: 'version2', candidate: null },
  });
  const managed = scene.registry.find('cart');
  expect(managed?.document.spec).toMatchObject({
    baseline: 'version2',
    versions: { version2: { address: '127.0.0.1:9002' } },
    routes: [{ name: 'default', weights: { version2: 100 } }],
  });
  expect(Object.keys(managed?.document.spec ?? {})).not.toContain('policies');
  expect(managed?.gateway.versions.map(({ label }) => label)).toEqual(['version2']);
  await scene.clock.advance(MINUTE);
  expect(scene.target.weights('cart')).toEqual(new Map([['version2', 10_000]]));
});

test('a version that nothing uses leaves a release under way alone', async () => {
  const { registry, clock } = scene;
  const versions = Object.fromEntries(
    ['version0', 'version1', 'version2'].map((label, place) => [label, { address: `127.0.0.1:900${place}` }]),
  );
  await registry.put(documentOf('cart', { versions }), null, BY);
  await clock.advance(25_000);
  const before = registry.find('cart')?.status;
  expect(await retire(scene, 'version0')).toMatchObject({
    ok: true,
    status: { phase: 'Progressing', startedAt: before?.startedAt, step: before?.step },
  });
  await clock.advance(3 * MINUTE);
  expect(registry.find('cart')?.status.phase).toBe('Promoted');
});

test('while routes that no policy moves still use the older version, it stays', async () => {
  const weights = { version1: 100 };
  await promoted({
    routes: [
      { name: 'beta', condition: 'header "X-Beta" present', weights },
      { name: 'default', weights },
    ],
  });
  expect(scene.registry.find('cart')?.status.leftover).toEqual(['beta']);
  expect(await retire(scene, 'version1')).toMatchObject({
    ok: false,
    why: 'conflict',
    message: 'routes of the gateway `cart` still use older versions: beta; give them other weights first',
  });
  expect(scene.registry.find('cart')?.gateway.versions).toHaveLength(2);
});

test.each([
  ['the stable version', 'version1', 'conflict', '`version1` is the stable version of the gateway `cart`'],
  [
    'the candidate of a release under way',
    'version2',
    'conflict',
    'the release of the gateway `cart` is under way (Progressing); `version2` can be retired when it has ended',
  ],
  ['a version that there is none of', 'version9', 'invalid', 'the gateway `cart` has no version `version9`'],
])('%s stays', async (_name, version, why, message) => {
  await scene.registry.put(documentOf('cart'), null, BY);
  await scene.clock.advance(5_000);
  expect(await retire(scene, version)).toMatchObject({ ok: false, why, message });
});

test('a version with any weight stays', async () => {
  const routes = [{ name: 'default', weights: { version1: 99.99, version2: 0.01 } }];
  await scene.registry.put(documentOf('cart', { policies: [], routes }), null, BY);
  await scene.clock.advance(5_000);
  expect(await retire(scene, 'version2')).toMatchObject({
    ok: false,
    why: 'conflict',
    message:
      '`version2` still gets traffic of the gateway `cart` on default; give those routes other weights first',
  });
});

test('a version that gets copies stays', async () => {
  const routes = [{ name: 'default', weights: { version1: 100 }, mirror: { version: 'version2' } }];
  await scene.registry.put(documentOf('cart', { policies: [], routes }), null, BY);
  await scene.clock.advance(5_000);
  expect(await retire(scene, 'version2')).toMatchObject({
    ok: false,
    why: 'conflict',
    message:
      '`version2` gets copies of the requests of default in the gateway `cart`; put it without that `mirror` first',
  });
});

test('what a file describes is taken out there', async () => {
  await scene.clock.advance(3 * MINUTE);
  expect(await retire(scene, 'version1', 'shop')).toMatchObject({
    ok: false,
    why: 'conflict',
    message:
      'the gateway `shop` is described by the file `0.yaml`; take `version1` out of its `versions` there and start the runtime again',
  });
});

test('of a gateway that there is none of', async () => {
  expect(await retire(scene, 'version1', 'other')).toMatchObject({ ok: false, why: 'unknown' });
});
