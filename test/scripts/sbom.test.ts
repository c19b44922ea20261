import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly dev?: boolean;
        readonly link?: boolean;
        readonly optional?: boolean;
        readonly devOptional?: boolean;
        readonly peer?: boolean;
        readonly hasInstallScript?: boolean;
      }
    >
  >;
}

interface Sbom {
  readonly components: readonly {
    readonly group?: string;
    readonly name: string;
    readonly version: string;
  }[];
}

const lock = JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8')) as Lock;

function sbom(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/sbom.mjs'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

test('the bill of materials has what is installed with Lamia, nothing of its development, and is the same each time', () => {
  const text = sbom();
  const names = new Set(
    (JSON.parse(text) as Sbom).components.map(({ group, name, version }) =>
      group === undefined ? `${name} ${version}` : `${group}/${name} ${version}`,
    ),
  );
  const missing = Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path.startsWith('node_modules/') && dev !== true && link !== true)
    .filter(
      ([, { optional, devOptional, peer }]) => optional !== true && devOptional !== true && peer !== true,
    )
    .map(([path, { version = '' }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)} ${version}`)
    .filter((each) => !names.has(each));
  expect(missing).toEqual([]);
  expect(names.size).toBeGreaterThan(50);
  for (const name of ['jest', 'eslint', 'typescript']) {
    expect([...names].filter((each) => each.startsWith(`${name} `))).toEqual([]);
  }
  expect(sbom()).toBe(text);
});

test('nothing that is installed with Lamia runs a script when it is', () => {
  const running = Object.entries(lock.packages)
    .filter(([, { dev, hasInstallScript }]) => dev !== true && hasInstallScript === true)
    .map(([path]) => path);
  // The workspace's own builds what was installed, and fetches nothing.
  expect(running.filter((path) => path !== '')).toEqual([]);
});
