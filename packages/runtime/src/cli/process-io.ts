import { errorCode } from '../errors/error-code.js';
import { errorMessage } from '../errors/error-message.js';
import type { Output, OutputEnd, ProcessIo } from './io.js';
import { wantsColours } from './paint.js';

/** The real streams of this process. */
export function processIo(): ProcessIo {
  const stdout = new Stream(process.stdout);
  const stderr = new Stream(process.stderr);
  return {
    stdout,
    stderr,
    readStdin,
    outputLost: stdout.lost,
    settled: async () => {
      await Promise.all([stdout.flushed(), stderr.flushed()]);
      const ends = [stdout.end(), stderr.end()];
      // Whoever closed standard error did not want to hear; that is no failure of the command.
      return ends.find(({ kind }) => kind === 'failed') ?? stdout.end();
    },
  };
}

/** A stream whose failures are kept, where Node would end the process with a stack trace. */
class Stream implements Output {
  readonly isTerminal: boolean;
  readonly hasColours: boolean;
  readonly #stream: NodeJS.WriteStream;
  readonly #lost = new AbortController();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    // Absent where the stream is no terminal, whatever the types say.
    this.isTerminal = (stream.isTTY as boolean | undefined) === true;
    this.hasColours = this.isTerminal && wantsColours(process.env);
    stream.on('error', (error) => {
      this.#lost.abort(error);
    });
  }

  /** Aborted, with the error, when something could not be written. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  write(text: string): void {
    this.#stream.write(text, this.#note);
  }

  flushed(): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.write('', (error) => {
        this.#note(error);
        resolve();
      });
    });
  }

  end(): OutputEnd {
    if (!this.lost.aborted) return { kind: 'written' };
    const error: unknown = this.lost.reason;
    return errorCode(error) === 'EPIPE'
      ? { kind: 'unread' }
      : { kind: 'failed', message: errorMessage(error) };
  }

  /** A stream emits its error later than it tells it here. */
  readonly #note = (error?: Error | null): void => {
    if (error !== undefined && error !== null) this.#lost.abort(error);
  };
}

async function readStdin(limit: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
