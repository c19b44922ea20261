import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address, Gateway } from '../../packages/runtime/src/config/gateway.js';
import {
  parseInfo,
  parseProcesses,
  type Processes,
} from '../../packages/runtime/src/routing/haproxy/answers.js';
import { RuntimeSocket } from '../../packages/runtime/src/routing/haproxy/runtime-socket.js';
import type { HaproxyTarget } from '../../packages/runtime/src/routing/haproxy/target.js';
import { outlined } from '../../packages/runtime/src/routing/testing/gateways.js';
import { startUpstream, type Upstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { haproxyFolder, type HaproxyFolder } from '../components/haproxy.js';

/** Bounds every call on a target: a suite that hangs is worse than one that fails. */
export const PATIENCE = 30_000;

/** A folder for a HAProxy and real servers for it to balance. */
export interface Scene {
  readonly folder: HaproxyFolder;
  readonly target: HaproxyTarget;
  /** A version with a server that answers with its name; ended with the scene. */
  upstream(name: string): Promise<Upstream>;
  /** Gateway `shop` with `version1` and `version2`. */
  readonly gateway: Gateway;
  address(): Address;
  processes(): Promise<Processes>;
  /** One command on the worker's socket, as an operator would give it. */
  command(text: string): Promise<string>;
  file(name: string): Promise<string>;
  /** What is in HAProxy's folder, a name a line. */
  files(): Promise<string>;
  close(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  const folder = await haproxyFolder();
  const upstreams: Upstream[] = [];
  const upstream = async (name: string): Promise<Upstream> => {
    const started = await startUpstream(name);
    upstreams.push(started);
    return started;
  };
  const [version1, version2] = [await upstream('version1'), await upstream('version2')];
  const target = folder.target();
  const ask = async (socket: string, command: string): Promise<string> => {
    const answer = await new RuntimeSocket(join(folder.path, socket), PATIENCE).ask(command, patience());
    if (answer === null) throw new Error(`nobody answers on ${socket}`);
    return answer;
  };
  return {
    folder,
    target,
    upstream,
    gateway: outlined({ versions: { version1: version1.port, version2: version2.port } }),
    address() {
      const address = target.address('shop');
      if (address === null) throw new Error('the gateway is not served');
      return address;
    },
    async processes() {
      const processes = parseProcesses(await ask('master.sock', 'show proc'));
      if (processes === null) throw new Error('the master tells no processes');
      return processes;
    },
    command: (text) => ask('admin.sock', text),
    file: (name) => readFile(join(folder.path, name), 'utf8'),
    files: async () => (await readdir(folder.path)).join('\n'),
    async close() {
      await target.close();
      await folder.remove();
      for (const started of upstreams) await started.close();
    },
  };
}

export function patience(): AbortSignal {
  return AbortSignal.timeout(PATIENCE);
}

/** The worker's process id out of `show info`. */
export async function workerPid(scene: Scene): Promise<number> {
  const info = parseInfo(await scene.command('show info'));
  if (info === null) throw new Error('the worker tells no process id');
  return info.pid;
}
