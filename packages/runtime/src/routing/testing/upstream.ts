import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

/** A real HTTP server that stands for one version of an application. */
export interface Upstream {
  readonly port: number;
  readonly server: Server;
  /** Requests that have arrived. */
  requests(): number;
  /** Connections that have been made to it. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts one on a free loopback port; by default it answers 200 with `name` as the body. */
export async function startUpstream(
  name: string,
  answer: RequestListener = (request, response) => {
    request.resume();
    response.end(name);
  },
): Promise<Upstream> {
  let requests = 0;
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server has a port');
  return {
    port: bound.port,
    server,
    requests: () => requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Upgraded connections are no longer the server's own: it would wait for them.
        for (const socket of sockets) socket.destroy();
      }),
  };
}
