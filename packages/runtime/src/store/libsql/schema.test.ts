import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { gatewayWith, timePolicy } from '../../release/testing/gateways.js';
import { World } from '../../release/testing/world.js';
import { LibsqlStore } from './libsql-store.js';
import { readLog } from './read-log.js';

/**
 * State files as earlier versions of Lamia wrote them: two releases under way at schema 1. What a release of Lamia has written is
 * kept here for good.
 */
const EARLIER = ['schema-1.db'];

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-schema-'));
  file = join(folder, 'state.db');
});

afterEach(() => rm(folder, { recursive: true }));

test.each(EARLIER)('a state file of an earlier Lamia is opened with all that it has: %s', async (name) => {
  await copyFile(join(import.meta.dirname, '../testing/files', name), file);
  expect(() => readLog(file, null)).toThrow('was written by an older lamia; open it once with `lamia run`');
  const store = LibsqlStore.open(file);
  const states = await store.load();
  expect(states.map(({ gateway, intent, release }) => [gateway, intent.step, release?.phase])).toEqual([
    ['cart', 7, 'Progressing'],
    ['shop', 4, 'Progressing'],
  ]);
  expect((await store.decisions('shop', 100)).length).toBeGreaterThan(4);
  expect(await store.documents()).toEqual([]);
  await store.close();
  const entries = readLog(file, null);
  expect(entries.every((line) => line.kind === 'decision' && line.grounds === null)).toBe(true);
  expect(entries).toHaveLength(14);
});

test('a release that an earlier Lamia began takes steps and ends', async () => {
  await copyFile(join(import.meta.dirname, '../testing/files', 'schema-1.db'), file);
  const store = LibsqlStore.open(file);
  const before = (await store.load()).find(({ gateway }) => gateway === 'cart');
  const world = new World({}, {}, store);
  const cart = gatewayWith([timePolicy()], { name: 'cart', application: 'cart' });
  await world.start(cart);
  expect(world.shares('version2', 'default', 'cart')[0]).toBe(
    (before?.intent.routes[0]?.shares.find(([version]) => version === 'version2')?.[1] ?? 0) / 100,
  );
  await world.run(10 * 60_000);
  expect(world.runtime.status('cart')).toMatchObject({ phase: 'Promoted', stable: 'version2' });
  await world.stop();
  await store.close();
});
