import type { Milliseconds } from '../../config/duration.js';
import { ApiError } from '../api-error.js';
import type { Caller } from './role.js';
import { callerOf, parseTokens, type KnownToken } from './tokens.js';
import { FileWatch, smallFile } from './watched-file.js';

/** Port: who sends a request. */
export interface Access {
  /** By the `Authorization` header; null where nobody is known by it. */
  caller(authorization: string | undefined): Caller | null;
}

/** Where no tokens were given, which is on loopback only: whoever is on this machine may do everything. */
export const LOCAL_ACCESS: Access = { caller: () => ({ name: 'local', role: 'admin' }) };

/** The tokens of a file, read again whenever it changes. */
export class TokenFile implements Access {
  #tokens: readonly KnownToken[];
  readonly #watch: FileWatch;

  private constructor(
    path: string,
    tokens: readonly KnownToken[],
    report: (why: string) => void,
    every: Milliseconds,
  ) {
    this.#tokens = tokens;
    this.#watch = new FileWatch(
      [path],
      async () => {
        const read = await readTokens(path);
        if (read.ok) this.#tokens = read.tokens;
        else report(`${read.why}; the tokens that were read before go on being used`);
      },
      every,
    );
  }

  /**
   * @param report hears why a changed file cannot be used
   * @throws ApiError where the file cannot be used
   */
  static async open(path: string, report: (why: string) => void, every: Milliseconds): Promise<TokenFile> {
    const read = await readTokens(path);
    if (!read.ok) throw new ApiError(read.why);
    return new TokenFile(path, read.tokens, report, every);
  }

  caller(authorization: string | undefined): Caller | null {
    return callerOf(authorization, this.#tokens);
  }

  close(): Promise<void> {
    return this.#watch.stop();
  }
}

async function readTokens(path: string): Promise<ReturnType<typeof parseTokens>> {
  const file = await smallFile(path);
  const read = file.ok ? parseTokens(file.text) : file;
  return read.ok ? read : { ok: false, why: `the file of tokens \`${path}\` cannot be used: ${read.why}` };
}
