import type { IncomingMessage } from 'node:http';
import { serve } from '../../http/testing/server.js';

/** One question as the server saw it. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

export type Reply = readonly [status: number, body: unknown];

export type Replying = (asked: Asked, count: number) => Reply | Promise<Reply>;

/** The answer with these rows. */
export const success = (result: readonly unknown[], rest: object = {}): Reply => [
  200,
  { status: 'success', data: { resultType: 'vector', result }, ...rest },
];

export const row = (value: string, labels: Readonly<Record<string, string>> = {}) => ({
  metric: labels,
  value: [1, value],
});

/** A server of the query API that answers as a test says. */
export interface FakePrometheus {
  readonly url: string;
  /** All that it was asked, in order. */
  readonly asked: Asked[];
  close(): Promise<void>;
}

export async function fakePrometheus(reply: Replying): Promise<FakePrometheus> {
  const asked: Asked[] = [];
  const server = await serve((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const question = { path: request.url ?? '', headers: request.headers, form: new URLSearchParams(body) };
      asked.push(question);
      void Promise.resolve(reply(question, asked.length)).then(([status, answer]) => {
        response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
      });
    });
  });
  return { url: server.url.href, asked, close: () => server.close() };
}
