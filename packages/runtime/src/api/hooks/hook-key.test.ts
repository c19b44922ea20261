import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hookKey } from './hook-key.js';
import { HookPaths } from './hook-paths.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-hooks-'));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

test('a key is made once, for its owner only, and is the same ever after', async () => {
  const path = join(folder, 'key');
  const key = await hookKey(path);
  expect(key).toHaveLength(32);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await hookKey(path)).toEqual(key);
  expect(await hookKey(join(folder, 'other'))).not.toEqual(key);
});

test('what is no key is refused', async () => {
  const path = join(folder, 'key');
  await writeFile(path, 'secret');
  await expect(hookKey(path)).rejects.toThrow(
    'is not 32 bytes in hexadecimal; delete the file for a new one',
  );
  await expect(hookKey(join(folder, 'none', 'key'))).rejects.toThrow('there is no such file');
});

test('each gateway has a secret of its own', () => {
  const paths = new HookPaths(Buffer.alloc(32, 1));
  const secret = (name: string): string => paths.pathOf('argo', name).split('/').at(-1) ?? '';
  expect(paths.pathOf('flagger', 'shop')).toBe(`/api/v1/hooks/flagger/shop/${secret('shop')}`);
  expect(secret('shop')).toHaveLength(43);
  expect(secret('shop')).not.toBe(secret('news'));
  expect(paths.isSecretOf('shop', secret('shop'))).toBe(true);
  expect(paths.isSecretOf('news', secret('shop'))).toBe(false);
  for (const wrong of ['', 'x', `${secret('shop')}x`, secret('shop').toUpperCase()]) {
    expect(paths.isSecretOf('shop', wrong)).toBe(false);
  }
  expect(new HookPaths(Buffer.alloc(32, 2)).isSecretOf('shop', secret('shop'))).toBe(false);
});
