import { afterEach, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { PROGRAMS, findProgram, planInstallation } from '../../scripts/toolchain/programs.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'lamia-programs-'));
  folders.push(made);
  return made;
}

describe('findProgram', () => {
  test('takes the first that can be run', () => {
    const [plain, nested, right] = [folder(), folder(), folder()];
    writeFileSync(join(plain, 'lamia-test-tool'), '', { mode: 0o644 });
    mkdirSync(join(nested, 'lamia-test-tool'));
    writeFileSync(join(right, 'lamia-test-tool'), '');
    chmodSync(join(right, 'lamia-test-tool'), 0o755);
    expect(findProgram('lamia-test-tool', [plain, nested, right].join(delimiter))).toBe(
      join(right, 'lamia-test-tool'),
    );
  });

  test('says null for what is nowhere, also with an empty PATH', () => {
    expect(findProgram('lamia-test-tool', '')).toBeNull();
  });
});

describe('planInstallation', () => {
  const debian = { platform: 'linux', debian: true, root: true, aptAllowed: true } as const;

  test('installs on Debian as root', () => {
    expect(planInstallation(PROGRAMS, debian)).toEqual({
      kind: 'install',
      packages: ['haproxy', 'prometheus'],
    });
  });

  test.each([
    [{ ...debian, aptAllowed: false }, 'apt-get install --no-install-recommends haproxy prometheus'],
    [{ ...debian, root: false }, 'sudo apt-get install --no-install-recommends haproxy prometheus'],
    [{ ...debian, platform: 'darwin', debian: false }, 'brew install haproxy prometheus'],
    [{ ...debian, debian: false }, "your system's package manager, for haproxy and prometheus"],
  ] as const)('elsewhere tells the command: %j', (machine, command) => {
    expect(planInstallation(PROGRAMS, machine)).toEqual({ kind: 'tell', command });
  });
});
