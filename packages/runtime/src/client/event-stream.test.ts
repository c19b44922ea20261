import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { serve, type TestServer } from '../http/testing/server.js';
import { ApiClient } from './api-client.js';
import { streamEvents, StreamRefused } from './event-stream.js';
import { parseEvent, type StreamedEvent } from './streamed-event.js';

let server: TestServer | null = null;
afterEach(() => server?.close());

async function taken(
  count: number,
  listener: RequestListener,
): Promise<{ readonly events: readonly StreamedEvent[]; readonly lost: readonly string[] }> {
  server = await serve(listener);
  const stop = new AbortController();
  const events: StreamedEvent[] = [];
  const lost: string[] = [];
  const client = new ApiClient(server.url, 'token');
  for await (const event of streamEvents(client, { gateway: 'shop' }, (why) => lost.push(why), stop.signal)) {
    events.push(event);
    if (events.length === count) stop.abort();
  }
  client.close();
  return { events, lost };
}

const block = (id: string, data: string): string => `id: ${id}\nevent: ended\ndata: ${data}\n\n`;

test('a stream that ends is asked for again, from where it broke off', async () => {
  const asked: unknown[] = [];
  const { events, lost } = await taken(3, ({ url, headers }, response) => {
    asked.push([url, headers['last-event-id'], headers.authorization]);
    const nth = asked.length;
    // A block may come in pieces, a character too.
    const text = Buffer.from(
      nth === 1 ? `: hello\n\n${block('a-1', '"ü"')}${block('a-2', '2')}` : block('a-3', '3'),
    );
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(text.subarray(0, 40));
    setImmediate(() => response.end(text.subarray(40)));
  });
  expect(events.map(({ id, data }) => [id, data])).toEqual([
    ['a-1', '"ü"'],
    ['a-2', '2'],
    ['a-3', '3'],
  ]);
  expect(asked).toEqual([
    ['/api/v1/events?gateway=shop', undefined, 'Bearer token'],
    ['/api/v1/events?gateway=shop', 'a-2', 'Bearer token'],
  ]);
  expect(lost).toEqual(['the runtime ended the stream']);
});

test('one that fails after it has begun is asked for again, too', async () => {
  let nth = 0;
  const { events, lost } = await taken(2, (_, response) => {
    nth += 1;
    if (nth === 2) {
      response
        .writeHead(503, { 'Content-Type': 'application/problem+json' })
        .end('{"detail": "it \\"stops\\""}');
      return;
    }
    response.writeHead(200).write(block(String(nth), '1'));
    setTimeout(() => response.destroy(), 20);
  });
  expect(events.map(({ id }) => id)).toEqual(['1', '3']);
  expect(lost).toContain('it "stops"');
});

test.each([
  [403, false],
  [503, true],
])('one that is answered with %d at first is not had', async (status, isOutside) => {
  const attempt = taken(1, (_, response) => response.writeHead(status).end('{"detail": "no"}'));
  await expect(attempt).rejects.toThrow(StreamRefused);
  await expect(attempt).rejects.toMatchObject({ message: 'no', isOutside });
});

test('a redirect is not followed: the token would go elsewhere', async () => {
  const attempt = taken(1, (_, response) =>
    response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
  );
  await expect(attempt).rejects.toMatchObject({ isOutside: true });
});

test.each([
  [': here', null],
  ['data: 1\ndata: 2', { id: null, event: 'message', data: '1\n2' }],
  ['id: 7\r\nevent: x\r\ndata:1\r\n', { id: '7', event: 'x', data: '1' }],
])('the block %j', (text, event) => {
  expect(parseEvent(text)).toEqual(event);
});
