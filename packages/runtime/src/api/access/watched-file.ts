import { readFile, stat } from 'node:fs/promises';
import type { Milliseconds } from '../../config/duration.js';
import { errorCode } from '../../errors/error-code.js';
import { readFailureText } from '../../errors/read-failure.js';

/** Larger files hold no tokens and no certificate. */
const MOST_BYTES = 1024 * 1024;

export type FileText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** The text of a small file, or why there is none. */
export async function smallFile(path: string): Promise<FileText> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return { ok: false, why: 'it is no regular file' };
    if (found.size > MOST_BYTES) return { ok: false, why: `it is longer than ${MOST_BYTES} bytes` };
    return { ok: true, text: await readFile(path, 'utf8') };
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return { ok: false, why: readFailureText(code) };
  }
}

/** Calls `onChange` when one of some files was changed, until it is stopped. */
export class FileWatch {
  readonly #timer: NodeJS.Timeout;
  #seen: string | null = null;
  #looking: Promise<void>;

  constructor(
    private readonly paths: readonly string[],
    private readonly onChange: () => Promise<void>,
    every: Milliseconds,
  ) {
    this.#looking = this.#look();
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, every);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** A file is another one when its inode, time or size is. */
  async #look(): Promise<void> {
    const marks = await Promise.all(this.paths.map(mark));
    const seen = marks.join();
    const before = this.#seen;
    this.#seen = seen;
    if (before !== null && before !== seen) await this.onChange();
  }
}

async function mark(path: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino}:${mtimeMs}:${size}`;
  } catch (error) {
    return errorCode(error) ?? 'unknown';
  }
}
