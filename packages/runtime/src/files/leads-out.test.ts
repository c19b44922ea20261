import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { leadsOut } from './leads-out.js';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lamia-folder-'));
  folder = join(root, 'certificates');
  await mkdir(join(folder, 'live'), { recursive: true });
  for (const file of ['shop.pem', '..shop.pem', 'live/shop.pem']) await writeFile(join(folder, file), 'x');
  await writeFile(join(root, 'other.pem'), 'x');
  await mkdir(join(root, 'certificates-of-others'));
  await symlink(join(root, 'other.pem'), join(folder, 'link.pem'));
  await symlink(root, join(folder, 'up'));
  await symlink('live/shop.pem', join(folder, 'inner.pem'));
  await symlink(folder, join(root, 'alias'));
  await symlink('nowhere', join(folder, 'broken.pem'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test.each([
  'shop.pem',
  '..shop.pem',
  'live/shop.pem',
  'live/../shop.pem',
  'inner.pem',
  'gone.pem',
  'broken.pem',
])('%s is in its folder', async (path) => {
  expect(await leadsOut(join(folder, path), folder)).toBe(false);
  expect(await leadsOut(join(root, 'alias', path), join(root, 'alias'))).toBe(false);
});

test.each(['', '.', '..', '../other.pem', '../certificates-of-others/a.pem', 'link.pem', 'up/other.pem'])(
  '%j leads out of it',
  async (path) => {
    expect(await leadsOut(`${folder}/${path}`, folder)).toBe(true);
  },
);

test('an absolute path of another folder leads out', async () => {
  expect(await leadsOut('/etc/passwd', folder)).toBe(true);
});
