import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TargetError } from '../target.js';
import { RuntimeSocket } from './runtime-socket.js';

const signal = new AbortController().signal;
let folder = '';
let server: Server | null = null;
const sockets = new Set<Socket>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-socket-'));
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
  server = null;
  await rm(folder, { recursive: true, force: true });
});

/** Something that listens as HAProxy does and treats each connection so. */
async function listening(serve: (socket: Socket) => void): Promise<string> {
  const path = join(folder, 'admin.sock');
  const started = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    serve(socket);
  });
  await new Promise<void>((resolve) => started.listen(path, resolve));
  server = started;
  return path;
}

describe('ask', () => {
  test('sends one line and gives the whole answer, in however many pieces it comes', async () => {
    const path = await listening((socket) => {
      socket.on('data', (question: Buffer) => {
        socket.write(`asked ${JSON.stringify(question.toString())} `);
        setImmediate(() => socket.end('and answered\n\n'));
      });
    });
    expect(await new RuntimeSocket(path, 5_000).ask('get weight shop/version1', signal)).toBe(
      String.raw`asked "get weight shop/version1\n" and answered` + '\n\n',
    );
  });

  test.each([
    'get weight shop/v1; shutdown',
    'get weight shop/v1\nshutdown',
    'get weight shop/v1\rshutdown',
    'set server shop/v1 <<',
    String.raw`get weight shop\ v1`,
    "get 'weight'",
    ' show info',
    'show  info',
    'show info ',
    '',
    'get weight shop/vé',
    'get weight shop/$v',
    'get weight %[x]',
    '@1 show info',
  ])('%j is not exactly one plain command and never reaches the socket', async (command) => {
    let connections = 0;
    const path = await listening(() => (connections += 1));
    await expect(new RuntimeSocket(path, 5_000).ask(command, signal)).rejects.toThrow(RangeError);
    expect(connections).toBe(0);
  });

  test('nobody there is null: no file, and a file that nobody listens on', async () => {
    expect(await new RuntimeSocket(join(folder, 'none.sock'), 5_000).ask('show info', signal)).toBeNull();
    const path = await listening(() => undefined);
    const stale = join(folder, 'stale.sock');
    const abandoned = createServer().listen(stale);
    await new Promise((resolve) => abandoned.once('listening', resolve));
    await new Promise((resolve) => abandoned.close(resolve));
    await writeFile(join(folder, 'note'), path);
    expect(await new RuntimeSocket(stale, 5_000).ask('show info', signal)).toBeNull();
  });

  test.each([
    ['closing', (socket: Socket) => socket.end()],
    // What was sent is lost unread, which resets the connection.
    ['breaking off', (socket: Socket) => socket.destroy()],
  ])('a process that ends under the question, %s, is null too', async (_, leave) => {
    const path = await listening(leave);
    expect(await new RuntimeSocket(path, 5_000).ask('show info', signal)).toBeNull();
  });

  test('silence is an error that names the socket and the question', async () => {
    const path = await listening((socket) => socket.resume());
    const asking = new RuntimeSocket(path, 50).ask('show info', signal);
    await expect(asking).rejects.toThrow(TargetError);
    await expect(asking).rejects.toThrow(
      `haproxy does not answer on \`${path}\`: no answer to \`show info\` in 50 ms`,
    );
  });

  test('an endless answer is cut off', async () => {
    const path = await listening((socket) => {
      const more = (): void => {
        while (socket.writable && socket.write('x'.repeat(65_536)));
      };
      socket.on('drain', more);
      socket.on('error', () => undefined);
      more();
    });
    await expect(new RuntimeSocket(path, 30_000).ask('show info', signal)).rejects.toThrow('has no end');
  });

  test('an abort ends the wait with its own reason', async () => {
    const stop = new AbortController();
    const path = await listening((socket) => socket.once('data', () => stop.abort(new Error('enough'))));
    const socket = new RuntimeSocket(path, 30_000);
    await expect(socket.ask('show info', stop.signal)).rejects.toThrow('enough');
    await expect(socket.ask('show info', stop.signal)).rejects.toThrow('enough');
  });
});
