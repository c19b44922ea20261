import type { Milliseconds } from '../../config/duration.js';
import { errorCode } from '../../errors/error-code.js';
import { TargetError } from '../target.js';
import { parseInfo, parseProcesses, type Processes, type WorkerInfo } from './answers.js';
import type { Binary } from './binary.js';
import { complaint } from './complaint.js';
import { ADMIN_SOCKET, type Configuration } from './configuration.js';
import { CANDIDATE_FILE, CONFIGURATION_FILE, MASTER_SOCKET, PID_FILE, type Folder } from './folder.js';
import { isHaproxyOf, isRunning } from './running.js';
import { RuntimeSocket } from './runtime-socket.js';
import { until } from './until.js';

/** How long a process may take to be there, to take a new configuration, or to end. */
const SETTLING: Milliseconds = 10_000;

/** How long its two halves may disagree while one of them begins or ends. */
const TRANSITION: Milliseconds = 1_000;

/** What is found of HAProxy in the folder. */
export type Found =
  | { readonly state: 'absent' }
  /** It answers on both sockets. */
  | {
      readonly state: 'running';
      readonly processes: Processes;
      readonly info: WorkerInfo;
    }
  /** Something of it still runs but cannot be commanded: one half was killed, or a socket was removed. */
  | { readonly state: 'damaged'; readonly pids: readonly number[] };

/**
 * The HAProxy of one folder: a master that loads configurations and a worker that serves. It is a daemon of its own and
 * no child of this process, so that it goes on whatever becomes of the runtime, and is found again by its sockets and its
 * pid file.
 */
export class HaproxyProcess {
  /** The worker's command socket. */
  readonly admin: RuntimeSocket;
  readonly #folder: Folder;
  readonly #master: RuntimeSocket;

  /** @param timeout of a single question on a socket */
  constructor(folder: Folder, timeout: Milliseconds) {
    this.#folder = folder;
    this.admin = new RuntimeSocket(folder.adminSocket, timeout);
    this.#master = new RuntimeSocket(folder.masterSocket, timeout);
  }

  /** @throws TargetError when something is there and does not answer */
  async look(signal: AbortSignal): Promise<Found> {
    // For a moment of every reload, and of every death, only one of the two answers.
    const clear = await until(
      async () => {
        const found = await this.#glance(signal);
        return found.state === 'damaged' ? null : found;
      },
      TRANSITION,
      signal,
    );
    return clear ?? (await this.#glance(signal));
  }

  /** Of the configuration that the worker serves; null when there is none, or one that is not ours. */
  async fingerprint(signal: AbortSignal): Promise<string | null> {
    return (await this.#info(signal))?.fingerprint ?? null;
  }

  /**
   * Has HAProxy read the candidate file.
   * @throws TargetError with what it says against it, and against what
   */
  async check(binary: Binary, configuration: Configuration, signal: AbortSignal): Promise<void> {
    const { ok, said } = await binary.run(['-c', '-f', CANDIDATE_FILE], this.#folder.path, signal);
    if (!ok) throw new TargetError(`haproxy refuses its configuration: ${complaint(said, configuration)}`);
  }

  /**
   * Starts it and resolves when it serves this configuration.
   * @throws TargetError with what HAProxy says
   */
  async start(binary: Binary, configuration: Configuration, signal: AbortSignal): Promise<void> {
    // The sockets are bound and the addresses taken before the command ends and leaves the daemon behind.
    const { ok, said } = await binary.run(
      ['-W', '-D', '-S', `unix@${MASTER_SOCKET},mode,600`, '-p', PID_FILE, '-f', CONFIGURATION_FILE],
      this.#folder.path,
      signal,
    );
    if (!ok) throw new TargetError(`haproxy did not start: ${complaint(said, configuration)}`);
    await this.#untilServing(configuration.fingerprint, 'start', signal);
  }

  /**
   * Loads the configuration file anew without losing a connection: the new worker takes the listening sockets over, the
   * old one ends its exchanges. Resolves when the new one serves.
   *
   * @throws TargetError when HAProxy stayed with the old one
   */
  async reload(before: Processes, fingerprint: string, signal: AbortSignal): Promise<void> {
    // Up to 2.6 there is no answer, later ones tell a failure in it: the list of processes tells it in every release.
    await this.#master.ask('reload', signal);
    const after = await until(
      async () => {
        // The master starts itself anew meanwhile: it may be gone, or end a question without an answer.
        const processes = await this.#processes(signal);
        return processes !== null && processes.reloads > before.reloads ? processes : null;
      },
      SETTLING,
      signal,
    );
    if (after === null || after.failed > 0) {
      throw new TargetError(
        'haproxy did not take its new configuration and goes on with the old one; ' +
          'one of its addresses may be in use',
      );
    }
    await this.#untilServing(fingerprint, 'reload', signal);
  }

  /** Ends what was found, politely and then not, and removes what it leaves behind. @throws TargetError */
  async end(found: Found, signal: AbortSignal): Promise<void> {
    const pids = pidsOf(found);
    for (const kill of ['SIGTERM', 'SIGKILL'] as const) {
      for (const pid of pids) send(pid, kill);
      const ended = await until(async () => ((await anyRunning(pids)) ? null : true), SETTLING, signal);
      if (ended !== null) {
        await this.#folder.remove(PID_FILE, ADMIN_SOCKET, MASTER_SOCKET);
        await this.#folder.removePools([]);
        return;
      }
    }
    throw new TargetError(`haproxy cannot be ended; end the processes ${pids.join(' and ')} by hand`);
  }

  async #glance(signal: AbortSignal): Promise<Found> {
    const processes = await this.#processes(signal);
    const info = await this.#info(signal);
    if (processes !== null && info !== null) return { state: 'running', processes, info };
    const pids = [processes?.master, processes?.worker, info?.pid, await this.#recordedMaster()];
    const known = new Set(pids.filter((pid) => typeof pid === 'number'));
    return known.size === 0 ? { state: 'absent' } : { state: 'damaged', pids: [...known] };
  }

  async #untilServing(fingerprint: string, what: string, signal: AbortSignal): Promise<void> {
    const serving = await until(
      async () => {
        const info = await this.#info(signal);
        const processes = await this.#processes(signal);
        return info?.fingerprint === fingerprint && info.pid === processes?.worker ? true : null;
      },
      SETTLING,
      signal,
    );
    if (serving === null) {
      throw new TargetError(
        `haproxy does not serve its configuration ${SETTLING / 1000} s after the ${what}`,
      );
    }
  }

  async #processes(signal: AbortSignal): Promise<Processes | null> {
    const answer = await this.#master.ask('show proc', signal);
    return answer === null ? null : parseProcesses(answer);
  }

  async #info(signal: AbortSignal): Promise<WorkerInfo | null> {
    const answer = await this.admin.ask('show info', signal);
    return answer === null ? null : parseInfo(answer);
  }

  /** The master that the pid file names, when it still runs and is shown to be the one of this folder. */
  async #recordedMaster(): Promise<number | null> {
    const pid = Number(await this.#folder.read(PID_FILE));
    const ours =
      Number.isInteger(pid) &&
      pid > 0 &&
      (await isRunning(pid)) &&
      (await isHaproxyOf(pid, this.#folder.path));
    return ours ? pid : null;
  }
}

function pidsOf(found: Found): readonly number[] {
  switch (found.state) {
    case 'absent':
      return [];
    case 'running':
      return [found.processes.master, found.info.pid];
    case 'damaged':
      return found.pids;
  }
}

async function anyRunning(pids: readonly number[]): Promise<boolean> {
  const running = await Promise.all(pids.map(isRunning));
  return running.includes(true);
}

function send(pid: number, kill: NodeJS.Signals): void {
  try {
    process.kill(pid, kill);
  } catch (error) {
    // Ended by itself meanwhile, which is what was wanted.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
