import { createServer } from 'node:net';
import type { Address } from '../../config/gateway.js';

/**
 * Listens on the address for a moment and resolves to the port, which is a free one when port 0 was asked for: neither
 * HAProxy nor Prometheus can be asked for that.
 *
 * @throws the system's error, with its `code`, when the address cannot be listened on
 */
export function tryListening({ host, port }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const bound = server.address();
      const found = bound === null || typeof bound === 'string' ? port : bound.port;
      server.close(() => resolve(found));
    });
  });
}
