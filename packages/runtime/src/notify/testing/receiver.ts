import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { serve, type TestServer } from '../../http/testing/server.js';

/** A request that a receiver got. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** What answers with a status and nothing else. */
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

/** A server that is told of things: it answers as scripted, then always with 200. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** How the next requests are answered, one after the other. */
  answer(...answers: readonly Answer[]): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const script: Answer[] = [];
  const server: TestServer = await serve((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const taken = { path: request.url ?? '', headers: request.headers, body };
      received.push(taken);
      (script.shift() ?? status(200))(response, taken);
    });
  });
  return {
    url: server.url.href,
    received,
    answer: (...answers) => void script.push(...answers),
    close: () => server.close(),
  };
}
