import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { rawRequest, sendAll } from './raw-client.js';

let server: Server | null = null;
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  if (server !== null) await new Promise((resolve) => server?.close(resolve));
  server = null;
});

/** A server that answers each request with what `answer` makes of its first line, in pieces of one byte or as a whole. */
async function serve(
  answer: (line: string) => string,
  bytewise = false,
): Promise<{ host: string; port: number }> {
  const started = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const reply = answer(text.slice(0, text.indexOf('\r\n')));
        text = text.slice(end + 4);
        for (const piece of bytewise ? reply : [reply]) socket.write(piece, 'latin1');
        if (reply === '' || reply.includes('connection: close')) {
          socket.end();
          return;
        }
      }
    });
    socket.on('error', () => socket.destroy());
  });
  server = started;
  started.listen(0, '127.0.0.1');
  await once(started, 'listening');
  const address = started.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return { host: '127.0.0.1', port: address.port };
}

const requests = (count: number) =>
  Array.from({ length: count }, (_, index) => rawRequest({ path: `/${index}` }));
const echo = (line: string): string => {
  const path = line.split(' ')[1] ?? '';
  return `HTTP/1.1 200 OK\r\nContent-Length: ${path.length}\r\n\r\n${path}`;
};

test.each([
  ['one after the other', 1, false],
  ['pipelined', 16, false],
  ['in pieces of one byte', 16, true],
])('answers come in the requests’ order: %s', async (_how, pipelined, bytewise) => {
  const address = await serve(echo, bytewise);
  const answers = await sendAll(address, requests(100), { connections: 3, pipelined });
  expect(answers.map((answer) => answer?.body)).toEqual(
    Array.from({ length: 100 }, (_, index) => `/${index}`),
  );
});

test('chunks, empty answers and interim ones are understood', async () => {
  const address = await serve((line) =>
    line.startsWith('GET /0')
      ? 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n'
      : 'HTTP/1.1 204 No Content\r\n\r\n',
  );
  const answers = await sendAll(address, requests(2), { connections: 1 });
  expect(answers.map((answer) => [answer?.status, answer?.body])).toEqual([
    [200, 'abc'],
    [204, ''],
  ]);
});

test('what stood behind an answer that closes is sent again; what is never answered is null', async () => {
  const address = await serve((line) => {
    if (line.includes(' /3 ')) return '';
    return line.includes(' /1 ')
      ? 'HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'
      : echo(line);
  });
  const answers = await sendAll(address, requests(6), { connections: 1, pipelined: 4 });
  expect(answers.map((answer) => answer?.status)).toEqual([200, 400, 200, undefined, 200, 200]);
});

test('a proxy that falls silent is told of', async () => {
  const address = await serve(() => 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab');
  await expect(sendAll(address, requests(1), { patience: 50 })).rejects.toThrow('no answer within 50 ms');
});
