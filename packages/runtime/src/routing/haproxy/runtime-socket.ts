import { connect } from 'node:net';
import type { Milliseconds } from '../../config/duration.js';
import { errorCode } from '../../errors/error-code.js';
import { errorMessage } from '../../errors/error-message.js';
import { TargetError } from '../target.js';

/** One command of plain words: nothing that separates commands, quotes, escapes or begins a payload can be among them. */
const COMMAND = /^[A-Za-z0-9_.:/-]+(?: [A-Za-z0-9_.:/-]+)*$/;

/** Far above every answer asked for here; an endless one must not fill the memory. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

/** The codes of a connection that nobody accepts, or that ends because its process does: nobody is there any more. */
const NOBODY: ReadonlySet<string | null> = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE']);

/** A command socket of HAProxy's: a question and its answer over a connection of their own. */
export class RuntimeSocket {
  constructor(
    /** Where it is in the file system. */
    readonly path: string,
    private readonly timeout: Milliseconds,
  ) {}

  /**
   * Sends one command and resolves to the whole answer, errors of HAProxy's among them: they are plain text like the
   * rest. Null when nobody is there: the process has ended, ends, or has not begun.
   *
   * @throws TargetError when it does not answer in time; RangeError for a command that is not exactly one
   * @throws the signal's reason when it is aborted
   */
  async ask(command: string, signal: AbortSignal): Promise<string | null> {
    if (!COMMAND.test(command)) throw new RangeError(`not exactly one command: ${JSON.stringify(command)}`);
    signal.throwIfAborted();
    try {
      const answer = await this.#exchange(command, signal);
      signal.throwIfAborted();
      // Even success is answered with an empty line.
      return answer === '' ? null : answer;
    } catch (error) {
      signal.throwIfAborted();
      if (NOBODY.has(errorCode(error))) return null;
      throw new TargetError(`haproxy does not answer on \`${this.path}\`: ${errorMessage(error)}`, {
        cause: error,
      });
    }
  }

  #exchange(command: string, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.path);
      let answer = '';
      const stop = (): void => {
        socket.destroy();
      };
      const timer = setTimeout(() => {
        socket.destroy(new Error(`no answer to \`${command}\` in ${this.timeout} ms`));
      }, this.timeout);
      signal.addEventListener('abort', stop, { once: true });
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => {
        answer += chunk;
        if (answer.length > LONGEST_ANSWER)
          socket.destroy(new Error(`the answer to \`${command}\` has no end`));
      });
      socket.on('error', reject);
      socket.on('close', () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        // After an error the promise is settled; what was read until then is not an answer.
        resolve(answer);
      });
      // HAProxy answers what it has read and closes; the end of our side says that there is nothing more.
      socket.end(`${command}\n`);
    });
  }
}
