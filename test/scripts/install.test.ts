import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/toolchain/install.mjs', import.meta.url));

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'lamia-install-'));
  mkdirSync(join(project, 'tool'));
  write('tool/package.json', { name: 'tool', version: '1.0.0' });
  write('package.json', { name: 'project', version: '1.0.0', devDependencies: { tool: 'file:tool' } });
  const npm = spawnSync('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], {
    cwd: project,
  });
  expect(npm.status).toBe(0);
});
afterEach(() => {
  rmSync(project, { recursive: true });
});

function write(name: string, content: object): void {
  writeFileSync(join(project, name), JSON.stringify(content));
}

/** Runs the script's main function and tells whether it went to npm. */
function install(env: Readonly<Record<string, string>> = {}): { code: number | null; installed: boolean } {
  const program = `import { ensureInstalled } from ${JSON.stringify(SCRIPT)};
    process.exitCode = await ensureInstalled(${JSON.stringify(project)});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    cwd: tmpdir(),
    env: { ...process.env, ...env },
  });
  return { code: status, installed: stderr.includes('installing dependencies') };
}

describe('ensureInstalled', () => {
  test('installs once, from any folder, and again only when the lockfile or node_modules changed', () => {
    expect(install()).toEqual({ code: 0, installed: true });
    expect(existsSync(join(project, 'node_modules', 'tool'))).toBe(true);
    expect(install()).toEqual({ code: 0, installed: false });

    rmSync(join(project, 'node_modules'), { recursive: true });
    expect(install()).toEqual({ code: 0, installed: true });

    write('package.json', { name: 'project', version: '1.0.0' });
    spawnSync('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], { cwd: project });
    expect(install()).toEqual({ code: 0, installed: true });
    expect(existsSync(join(project, 'node_modules', 'tool'))).toBe(false);
  }, 60_000);

  test('installs development dependencies with NODE_ENV=production too', () => {
    expect(install({ NODE_ENV: 'production' })).toEqual({ code: 0, installed: true });
    expect(existsSync(join(project, 'node_modules', 'tool'))).toBe(true);
  }, 60_000);

  test('remembers nothing of a failed installation', () => {
    write('package.json', { name: 'project', version: '1.0.0', dependencies: { other: 'file:other' } });
    expect(install()).toEqual({ code: 1, installed: true });
    expect(install()).toEqual({ code: 1, installed: true });
  }, 60_000);
});
