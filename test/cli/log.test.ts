import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { lamia } from './lamia.js';
import { RunScene } from './run-scene.js';

jest.setTimeout(60_000);

let scene: RunScene;
let folder: string;

beforeEach(async () => {
  scene = await RunScene.open();
  ({ folder } = scene);
  await scene.write(scene.gatewayText({ interval: '1h' }));
});

afterEach(() => scene.close());

test('while a runtime has its state file it is copied, its log printed, and its decisions made again', async () => {
  const running = scene.run();
  await running.lineWith('ticked', () => true);
  const state = join('.lamia', 'state.db');
  const backup = await lamia(['backup', '--to', 'copy.db', '--json'], { cwd: folder });
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(backup.stdout)).toEqual({ ok: true, state: '.lamia/state.db', to: 'copy.db' });
  const log = await lamia(['log', state, '--gateway', 'shop'], { cwd: folder });
  expect(log.code).toBe(0);
  expect(log.stdout.trim().split('\n').length).toBeGreaterThan(1);
  await writeFile(join(folder, 'log.jsonl'), log.stdout);
  for (const file of [state, 'copy.db', 'log.jsonl']) {
    const replayed = await lamia(['replay', file, '--json'], { cwd: folder });
    expect(replayed.code).toBe(0);
    expect(JSON.parse(replayed.stdout)).toMatchObject({ ok: true, deviation: null });
  }
  const forged = log.stdout.replaceAll('"step":1', '"step":7');
  await writeFile(join(folder, 'forged.jsonl'), forged);
  const replayed = await lamia(['replay', 'forged.jsonl'], { cwd: folder });
  expect(replayed).toMatchObject({ code: 1, stdout: expect.stringContaining('when it is decided again') });
  expect(await running.stop()).toBe(0);
  await copyFile(join(folder, 'copy.db'), join(folder, 'again.db'));
  expect((await lamia(['backup', '--to', 'again.db'], { cwd: folder })).code).toBe(3);
});

test.each([['log'], ['replay']])('%s names a state file that is not there', async (command) => {
  const { code, stderr } = await lamia([command, 'none.db'], { cwd: folder });
  expect(code).toBe(1);
  expect(stderr).toContain('there is no state file `none.db`');
});
