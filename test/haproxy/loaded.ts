import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { printRules } from '../../packages/lang/src/targets/haproxy/print.js';
import type { HaproxyRules } from '../../packages/lang/src/targets/haproxy/rules.js';

/** A running HAProxy with a frontend for each list of rules, each on a socket of its own. */
export interface Loaded {
  socketOf(index: number): string;
  close(): Promise<void>;
}

/** @param backends the names of the backends, each of which answers with its name */
export async function loadRules(
  haproxy: string,
  lists: readonly HaproxyRules[],
  backends: readonly string[],
): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), 'lamia-rules-'));
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, configuration(lists, backends));
  const process = spawn(haproxy, ['-db', '-f', 'haproxy.cfg'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  process.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(process, 'exit');
  const close = async (): Promise<void> => {
    process.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const socketOf = (index: number): string => join(folder, `f${index}.sock`);
  while (process.exitCode === null && !(await answers(socketOf(0)))) await delay(10);
  if (process.exitCode !== null) {
    await close();
    throw new Error(`haproxy refuses the configuration: ${said}`);
  }
  return { socketOf, close };
}

/** It opens its sockets together, under other names, and then gives them theirs. */
async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Not yet there.
    return false;
  } finally {
    socket.destroy();
  }
}

function configuration(lists: readonly HaproxyRules[], backends: readonly string[]): string {
  const lines = [
    'global',
    '  maxconn 100',
    '  fd-hard-limit 4096',
    'defaults',
    '  mode http',
    '  timeout connect 30s',
    '  timeout client 30s',
    '  timeout server 30s',
    ...lists.flatMap((rules, index) => [
      `frontend f${index}`,
      `  bind unix@f${index}.sock mode 600`,
      ...printRules(rules).map((line) => `  ${line}`),
    ]),
    ...backends.flatMap((name) => [
      `backend '${name}'`,
      `  http-request return status 200 content-type text/plain string ${name}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
