import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on a free loopback port that answers as a test says. */
export interface TestServer {
  readonly url: URL;
  close(): Promise<void>;
}

export async function serve(listener: RequestListener): Promise<TestServer> {
  return await listen(createServer(listener), 'http');
}

/** Lets a server listen that the test made itself, such as one with a certificate. */
export async function listen(server: Server, scheme: 'http' | 'https'): Promise<TestServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a server on a port has this kind of address
  return {
    url: new URL(`${scheme}://127.0.0.1:${port}/`),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
