import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Database from 'libsql';
import { address } from '../../notify/address.js';
import type { NotifierSpec } from '../../config/runtime/runtime-configuration.js';
import { promoted, rolledBack, shifted } from '../../notify/testing/events.js';
import type { ReleaseEvent } from '../../release/events.js';
import { LibsqlStore } from './libsql-store.js';
import { OutboxTable } from './outbox-table.js';
import { migrate } from './schema.js';

const TEAM: NotifierSpec = {
  name: 'team',
  kind: 'slack',
  url: { kind: 'environment', name: 'URL' },
  level: 'info',
  gateways: null,
  timeout: 1_000,
};
const letters = (...events: readonly ReleaseEvent[]) => address([TEAM], events);

let folder: string;
let file: string;
const opened: LibsqlStore[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-outbox-'));
  file = join(folder, 'state.db');
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await rm(folder, { recursive: true, force: true });
});

function open(): LibsqlStore {
  const store = LibsqlStore.open(file, { address: (events) => letters(...events) });
  opened.push(store);
  return store;
}

const titles = async (store: LibsqlStore): Promise<readonly string[]> =>
  (await store.outbox.waiting('team', 100)).map(({ notification }) => notification.title);

test('what waits is there after a restart, in order, with how often it was tried', async () => {
  const store = open();
  await store.outbox.put(letters(shifted('shop', 1), promoted('shop', 2)));
  const [first] = await store.outbox.waiting('team', 1);
  await store.outbox.postpone([first?.id ?? 0], 3, 5_000);
  await store.close();
  opened.pop();
  const again = open();
  expect(await again.outbox.waiting('team', 9)).toMatchObject([
    { attempts: 3, due: 5_000, notification: { event: 'shifted' } },
    { attempts: 0, due: 0, notification: { event: 'ended' } },
  ]);
  expect(await again.outbox.depths()).toEqual(new Map([['team', 2]]));
});

test('a letter that waits, or was delivered just now, is not put again', async () => {
  const store = open();
  await store.outbox.put(letters(shifted('shop', 1)));
  await store.outbox.put(letters(shifted('shop', 1), promoted('shop', 2)));
  const waiting = await store.outbox.waiting('team', 9);
  expect(waiting).toHaveLength(2);
  await store.outbox.remove(waiting.map(({ id }) => id));
  await store.outbox.put(letters(shifted('shop', 1), promoted('shop', 2)));
  expect(await titles(store)).toEqual([]);
});

test('what is told of a progress is stored with it, or with nothing of it', async () => {
  const state = { gateway: 'shop' } as never; // the store takes whatever JSON a state is
  const store = open();
  await store.saveOutcomes([{ state, record: null, told: [promoted('shop', 1)] }]);
  expect(await titles(store)).toEqual(['promoted, version2 is stable']);
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const broken = { state: cyclic as never, record: null };
  const both = [{ state, record: null, told: [rolledBack('shop', 2)] }, broken];
  await expect(store.saveOutcomes(both)).rejects.toThrow();
  expect(await titles(store)).toEqual(['promoted, version2 is stable']);
  // What was rolled back is not taken for known.
  await store.saveOutcomes([{ state, record: null, told: [rolledBack('shop', 2)] }]);
  expect(await titles(store)).toEqual(['promoted, version2 is stable', 'rolled back, version1 is stable']);
});

test('without room the oldest of those that matter least are given up, and counted', () => {
  const database = new Database(file);
  try {
    migrate(database, file, 0);
    const table = new OutboxTable(database, 3);
    table.put(letters(rolledBack('shop', 1), shifted('shop', 2), shifted('shop', 3)));
    expect(table.givenUp()).toEqual(new Map());
    table.put(letters(rolledBack('shop', 4), shifted('shop', 5)));
    const left = table.waiting('team', 9).map(({ notification }) => notification.at);
    expect(left).toEqual([1, 4, 5]);
    expect(table.givenUp()).toEqual(new Map([['team', 2]]));
    table.put(letters(rolledBack('shop', 6), rolledBack('shop', 7)));
    expect(table.waiting('team', 9).map(({ notification }) => notification.at)).toEqual([4, 6, 7]);
    expect(table.depths()).toEqual(new Map([['team', 3]]));
  } finally {
    database.close();
  }
});

test('a state file of before there was an outbox gets one', async () => {
  await copyFile(join(import.meta.dirname, '../testing/files/schema-1.db'), file);
  const store = open();
  await store.outbox.put(letters(promoted('shop', 1)));
  expect(await titles(store)).toHaveLength(1);
});
