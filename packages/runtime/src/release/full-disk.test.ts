import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import Database from 'libsql';
import { LibsqlStore } from '../store/libsql/libsql-store.js';
import { gatewayWith, timePolicy } from './testing/gateways.js';
import { World } from './testing/world.js';

const MINUTE = 60_000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-full-'));
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** A store, and the connection that it writes with: how much room there is, is a setting of the connection. */
function openStore(): { readonly store: LibsqlStore; readonly connection: Database.Database } {
  const pragma = jest.spyOn(Database.prototype, 'pragma');
  const store = LibsqlStore.open(join(folder, 'state.db'));
  const [connection] = pragma.mock.contexts;
  pragma.mockRestore();
  if (!(connection instanceof Database)) throw new Error('the store has opened no database');
  return { store, connection };
}

test('on a full disk nothing is applied that was not stored, and with room the release goes on where it was', async () => {
  const { store, connection } = openStore();
  const world = new World({}, {}, store);
  await world.start(gatewayWith([timePolicy()]));
  await world.run(25_000);
  expect(world.shares().at(-1)).toBeGreaterThan(0);

  // SQLite takes no less than what the file has, and then there is no page left.
  connection.pragma('max_page_count = 1');
  await world.run(2 * MINUTE);
  expect(world.reasons('tick-failed')).toContainEqual(expect.stringMatching(/state\.db.*full/));
  const [stored] = await store.load();
  const [route] = stored?.intent.routes ?? [];
  expect(world.runtime.status('shop')?.step).toBe(stored?.intent.step);
  expect(new Map(route?.shares)).toEqual(new Map(world.target.weights()));
  expect(world.runtime.status('shop')?.phase).toBe('Progressing');
  const given = world.shares().length;
  await world.run(MINUTE);
  expect(world.shares()).toHaveLength(given);

  connection.pragma('max_page_count = 1000000');
  await world.run(3 * MINUTE);
  expect(world.runtime.status('shop')?.phase).toBe('Promoted');
  expect(world.shares()).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  const steps = (await store.decisions('shop', 1000))
    .filter(({ record }) => record.shift !== null)
    .map(({ record }) => record.step);
  expect(steps.toReversed()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(world.faults).toEqual([]);
  await world.stop();
  await store.close();
});
