import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TargetError } from '../target.js';
import { Folder } from './folder.js';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lamia-folder-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

describe('prepare', () => {
  test('makes the folder for its owner alone, also one that others could enter', async () => {
    const fresh = new Folder(join(root, 'a'));
    await fresh.prepare();
    expect(await modeOf(fresh.path)).toBe(0o700);

    await mkdir(join(root, 'open'));
    await chmod(join(root, 'open'), 0o777);
    await new Folder(join(root, 'open')).prepare();
    expect(await modeOf(join(root, 'open'))).toBe(0o700);
  });

  test('a link in its place is refused: it could lead anywhere', async () => {
    await mkdir(join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), join(root, 'link'));
    await expect(new Folder(join(root, 'link')).prepare()).rejects.toThrow('is not a folder of this user');
  });

  test('a file in its place is refused', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(new Folder(join(root, 'file')).prepare()).rejects.toThrow(TargetError);
  });

  test('a path that no socket can have is refused before anything is made', async () => {
    const long = new Folder(join(root, 'x'.repeat(100)));
    await expect(long.prepare()).rejects.toThrow('too long a path');
    expect(await readdir(root)).toEqual([]);
  });
});

describe('files', () => {
  test('are replaced as one, for their owner alone, and removed', async () => {
    const folder = new Folder(root);
    expect(await folder.read('haproxy.cfg')).toBeNull();
    await folder.write('haproxy.cfg', 'one');
    await folder.write('haproxy.cfg', 'two');
    expect(await folder.read('haproxy.cfg')).toBe('two');
    expect(await modeOf(join(root, 'haproxy.cfg'))).toBe(0o600);
    await folder.remove('haproxy.cfg', 'haproxy.pid');
    expect(await readdir(root)).toEqual([]);
  });

  test('a failure names the file', async () => {
    const folder = new Folder(join(root, 'gone'));
    await expect(folder.write('haproxy.cfg', 'x')).rejects.toThrow(
      `cannot write \`${join(root, 'gone', 'haproxy.cfg')}\``,
    );
  });
});
