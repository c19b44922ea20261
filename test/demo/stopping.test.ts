import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describeWith } from '../components/binaries.js';

/** The command as it is built; `npm test` builds it first. */
const COMMAND = fileURLToPath(new URL('../../packages/runtime/bin/lamia.mjs', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-stopping-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Processes that work in the folder or were started with a path in it. */
async function processesIn(path: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      // A process that has just ended has neither.
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return cwd.startsWith(path) || command.includes(path) ? command.replaceAll('\0', ' ') : null;
    }),
  );
  return found.filter((command) => command !== null);
}

/** Starts the command with its temporary folders in `folder` and resolves at its first tick. */
async function started() {
  const child = spawn(
    process.execPath,
    [COMMAND, 'demo', '--target', 'haproxy', '--source', 'prometheus', '--json'],
    { env: { ...process.env, TMPDIR: folder, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = once(child, 'close');
  const lines = createInterface(child.stdout);
  for await (const line of lines) {
    if ((JSON.parse(line) as { kind: string }).kind === 'ticked') break;
  }
  return { child, ended };
}

describeWith('haproxy', 'a demonstration that is stopped', () => {
  describeWith('prometheus', 'with everything running', () => {
    test.each([
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const)(
      'leaves no process and no file after %s, however often it comes',
      async (signal, code) => {
        const { child, ended } = await started();
        expect((await processesIn(folder)).length).toBeGreaterThanOrEqual(3);
        child.stdout.resume();
        child.kill(signal);
        child.kill(signal);
        expect(await ended).toEqual([code, null]);
        expect(await processesIn(folder)).toEqual([]);
        expect(await readdir(folder)).toEqual([]);
      },
      120_000,
    );

    test('leaves none either when nobody reads its output any more', async () => {
      const { child, ended } = await started();
      child.stdout.destroy();
      // 0 would say that the candidate was promoted.
      expect(await ended).toEqual([3, null]);
      expect(await processesIn(folder)).toEqual([]);
      expect(await readdir(folder)).toEqual([]);
    }, 120_000);
  });
});
