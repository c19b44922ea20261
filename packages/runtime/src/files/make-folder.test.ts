import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { errorCode } from '../errors/error-code.js';
import { makeFolder } from './make-folder.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-folder-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('makes a folder for its owner alone, and leaves one that is there', async () => {
  const path = join(folder, 'state');
  await makeFolder(path);
  await makeFolder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
});

test('refuses a path whose folder does not exist', async () => {
  await expect(makeFolder(join(folder, 'mistyped', 'state')).catch(errorCode)).resolves.toBe('ENOENT');
});

test('comes back where the file system takes no folders', async () => {
  await expect(makeFolder('/proc/lamia').catch(errorCode)).resolves.not.toBeNull();
});
