import { Buffer } from 'node:buffer';
import { connect, type Socket } from 'node:net';
import { readRequest, type RequestInput } from '../../packages/lang/src/condition/request.js';
import { answerParser, type RawAnswer } from './answer-parser.js';

/** A request as it goes over the wire, byte by byte. */
export interface RawRequest {
  readonly bytes: Buffer;
  /** The answer to `HEAD` has a length and no body. */
  readonly head: boolean;
}

/** Where a proxy listens: a port, or a socket in the file system. */
export type ProxyAddress = { readonly host: string; readonly port: number } | { readonly path: string };

export interface SendOptions {
  /** At a time. */
  readonly connections?: number;
  /**
   * Requests on one connection that wait for their answers; 1 is plain keep-alive. Envoy answers two of several that come at once and
   * then hangs up.
   */
  readonly pipelined?: number;
  /** Without a byte from the other side, in milliseconds. */
  readonly patience?: number;
}

/** A connection may be closed behind an answer that says so; what waited behind it is sent again this often. */
const ATTEMPTS = 5;

/**
 * Sends requests to a proxy over HTTP/1.1 and resolves to the answers in the requests' order; null where the proxy closed the
 * connection again and again without answering that request.
 *
 * @throws when the proxy cannot be reached or falls silent
 */
export async function sendAll(
  address: ProxyAddress,
  requests: readonly RawRequest[],
  { connections = 4, pipelined = 1, patience = 10_000 }: SendOptions = {},
): Promise<readonly (RawAnswer | null)[]> {
  const answers = requests.map((): RawAnswer | null => null);
  const attempts = requests.map(() => 0);
  const waiting = requests.map((_, index) => index).reverse();
  const takeNext = (): number | undefined => waiting.pop();
  const worker = async (): Promise<void> => {
    while (waiting.length > 0) {
      const socket = await open(address);
      const unanswered = await converse(socket, {
        requests,
        answers,
        takeNext,
        pipelined,
        patience,
      });
      // The first of them is what the proxy closed the connection on, the others only stood behind it.
      const [first, ...others] = unanswered;
      const again = first !== undefined && (attempts[first] = (attempts[first] ?? 0) + 1) < ATTEMPTS;
      waiting.push(...others.reverse(), ...(again ? [first] : []));
    }
  };
  await Promise.all(Array.from({ length: Math.min(connections, requests.length) }, worker));
  return answers;
}

interface Conversation {
  readonly requests: readonly RawRequest[];
  readonly answers: (RawAnswer | null)[];
  readonly takeNext: () => number | undefined;
  readonly pipelined: number;
  readonly patience: number;
}

/** Talks until there is nothing left to send or the proxy hangs up; resolves to the requests without an answer. */
function converse(
  socket: Socket,
  { requests, answers, takeNext, pipelined, patience }: Conversation,
): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const open: number[] = [];
    const fill = (): void => {
      while (open.length < pipelined) {
        const index = takeNext();
        if (index === undefined) break;
        open.push(index);
        const request = requests[index];
        if (request !== undefined) socket.write(request.bytes);
      }
      if (open.length === 0) socket.destroy();
    };
    const parser = answerParser(() => requests[open[0] ?? -1]?.head === true);
    socket.setTimeout(patience, () => {
      socket.destroy(new Error(`no answer within ${patience} ms`));
    });
    socket.on('data', (bytes: Buffer) => {
      try {
        for (const answer of parser(bytes)) {
          const index = open.shift();
          if (index !== undefined) answers[index] = answer;
        }
        fill();
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // A proxy that refuses a request may reset the connection; what it answered before that stands.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(open);
      else reject(error);
    });
    socket.once('close', () => resolve(open));
    fill();
  });
}

function open(address: ProxyAddress): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** A request on the wire: its lines as they are, in their order, in UTF-8; without a host it has no `Host`. */
export function rawRequest(request: RequestInput): RawRequest {
  const { method = 'GET', host, path = '/', query = null, headers = [] } = request;
  const lines: Iterable<readonly [string, string]> = isLines(headers) ? headers : Object.entries(headers);
  const target = query === null ? path : `${path}?${query}`;
  const text = [
    `${method} ${target} HTTP/1.1`,
    ...(host === undefined ? [] : [`Host: ${host}`]),
    ...Array.from(lines, ([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');
  return { bytes: Buffer.from(text), head: method === 'HEAD' };
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

function isLines(
  headers: readonly (readonly [string, string])[] | Readonly<Record<string, string>>,
): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers);
}
