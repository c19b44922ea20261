import { execFile, type ExecFileException } from 'node:child_process';
import type { Milliseconds } from '../../config/duration.js';
import { errorMessage } from '../../errors/error-message.js';
import { TargetError } from '../target.js';
import { findBinary, isExecutable } from './find-binary.js';

/** To check or to load the largest configuration, host names that must be looked up among it. */
const LONGEST_RUN: Milliseconds = 30_000;

export interface Outcome {
  readonly ok: boolean;
  /** What HAProxy said, on either stream. */
  readonly said: string;
}

/** The `haproxy` command of this machine. */
export class Binary {
  constructor(private readonly file: string) {}

  /**
   * @param wanted a path that must be used, or null for the first on PATH or in the system's folders
   * @throws TargetError when there is none, with how to install it
   */
  static find(wanted: string | null): Binary {
    if (wanted !== null) {
      if (isExecutable(wanted)) return new Binary(wanted);
      throw new TargetError(
        `\`${wanted}\` cannot be run; give the path of an executable haproxy, or none to search PATH`,
      );
    }
    const found = findBinary('haproxy', process.env['PATH'] ?? '');
    if (found !== null) return new Binary(found);
    throw new TargetError(
      'haproxy was found neither on PATH nor in /usr/sbin; install it, on Debian with ' +
        '`apt-get update && apt-get install -y --no-install-recommends haproxy`',
    );
  }

  /**
   * Runs it to its end in a folder.
   * @throws TargetError when it cannot be run or does not end in time; the signal's reason when that is aborted
   */
  async run(args: readonly string[], folder: string, signal: AbortSignal): Promise<Outcome> {
    const { error, said } = await this.#execute(args, folder, signal);
    signal.throwIfAborted();
    if (error === null) return { ok: true, said };
    if (typeof error.code === 'number') return { ok: false, said };
    throw new TargetError(`\`${this.file}\` did not run: ${errorMessage(error)}`, { cause: error });
  }

  #execute(
    args: readonly string[],
    folder: string,
    signal: AbortSignal,
  ): Promise<{ readonly error: ExecFileException | null; readonly said: string }> {
    return new Promise((resolve) => {
      execFile(
        this.file,
        args,
        // The environment would be expanded in a configuration: there is nothing in it to expand.
        { cwd: folder, env: {}, timeout: LONGEST_RUN, killSignal: 'SIGKILL', signal },
        (error, stdout, stderr) => resolve({ error, said: `${stdout}${stderr}` }),
      );
    });
  }
}
