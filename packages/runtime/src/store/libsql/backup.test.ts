import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { StoreError } from '../store.js';
import { recordFor, stateAt } from '../testing/entries.js';
import { backUp } from './backup.js';
import { LibsqlStore } from './libsql-store.js';

let folder: string;
let file: string;
let copy: string;
let store: LibsqlStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-backup-'));
  file = join(folder, 'state.db');
  copy = join(folder, 'copy.db');
  store = LibsqlStore.open(file);
  await store.saveIntents([{ state: stateAt(3), record: recordFor('version2', 1) }]);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

test('a copy is made while the file is in use, and is a whole state file of that instant', async () => {
  backUp(file, copy);
  await store.saveIntents([{ state: stateAt(4), record: recordFor('version1', 2) }]);
  const copied = LibsqlStore.open(copy);
  expect(await copied.load()).toEqual([stateAt(3)]);
  expect(await copied.decisions('shop', 10)).toHaveLength(1);
  await copied.close();
  expect(await store.load()).toEqual([stateAt(4)]);
});

test('nothing that is there is written over', async () => {
  await writeFile(copy, 'precious');
  expect(() => {
    backUp(file, copy);
  }).toThrow(new StoreError(`\`${copy}\` is there already; name a file that is not, or move it away`));
});

test('where the copy cannot be written nothing is left of it', async () => {
  const before = await readdir(folder);
  expect(() => {
    backUp(file, join(folder, 'none', 'copy.db'));
  }).toThrow(StoreError);
  await writeFile(
    join(folder, 'other.txt'),
    'no database at all, but long enough to be read as the header of one',
  );
  expect(() => {
    backUp(join(folder, 'other.txt'), copy);
  }).toThrow(StoreError);
  expect((await readdir(folder)).filter((name) => name !== 'other.txt')).toEqual(before);
});
