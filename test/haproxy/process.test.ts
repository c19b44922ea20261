import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isRunning } from '../../packages/runtime/src/routing/haproxy/running.js';
import { TargetError } from '../../packages/runtime/src/routing/target.js';
import { countReplies, fetchText, load } from '../../packages/runtime/src/routing/testing/client.js';
import { outlined, routed } from '../../packages/runtime/src/routing/testing/gateways.js';
import { describeWith } from '../components/binaries.js';
import { haproxyFolder } from '../components/haproxy.js';
import { openScene, patience, workerPid, type Scene } from './scene.js';

/** What is in HAProxy's folder, without the lock of the runtime that commands it. */
async function filesOf(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('runtime.lock')).sort();
}

describeWith('haproxy', 'the process of a real HAProxy', () => {
  let scene: Scene;
  const split = routed({ version1: 7_000, version2: 3_000 });

  beforeEach(async () => {
    scene = await openScene();
  });

  afterEach(() => scene.close());

  async function serveSplit(): Promise<void> {
    await scene.target.serve([scene.gateway], [split], patience());
  }

  async function ended(pid: number): Promise<void> {
    while (await isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** `SIGSTOP` reaches one thread first; until it has reached every one of them, another may still answer. */
  async function stop(pid: number): Promise<void> {
    process.kill(pid, 'SIGSTOP');
    const stateOf = async (thread: string): Promise<string> => {
      const line = await readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8');
      return line.slice(line.lastIndexOf(')') + 2).slice(0, 1);
    };
    for (;;) {
      const states = await Promise.all((await readdir(`/proc/${pid}/task`)).map(stateOf));
      if (states.every((state) => state === 'T')) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  test('its folder and its sockets are for their owner alone', async () => {
    await serveSplit();
    const modeOf = async (name: string): Promise<number> =>
      (await stat(join(scene.folder.path, name))).mode & 0o777;
    expect(await modeOf('.')).toBe(0o700);
    expect(await modeOf('admin.sock')).toBe(0o600);
    expect(await modeOf('master.sock')).toBe(0o600);
    expect(await modeOf('haproxy.cfg')).toBe(0o600);
    expect(await filesOf(scene.folder.path)).toEqual([
      'admin.sock',
      'haproxy.cfg',
      'haproxy.pid',
      'layout.json',
      'master.sock',
    ]);
  });

  test.each(['master', 'worker'] as const)(
    'a %s that was killed is missed by observe and apply, and serving again mends it on the same address',
    async (half) => {
      await serveSplit();
      const address = scene.address();
      const processes = await scene.processes();
      process.kill(half === 'master' ? processes.master : await workerPid(scene), 'SIGKILL');
      await ended(processes.master);
      await ended(processes.worker ?? processes.master);

      expect(await scene.target.observe('shop', patience())).toBeNull();
      const applying = scene.target.apply(routed({ version1: 10_000 }), patience());
      await expect(applying).rejects.toThrow(TargetError);
      await expect(applying).rejects.toThrow('haproxy does not run any more');

      await serveSplit();
      expect(scene.address()).toEqual(address);
      expect((await scene.processes()).master).not.toBe(processes.master);
      expect(await scene.target.observe('shop', patience())).toEqual(split);
      expect(await countReplies(address, 10)).toEqual({ '200 version1': 7, '200 version2': 3 });
    },
  );

  test('serving at once after a kill, while half of it may still be dying, mends it too', async () => {
    await serveSplit();
    process.kill((await scene.processes()).master, 'SIGKILL');
    await serveSplit();
    expect(await scene.target.observe('shop', patience())).toEqual(split);
  });

  test.each(['admin.sock', 'master.sock'])(
    'a %s that was removed is mended by serving again',
    async (socket) => {
      await serveSplit();
      const { master } = await scene.processes();
      await rm(join(scene.folder.path, socket));
      if (socket === 'admin.sock') {
        await expect(scene.target.apply(split, patience())).rejects.toThrow('haproxy does not run any more');
      }
      await serveSplit();
      expect(await isRunning(master)).toBe(false);
      expect(await scene.target.observe('shop', patience())).toEqual(split);
    },
  );

  test('both sockets removed: it is found by its pid file and does not keep the address', async () => {
    await serveSplit();
    const { master } = await scene.processes();
    await rm(join(scene.folder.path, 'admin.sock'));
    await rm(join(scene.folder.path, 'master.sock'));
    await serveSplit();
    expect(await isRunning(master)).toBe(false);
    expect(await countReplies(scene.address(), 10)).toEqual({ '200 version1': 7, '200 version2': 3 });
  });

  test('one that does not answer is an error in time, and works again when it goes on', async () => {
    await serveSplit();
    const impatient = scene.folder.target({ timeout: 100 });
    const worker = await workerPid(scene);
    try {
      await stop(worker);
      await expect(impatient.observe('shop', patience())).rejects.toThrow('haproxy does not answer on');
    } finally {
      process.kill(worker, 'SIGCONT');
    }
    expect(await impatient.observe('shop', patience())).toEqual(split);
  });

  test('closing leaves it serving; a second target adopts it without a reload or a failed request', async () => {
    await serveSplit();
    const address = scene.address();
    const before = await scene.processes();
    await scene.target.close();
    let going = true;
    const loaded = load(address, () => going);

    const second = scene.folder.target();
    expect(second.address('shop')).toBeNull();
    expect(await second.observe('shop', patience())).toEqual(split);
    expect(await second.observe('cart', patience())).toBeNull();
    await second.serve([scene.gateway], [routed({ version1: 5_000, version2: 5_000 })], patience());
    await fetchText(address);
    going = false;

    expect(Object.keys(await loaded).sort()).toEqual(['200 version1', '200 version2']);
    expect(second.address('shop')).toEqual(address);
    expect(await scene.processes()).toEqual(before);
    expect(await second.observe('shop', patience())).toEqual(routed({ version1: 5_000, version2: 5_000 }));
    await second.close();
  });

  test('it outlives a kill -9 of the process that started it', async () => {
    const outside = await haproxyFolder();
    const program = join(outside.path, 'starter.mjs');
    const module = join(import.meta.dirname, '../../packages/runtime/dist/routing/haproxy/target.js');
    await writeFile(
      program,
      `import { HaproxyTarget } from ${JSON.stringify(module)};
      const [directory, gateway, shares] = process.argv.slice(2);
      const target = new HaproxyTarget({ directory, exporter: null });
      const routing = { gateway: 'shop', routes: new Map([['default', new Map(JSON.parse(shares))]]) };
      await target.serve([JSON.parse(gateway)], [routing], new AbortController().signal);
      process.stdout.write(JSON.stringify(target.address('shop')) + '\\n');
      setInterval(() => undefined, 1000);`,
    );
    const args = [
      program,
      outside.path,
      JSON.stringify(scene.gateway),
      '[["version1",7000],["version2",3000]]',
    ];
    const starter = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(starter.stdout, 'data')) as [Buffer];
      const address = JSON.parse(line.toString()) as { host: string; port: number };
      starter.kill('SIGKILL');
      await once(starter, 'exit');
      expect(await countReplies(address, 10)).toEqual({ '200 version1': 7, '200 version2': 3 });
      const adopter = outside.target({ exporter: null });
      expect(await adopter.observe('shop', patience())).toEqual(split);
    } finally {
      starter.kill('SIGKILL');
      await outside.remove();
    }
  });

  test('a second runtime is refused while the first commands it', async () => {
    await serveSplit();
    const second = scene.folder.target();
    await expect(second.serve([scene.gateway], [split], patience())).rejects.toThrow(
      `another runtime commands the haproxy in \`${scene.folder.path}\``,
    );
    expect(await scene.target.observe('shop', patience())).toEqual(split);
    await scene.target.close();
    await second.serve([scene.gateway], [split], patience());
    await second.close();
  });

  test('shutting down ends it and frees the address, also twice', async () => {
    await serveSplit();
    const address = scene.address();
    const processes = await scene.processes();
    await scene.target.shutdown(patience());
    await scene.target.shutdown(patience());
    expect(await isRunning(processes.master)).toBe(false);
    await expect(fetchText(address)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await scene.target.observe('shop', patience())).toBeNull();
    expect(await filesOf(scene.folder.path)).toEqual(['haproxy.cfg', 'layout.json']);
  });

  test('an address in use is named with what to do, and nothing is left behind', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    try {
      const bound = taken.address();
      const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
      const gateway = outlined({ port, versions: { version1: 9001 } });
      await expect(scene.target.serve([gateway], [routed({ version1: 10_000 })], patience())).rejects.toThrow(
        `gateway \`shop\` cannot listen on \`127.0.0.1:${port}\`: the address is in use; end the process`,
      );
      expect(await filesOf(scene.folder.path)).toEqual([]);
    } finally {
      await new Promise((resolve) => taken.close(resolve));
    }
  });

  test('two HAProxies on one address do not share it silently', async () => {
    await serveSplit();
    const other = await haproxyFolder();
    try {
      const gateway = { ...scene.gateway, listen: { ...scene.address(), protocol: 'http' as const } };
      await expect(other.target().serve([gateway], [split], patience())).rejects.toThrow(
        'the address is in use',
      );
    } finally {
      await other.remove();
    }
  });

  test.each([
    ['an application', (name: string) => outlined({ application: name, versions: { version1: 9001 } })],
    ['a version', (name: string) => outlined({ versions: { [name]: 9001 } })],
    ['a gateway', (name: string) => ({ ...outlined({ versions: { version1: 9001 } }), name })],
  ])(
    '%s with a name that is no word of a configuration is refused, and nothing is written',
    async (_, gatewayOf) => {
      for (const name of [
        'a b',
        "a'b",
        'a;b',
        'a\nserver evil 10.0.0.1:80',
        'a/b',
        '%[env(HOME)]',
        '$HOME',
        'a#b',
        '',
      ]) {
        const gateway = gatewayOf(name);
        const routing = routed({ [gateway.baseline]: 10_000 }, gateway.name);
        await expect(scene.target.serve([gateway], [routing], patience())).rejects.toThrow(
          'haproxy cannot be given',
        );
      }
      expect(await filesOf(scene.folder.path)).toEqual([]);
    },
  );

  test('a HAProxy that is not there is told with how to install it', async () => {
    const without = scene.folder.target({ binary: join(scene.folder.path, 'haproxy') });
    await expect(without.serve([scene.gateway], [split], patience())).rejects.toThrow('cannot be run');
  });

  test('what serving would write is told without writing it', async () => {
    const { target, gateway } = scene;
    const first = await target.configurationChange([gateway], [split]);
    expect(first.before).toBeNull();
    expect(first.after).toContain("server 'version1'");
    expect(await filesOf(scene.folder.path)).toEqual([]);

    await serveSplit();
    const text = await scene.file('haproxy.cfg');
    expect(await target.configurationChange([gateway], [split])).toEqual({ before: text, after: text });
  });
});
