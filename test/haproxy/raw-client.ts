import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { readRequest, type RequestInput } from '../../packages/lang/src/condition/request.js';

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends requests as they are, byte by byte, which no HTTP library does, over one connection that is kept where it can be. */
export class RawClient {
  readonly #path: string;
  #socket: Socket | null = null;
  #received = '';

  constructor(socketPath: string) {
    this.#path = socketPath;
  }

  async ask(request: RequestInput): Promise<RawAnswer> {
    const socket = this.#socket ?? (await this.#connect());
    socket.write(Buffer.from(requestBytes(request), 'utf8'));
    for (;;) {
      const answer = this.#take();
      if (answer !== null) {
        // After an error the server closes.
        if (answer.status >= 400) this.close();
        return answer;
      }
      const [chunk] = (await once(socket, 'data', { signal: AbortSignal.timeout(20_000) })) as [Buffer];
      this.#received += chunk.toString('latin1');
    }
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
    this.#received = '';
  }

  async #connect(): Promise<Socket> {
    const socket = connect(this.#path);
    this.#socket = socket;
    await once(socket, 'connect');
    return socket;
  }

  #take(): RawAnswer | null {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const head = this.#received.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const body = this.#received.slice(end + 4, end + 4 + length);
    if (body.length < length) return null;
    this.#received = this.#received.slice(end + 4 + length);
    return { status: Number(head.split(' ')[1]), body };
  }
}

/** Whether a request can be put on a line at all: no blanks or control characters in its target, none at a value's ends. */
export function isSendable(input: RequestInput): boolean {
  const { path, query, headers } = readRequest(input);
  const target = `${path}${query ?? ''}`;
  return (
    /^[!-~]*$/.test(target) &&
    !target.includes('#') &&
    headers.every(([, value]) => !/[\p{Cc}\p{Surrogate}]|^\s|\s$/u.test(value))
  );
}

function requestBytes(input: RequestInput): string {
  const { method, path, query, headers } = readRequest(input);
  const host = input.host === undefined ? [] : [`Host: ${input.host}`];
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const target = query === null ? path : `${path}?${query}`;
  return [`${method} ${target} HTTP/1.1`, ...host, ...lines, '', ''].join('\r\n');
}
