import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LibsqlStore } from './libsql/libsql-store.js';
import { MemoryStore } from './memory.js';
import type { Store } from './store.js';
import { recordFor, stateAt } from './testing/entries.js';

let folder: string;
let store: Store;

const kinds: readonly (readonly [string, (capacity?: number) => Store])[] = [
  ['in memory', (capacity) => new MemoryStore(capacity)],
  [
    'in a file',
    (capacity) =>
      LibsqlStore.open(join(folder, 'state.db'), capacity === undefined ? {} : { logCapacity: capacity }),
  ],
];

describe.each(kinds)('a store %s', (_name, open) => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lamia-store-'));
    store = open();
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const ats = async (gateway = 'shop', limit = 1000): Promise<readonly number[]> =>
    (await store.decisions(gateway, limit)).map(({ record }) => record.at);

  test('is empty at first', async () => {
    expect(await store.load()).toEqual([]);
    expect(await store.decisions('shop', 10)).toEqual([]);
  });

  test('gives back the last state of every gateway, exactly', async () => {
    await store.saveIntents([
      { state: stateAt(1), record: null },
      { state: stateAt(7, '__proto__'), record: null },
    ]);
    await store.saveIntents([{ state: stateAt(2), record: null }]);
    await store.saveOutcomes([{ state: stateAt(3), record: recordFor('version2', 1) }]);
    const states = await store.load();
    expect(states).toHaveLength(2);
    expect(states).toEqual(expect.arrayContaining([stateAt(3), stateAt(7, '__proto__')]));
  });

  test('logs a tick with its intent, once', async () => {
    await store.saveIntents([{ state: stateAt(1), record: recordFor('version2', 1) }]);
    await store.saveOutcomes([{ state: stateAt(1), record: null }]);
    expect(await ats()).toEqual([1]);
  });

  test('gives the newest decisions of one gateway, newest first', async () => {
    for (const at of [1, 2, 3]) {
      await store.saveOutcomes([
        { state: stateAt(1), record: recordFor('version2', at) },
        { state: stateAt(1, 'cart'), record: recordFor('version1', at * 10, 'cart') },
      ]);
    }
    expect(await ats('shop', 2)).toEqual([3, 2]);
    expect(await ats('cart')).toEqual([30, 20, 10]);
    const [newest] = await store.decisions('shop', 1);
    expect(newest).toEqual({ keeping: 'ring', record: recordFor('version2', 3) });
  });

  test('keeps the last hundred ticks, and of older ones the changes and a heartbeat a minute', async () => {
    const outcomes = Array.from({ length: 200 }, (_tick, count) => ({
      state: stateAt(1),
      record: recordFor(count < 3 ? 'version1' : 'version2', count * 10_000),
    }));
    await store.saveOutcomes(outcomes);
    const logged = await store.decisions('shop', 1000);
    const ring = logged.slice(0, 100).map(({ record }) => record.at);
    expect(ring).toEqual(Array.from({ length: 100 }, (_tick, count) => (199 - count) * 10_000));
    const older = logged.slice(100).map(({ record, keeping }) => [keeping, record.at]);
    expect(older.slice(-3)).toEqual([
      ['heartbeat', 90_000],
      ['change', 30_000],
      ['change', 0],
    ]);
    expect(older).toHaveLength(2 + 16);
  });

  test('gives the oldest up when the log is full, as few as need be', async () => {
    const capacity = 5_000;
    await store.close();
    store = open(capacity);
    for (let at = 0; at < 60; at += 1) {
      await store.saveOutcomes([{ state: stateAt(1), record: recordFor(`version${at}`, at) }]);
      const kept = (await store.decisions('shop', 1000)).map(({ record }) => record);
      const sizes = kept.map((record) => JSON.stringify(record).length);
      const size = sizes.reduce((sum, one) => sum + one, 0);
      expect(kept.map((record) => record.at)).toEqual(kept.map((_record, place) => at - place));
      expect(size).toBeLessThanOrEqual(capacity);
      if (kept.length <= at) expect(size + (sizes[0] ?? 0)).toBeGreaterThan(capacity - 10);
    }
  });

  test('keeps the newest entry however large it is', async () => {
    await store.close();
    store = open(10);
    for (const at of [1, 2]) {
      await store.saveOutcomes([{ state: stateAt(1), record: recordFor('version2', at * 60_000) }]);
    }
    expect(await ats()).toEqual([120_000]);
  });

  const document = (gateway: string, of: unknown = { a: [1] }) => ({
    gateway,
    document: of,
    by: 'alice',
    at: 5,
  });

  test('keeps the documents of gateways with how they stand, until it is told to forget them', async () => {
    await store.saveDocument(document('shop'), { state: stateAt(1), record: recordFor('version2', 1) });
    await store.saveDocument(document('cart'), { state: stateAt(1, 'cart'), record: null });
    await store.saveDocument(document('shop', { b: 2 }), { state: stateAt(2), record: null });
    expect(await store.documents()).toEqual([document('cart'), document('shop', { b: 2 })]);
    expect(await store.load()).toEqual(expect.arrayContaining([stateAt(2), stateAt(1, 'cart')]));
    await store.forget('shop');
    expect(await store.documents()).toEqual([document('cart')]);
    expect(await store.load()).toEqual([stateAt(1, 'cart')]);
    expect(await ats()).toEqual([1]);
  });
});
