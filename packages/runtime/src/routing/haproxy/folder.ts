import { chmod, lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../errors/error-code.js';
import { errorMessage } from '../../errors/error-message.js';
import { takeExclusiveLock, type ExclusiveLock } from '../../files/exclusive-lock.js';
import { makeFolder } from '../../files/make-folder.js';
import { TargetError } from '../target.js';
import { ADMIN_SOCKET } from './configuration.js';
import { POOL_SOCKET, type Pool } from './pool.js';

export const CONFIGURATION_FILE = 'haproxy.cfg';
/** Checked by HAProxy before it takes the place of the other. */
export const CANDIDATE_FILE = 'haproxy.cfg.next';
export const MASTER_SOCKET = 'master.sock';
export const PID_FILE = 'haproxy.pid';
export const LOCK_FILE = 'runtime.lock';

/** The system's limit for the path of a socket, with its closing zero, on the strictest of them. */
const LONGEST_SOCKET_PATH = 103;

/** The folder where one HAProxy has its configuration, sockets and pid file. Nobody else can enter it. */
export class Folder {
  constructor(
    /** Absolute. */
    readonly path: string,
  ) {}

  get adminSocket(): string {
    return this.file(ADMIN_SOCKET);
  }

  get masterSocket(): string {
    return this.file(MASTER_SOCKET);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /**
   * Makes it exist, for its owner alone.
   * @throws TargetError when it cannot be made so, or is somebody else's
   */
  async prepare(): Promise<void> {
    const length = Buffer.byteLength(this.masterSocket);
    if (length > LONGEST_SOCKET_PATH) {
      throw new TargetError(
        `the folder \`${this.path}\` has too long a path for haproxy's sockets, which may have ` +
          `${LONGEST_SOCKET_PATH} bytes and would have ${length}; write a shorter \`directory\``,
      );
    }
    try {
      await makeFolder(this.path);
      const found = await lstat(this.path);
      if (!found.isDirectory() || (process.getuid !== undefined && found.uid !== process.getuid())) {
        throw new TargetError(
          `\`${this.path}\` is not a folder of this user, who alone may command haproxy; write another \`directory\``,
        );
      }
      await chmod(this.path, 0o700);
    } catch (error) {
      throw failure(error, `cannot prepare the folder \`${this.path}\``);
    }
  }

  /**
   * The right to command this HAProxy, which one runtime has at a time.
   * @throws TargetError when another has it
   */
  lock(): ExclusiveLock {
    let lock: ExclusiveLock | null;
    try {
      lock = takeExclusiveLock(this.file(LOCK_FILE));
    } catch (error) {
      throw failure(error, `cannot lock the folder \`${this.path}\``);
    }
    if (lock !== null) return lock;
    throw new TargetError(
      `another runtime commands the haproxy in \`${this.path}\`; stop that one, or write another \`directory\``,
    );
  }

  /** The whole text of a file; null when there is none. @throws TargetError */
  async read(name: string): Promise<string | null> {
    try {
      return await readFile(this.file(name), 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw failure(error, `cannot read \`${this.file(name)}\``);
    }
  }

  /** Replaces a file as one: whoever reads it finds the old text or the new. @throws TargetError */
  async write(name: string, text: string): Promise<void> {
    const fresh = this.file(`${name}.new`);
    try {
      await writeFile(fresh, text, { mode: 0o600 });
      await rename(fresh, this.file(name));
    } catch (error) {
      throw failure(error, `cannot write \`${this.file(name)}\``);
    }
  }

  /** Removes the sockets of pools, but for those that are in use. @throws TargetError */
  async removePools(used: readonly Pool[]): Promise<void> {
    const kept = new Set(used.map(({ socket }) => socket));
    const names = await readdir(this.path).catch((error: unknown): readonly string[] => {
      // Where HAProxy never served there is nothing to clean.
      if (errorCode(error) === 'ENOENT') return [];
      throw failure(error, `cannot clean \`${this.path}\``);
    });
    await this.remove(...names.filter((name) => POOL_SOCKET.test(name) && !kept.has(name)));
  }

  /** Removes files that may be missing. @throws TargetError */
  async remove(...names: readonly string[]): Promise<void> {
    try {
      for (const name of names) await rm(this.file(name), { force: true });
    } catch (error) {
      throw failure(error, `cannot clean \`${this.path}\``);
    }
  }
}

function failure(error: unknown, what: string): TargetError {
  return error instanceof TargetError
    ? error
    : new TargetError(`${what}: ${errorMessage(error)}`, { cause: error });
}
