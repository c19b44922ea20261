import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { GatewayState } from '../../packages/runtime/src/release/state.js';
import { LibsqlStore } from '../../packages/runtime/src/store/libsql/libsql-store.js';
import { COMMAND, lamia } from './lamia.js';
import { RunScene } from './run-scene.js';

/** Several processes one after the other, on a machine that has other work too. */
jest.setTimeout(30_000);

let scene: RunScene;
let folder: string;

beforeEach(async () => {
  scene = await RunScene.open();
  ({ folder } = scene);
});

afterEach(() => scene.close());

const gatewayText: RunScene['gatewayText'] = (given) => scene.gatewayText(given);
const write = (text: string) => scene.write(text);
const run = (...args: readonly string[]) => lamia(['run', 'shop.yaml', ...args], { cwd: folder });

describe('the state of `lamia run`', () => {
  let taken: Server;
  let port: number;
  beforeEach(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
    ({ port } = taken.address() as AddressInfo); // a TCP server's address while it listens
  });
  afterEach(() => new Promise((resolve) => taken.close(resolve)));

  test('is not touched by a run that is refused: the release goes on as if nothing had been asked', async () => {
    const slow = gatewayText({ interval: '1h' });
    await write(slow);
    const first = scene.run();
    const isHalf = ({ record }: Record<string, unknown>): boolean =>
      JSON.stringify(record).includes('["version2",5000]');
    await first.lineWith('ticked', isHalf);
    expect(await first.stop()).toBe(0);
    await write(
      slow.replace('version1: 100', 'version1: 0, version2: 100').replace('0/http', `${port}/http`),
    );
    expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining('the address is in use') });
    await write(slow);
    const second = scene.run();
    expect(await second.line('resumed')).toMatchObject({ phase: 'Progressing' });
    const { record } = await second.line('ticked');
    expect(isHalf({ record })).toBe(true);
    expect(await second.stop()).toBe(0);
  });

  // Only Linux can take the room from a process that runs.
  (process.platform === 'linux' ? test : test.skip)(
    'ends with exit 3 and the cause where there is no room for it at the end',
    async () => {
      await write(gatewayText());
      // A process that is told of its limit by a signal ends by it, unless that is ignored from the start.
      const script = 'trap "" XFSZ && exec "$@"';
      const child = spawn('sh', ['-c', script, 'sh', process.execPath, COMMAND, 'run', 'shop.yaml'], {
        cwd: folder,
      });
      scene.ended(child);
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      for await (const line of createInterface(child.stdout)) if (line.includes('Promoted')) break;
      child.stdout.resume();
      await promisify(execFile)('prlimit', [`--pid=${child.pid}`, '--fsize=1024']);
      child.kill('SIGTERM');
      expect(await once(child, 'close')).toEqual([3, null]);
      expect(stderr).toBe(
        'lamia: not everything ended in order: the state file `.lamia/state.db` could not be used: disk I/O error\n',
      );
    },
  );
});

describe('lamia run refuses', () => {
  test('a state file that another runtime has, exit 3', async () => {
    await write(gatewayText());
    const first = scene.run();
    await first.line('listening');
    expect(await run()).toMatchObject({ code: 3, stderr: expect.stringContaining('is in use by') });
    expect(await first.stop()).toBe(0);
  });

  test('a state file that is none, exit 3', async () => {
    await write(gatewayText());
    expect(await run('--state', 'shop.yaml')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('is no state file'),
    });
  });

  test('a state path that cannot be used, and says how it was given', async () => {
    await write(gatewayText());
    expect(await run('--state', '')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('`--state <file>`'),
    });
    expect(await run('--state', '.')).toMatchObject({
      code: 3,
      stderr: 'lamia: `.` is a folder, not a state file; name a file in it, such as `--state state.db`\n',
    });
    expect(await run('--state', 'shop.yaml/state.db')).toMatchObject({
      code: 3,
      stderr:
        'lamia: the state file `shop.yaml/state.db` cannot be used: a part of its path is a file, not a folder; ' +
        'name another file with `--state FILE`\n',
    });
    expect(await run('--state', '/sys/state.db')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('the state file `/sys/state.db` cannot be used: '),
    });
    expect(await readdir(folder)).toEqual(['shop.yaml']);
  });

  test('a state that it cannot read, exit 3, instead of releasing anew', async () => {
    await write(gatewayText());
    const running = scene.run();
    await running.line('ended');
    expect(await running.stop()).toBe(0);
    const store = LibsqlStore.open(join(folder, '.lamia/state.db'));
    const other = JSON.parse('{ "gateway": "shop" }') as GatewayState; // which is what it is not
    await store.saveOutcomes([{ state: other, record: null }]);
    await store.close();
    const refusal = { code: 3, stderr: expect.stringContaining('the state of gateway `shop` in') };
    expect(await run()).toMatchObject(refusal);
    expect(await lamia(['plan', 'shop.yaml'], { cwd: folder })).toMatchObject(refusal);
  });
});
