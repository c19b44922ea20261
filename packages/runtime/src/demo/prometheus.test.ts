import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DemoError } from './demo-error.js';
import { startPrometheus } from './prometheus.js';

/*
 * What becomes of a Prometheus that misbehaves, for which a few lines of shell stand in; that a real one starts, scrapes and
 * stops is seen in `test/demo`.
 */

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-demo-test-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A program that notes its process and then does as told. */
async function program(then: string): Promise<string> {
  const file = join(folder, 'prometheus');
  const script = `#!/bin/sh\necho $$ > '${join(folder, 'pid')}'\n${then}\n`;
  await writeFile(file, script);
  await chmod(file, 0o755);
  return file;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const start = (file: string, signal = new AbortController().signal) =>
  startPrometheus(file, join(folder, 'data'), 1000, signal);

describe('startPrometheus', () => {
  test('tells what a program said that ends instead of getting ready', async () => {
    const file = await program('echo "unknown flag" >&2; exit 3');
    const attempt = start(file);
    await expect(attempt).rejects.toThrow(DemoError);
    await expect(attempt).rejects.toThrow(`cannot start \`${file}\`: it ended with code 3: unknown flag`);
  });

  test('tells that a program cannot be run', async () => {
    await expect(start(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });

  test('ends a program that is not wanted any more', async () => {
    const stop = new AbortController();
    const attempt = start(await program('exec sleep 600'), stop.signal);
    const noted = join(folder, 'pid');
    while (!existsSync(noted) || (await readFile(noted, 'utf8')) === '') await pause(10);
    stop.abort();
    await expect(attempt).rejects.toThrow('aborted');
    expect(isRunning(Number(await readFile(noted, 'utf8')))).toBe(false);
  });
});
