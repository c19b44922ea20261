import { chmod, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { folderWith, lamia } from './lamia.js';

const LOOSE = 'if(metric "v1" "a">1){result=v1;}result';
const CANONICAL = 'if (metric "v1" "a" > 1) {\n  result = v1;\n}\nresult\n';

describe('lamia fmt', () => {
  let folder: Awaited<ReturnType<typeof folderWith>>;
  beforeEach(async () => {
    folder = await folderWith({
      'loose.lamia': LOOSE,
      'canonical.lamia': CANONICAL,
      'bad.lamia': 'result = ;',
      'shop.yaml': 'apiVersion: lamia/v1\n',
    });
  });
  afterEach(() => folder.remove());
  const format = (...args: readonly string[]) => lamia(['fmt', ...args], { cwd: folder.path });
  const text = (name: string) => readFile(join(folder.path, name), 'utf8');

  test('prints the canonical form', async () => {
    expect(await format('loose.lamia')).toEqual({ code: 0, stdout: CANONICAL, stderr: '' });
    expect(await text('loose.lamia')).toBe(LOOSE);
  });

  test('formats its argument and standard input', async () => {
    expect(await format('-e', LOOSE)).toEqual({ code: 0, stdout: CANONICAL, stderr: '' });
    expect(await lamia(['fmt', '-'], { stdin: LOOSE })).toEqual({ code: 0, stdout: CANONICAL, stderr: '' });
  });

  test('--check names the files that would change, exit 1', async () => {
    expect(await format('--check', 'canonical.lamia')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await format('--check', 'loose.lamia', 'canonical.lamia')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'loose.lamia is not in canonical form\n',
    });
  });

  test('--check asks for a final newline of files alone', async () => {
    const bare = CANONICAL.trimEnd();
    const same = { code: 0, stdout: '', stderr: '' };
    expect(await format('--check', '-e', bare)).toEqual(same);
    expect(await lamia(['fmt', '--check', '-'], { stdin: bare })).toEqual(same);
    expect(await lamia(['fmt', '--check', '-'], { stdin: CANONICAL })).toEqual(same);
    expect(await format('--check', '-e', LOOSE)).toMatchObject({ code: 1 });
    await writeFile(join(folder.path, 'bare.lamia'), bare);
    expect(await format('--check', 'bare.lamia')).toMatchObject({ code: 1 });
  });

  test('refuses bytes that are no text, and leaves them as they are', async () => {
    const latin1 = Buffer.concat([Buffer.from('// caf'), Buffer.from([0xe9]), Buffer.from(`\n${LOOSE}`)]);
    await writeFile(join(folder.path, 'latin1.lamia'), latin1);
    expect(await format('--write', 'loose.lamia', 'latin1.lamia')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'lamia: `latin1.lamia` is not valid UTF-8 at byte offset 6; save it as UTF-8\n',
    });
    expect(await readFile(join(folder.path, 'latin1.lamia'))).toEqual(latin1);
    expect(await text('loose.lamia')).toBe(LOOSE);
    expect(await lamia(['fmt', '-'], { stdin: latin1 })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'lamia: standard input is not valid UTF-8 at byte offset 6; save it as UTF-8\n',
    });
  });

  test('--write replaces whole files, keeps their mode and leaves nothing behind', async () => {
    await chmod(join(folder.path, 'loose.lamia'), 0o640);
    expect(await format('--write', 'loose.lamia', 'canonical.lamia')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await text('loose.lamia')).toBe(CANONICAL);
    expect((await stat(join(folder.path, 'loose.lamia'))).mode & 0o777).toBe(0o640);
    expect((await readdir(folder.path)).toSorted()).toEqual([
      'bad.lamia',
      'canonical.lamia',
      'loose.lamia',
      'shop.yaml',
    ]);
  });

  test('one file that cannot be read keeps all of them as they are', async () => {
    const { code, stdout, stderr } = await format('--write', 'loose.lamia', 'bad.lamia');
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('bad.lamia:1:10: error:'),
    });
    expect(await text('loose.lamia')).toBe(LOOSE);
  });

  test('writes gateway and policy files in the names of today', async () => {
    const file = (policy: string) =>
      `apiVersion: lamia/v1\nkind: Policy # ours\nmetadata: { name: slow }\nspec: ${policy}\n`;
    const old = file(
      '{ type: TimedCanaryReleasePolicy, parameters: { updatePeriod: 30000, "updateStep": 5 } }',
    );
    const now = file('{ type: time, parameters: { interval: 30s, "step": 5 } }');
    await writeFile(join(folder.path, 'slow.yaml'), old);
    expect(await format('slow.yaml')).toEqual({ code: 0, stdout: now, stderr: '' });
    expect(await format('--check', 'slow.yaml')).toMatchObject({
      code: 1,
      stderr: 'slow.yaml is not in canonical form\n',
    });
    expect(await format('--write', 'slow.yaml')).toMatchObject({ code: 0 });
    expect(await text('slow.yaml')).toBe(now);
    expect(await format('--check', 'slow.yaml')).toMatchObject({ code: 0 });
  });

  test('refuses YAML that cannot be read', async () => {
    await writeFile(join(folder.path, 'broken.yaml'), 'apiVersion: lamia/v1\nkind: [\n');
    expect(await format('broken.yaml')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('[yaml-syntax]'),
    });
  });
});
