import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Address } from '../../config/gateway.js';
import type { Milliseconds } from '../../config/duration.js';

/** Longer than clients and proxies usually keep a connection: the side that sends next should be the one to close it. */
const IDLE_CONNECTION: Milliseconds = 75_000;

/** A server that knows its connections, upgraded ones too, so that it can be closed in bounded time. */
export class Listener {
  readonly server: Server;
  readonly #sockets = new Set<Socket>();
  #closing = false;

  constructor() {
    // Uploads may last; a client that never finishes its headers is still cut off by Node's own bound.
    this.server = createServer({ keepAliveTimeout: IDLE_CONNECTION, requestTimeout: 0 });
    this.server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.server.on('request', (request, response) => {
      response.once('close', () => {
        if (this.#closing) request.socket.end();
      });
    });
  }

  /**
   * Resolves to the address it really listens on (port 0 asks for a free one).
   * @throws the system's error, with its `code`
   */
  listen(address: Address): Promise<Address> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host: address.host, port: address.port }, () => {
        this.server.off('error', reject);
        const bound = this.server.address();
        const port = bound === null || typeof bound === 'string' ? address.port : bound.port;
        resolve({ host: address.host, port });
      });
    });
  }

  /** Stops accepting at once, lets exchanges under way end for at most `grace`, then cuts what is left. */
  close(grace: Milliseconds): Promise<void> {
    this.#closing = true;
    return new Promise((resolve) => {
      const cut = setTimeout(() => {
        for (const socket of this.#sockets) socket.destroy();
      }, grace);
      this.server.close(() => {
        clearTimeout(cut);
        for (const socket of this.#sockets) socket.destroy();
        resolve();
      });
      this.server.closeIdleConnections();
    });
  }
}
