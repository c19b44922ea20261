import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMAND } from '../cli/lamia.js';
import { eventually } from './cluster.js';
import { CONTROLLER } from './controller-account.js';
import { kubeconfigText } from './server/kubeconfig.mjs';
import type { Access } from './server/request.mjs';

const STOPPED_WITHIN = 30_000;
const ANSWERED_WITHIN = 30_000;

/** A replica of the controller, as a process of the built command. */
export interface ControllerProcess {
  readonly name: string;
  /** Asks it to end as a cluster does, and waits until it has. */
  stop(): Promise<number | null>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Its time stands still until it is resumed, as that of a virtual machine that is moved. */
  pause(): void;
  resume(): void;
  /** Whether it is gone, by itself or not. */
  hasEnded(): boolean;
  /** What it has logged so far. */
  log(): string;
  /** The page that it has for Prometheus. */
  metrics(): Promise<string>;
  /** What it answers a probe, `/readyz` or `/healthz`; `200 ok`. */
  probe(path: string): Promise<string>;
}

export interface ControllerOptions {
  readonly name: string;
  /** As whom it asks the API server. */
  readonly access: Access;
  readonly args?: readonly string[];
}

/** Starts a replica. Its caller has to stop or kill it whatever happens. */
export async function startController({
  name,
  access,
  args = [],
}: ControllerOptions): Promise<ControllerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'lamia-controller-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubeconfigText(access), { mode: 0o600 });
  const child = spawn(process.execPath, [COMMAND, 'controller', '--listen', '127.0.0.1:0', ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      KUBECONFIG: kubeconfig,
      POD_NAME: name,
      POD_NAMESPACE: CONTROLLER.namespace,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    // One that is paused hears nothing but this.
    if (isRunning(child)) child.kill('SIGCONT');
    const code = await ended(child, signal);
    await rm(folder, { recursive: true, force: true });
    return code;
  };
  return {
    name,
    stop: () => end('SIGTERM'),
    async kill() {
      await ended(child, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    hasEnded: () => !isRunning(child),
    log: () => log,
    metrics: async () => (await asked(() => log, '/metrics')).text(),
    async probe(path) {
      const response = await asked(() => log, path);
      return `${response.status} ${(await response.text()).trim()}`;
    },
  };
}

/** An answer of the server whose address a replica logs once it is there. */
async function asked(log: () => string, path: string): Promise<Response> {
  const address = (): string | undefined => /with probes on ([^\s"]+)/.exec(log())?.[1];
  await eventually(`the replica says where its probes are: ${log()}`, () =>
    Promise.resolve(address() !== undefined),
  );
  return fetch(`http://${address() ?? ''}${path}`, { signal: AbortSignal.timeout(ANSWERED_WITHIN) });
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (!isRunning(child)) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN);
  await exit;
  clearTimeout(timer);
  return child.exitCode;
}
