import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';

/** The same sources and packages give the same files, wherever and whenever they are built. */
jest.setTimeout(600_000);

const ROOT = path.resolve(import.meta.dirname, '../..');
const PACKAGES = ['lang', 'runtime'] as const;
const run = promisify(execFile);

/** A copy of the sources of the packages and of what builds them, with the installed packages of this checkout. */
async function checkout(home: string): Promise<void> {
  const copied = [
    ...['package.json', 'tsconfig.base.json', 'scripts'],
    ...PACKAGES.flatMap((name) =>
      ['package.json', 'tsconfig.json', 'src'].map((part) => `packages/${name}/${part}`),
    ),
  ];
  for (const part of copied) await cp(path.join(ROOT, part), path.join(home, part), { recursive: true });
  const modules = path.join(home, 'node_modules');
  await mkdir(path.join(modules, '@lamia'), { recursive: true });
  for (const name of await readdir(path.join(ROOT, 'node_modules'))) {
    if (name !== '@lamia' && !name.startsWith('.')) {
      await symlink(path.join(ROOT, 'node_modules', name), path.join(modules, name));
    }
  }
  for (const name of PACKAGES) {
    await symlink(path.join(home, 'packages', name), path.join(modules, '@lamia', name));
  }
}

/** Compiles the packages and bundles the command, as `npm run build` does. */
async function build(home: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const options = { cwd: home, env: { ...process.env, ...environment } };
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  // Types are checked elsewhere; what is written is the same.
  await run(process.execPath, [compiler, '-b', 'packages/runtime', '--noCheck'], options);
  const bundler = pathToFileURL(path.join(home, 'scripts/toolchain/compile.mjs')).href;
  const script = `await (await import(${JSON.stringify(bundler)})).bundle(${JSON.stringify(home)});`;
  await run(process.execPath, ['--input-type=module', '-e', script], options);
}

/** What would be packed of the built files, by path. */
async function contents(home: string): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const name of PACKAGES) {
    const dist = path.join(home, 'packages', name, 'dist');
    for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.tsbuildinfo')) continue;
      const file = path.join(entry.parentPath, entry.name);
      found.set(path.relative(home, file), await readFile(file));
    }
  }
  return found;
}

describe('two builds of the same sources', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lamia-builds-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('in two folders, at two times and in two time zones are the same byte by byte', async () => {
    const [first, second] = [path.join(folder, 'one'), path.join(folder, 'another place')];
    for (const [home, environment] of [
      [first, { TZ: 'UTC', LC_ALL: 'C', USER: 'ann' }],
      [second, { TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8', USER: 'bob' }],
    ] as const) {
      await checkout(home);
      await build(home, environment);
    }
    const [ones, others] = [await contents(first), await contents(second)];
    expect([...others.keys()].sort()).toEqual([...ones.keys()].sort());
    expect([...ones.keys()]).toEqual(
      expect.arrayContaining(['packages/lang/dist/index.js', 'packages/runtime/dist/lamia.mjs']),
    );
    const different = [...ones].filter(([file, bytes]) => others.get(file)?.equals(bytes) !== true);
    expect(different.map(([file]) => file)).toEqual([]);
  });
});
