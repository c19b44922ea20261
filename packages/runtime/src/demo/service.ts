import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Milliseconds } from '../config/duration.js';
import type { Address } from '../config/gateway.js';
import { shareCounter } from './share-counter.js';

export interface ServiceOptions {
  /** The version's label; it stands in every answer. */
  readonly version: string;
  /** Share of requests answered with 500, in hundredths of a percent; counted, not random. */
  readonly errors: number;
  /** How long an answer takes. */
  readonly latency: Milliseconds;
}

/** One version of the demonstrated application: a real HTTP server on a free loopback port. */
export interface Service {
  readonly address: Address;
  /** What it has answered so far. */
  answered(): { readonly requests: number; readonly errors: number };
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Starts one version. Rejects where no port can be opened. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const fails = shareCounter(options.errors);
  const pauses = new Set<NodeJS.Timeout>();
  let requests = 0;
  let errors = 0;

  const server = createServer((request, response) => {
    request.resume();
    requests += 1;
    const failed = fails();
    if (failed) errors += 1;
    const answer = (): void => {
      response.writeHead(failed ? 500 : 200, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(failed ? `${options.version} failed\n` : `${options.version}\n`);
    };
    if (options.latency === 0) {
      answer();
      return;
    }
    const pause = setTimeout(() => {
      pauses.delete(pause);
      answer();
    }, options.latency);
    pauses.add(pause);
  });
  // A proxy that keeps connections must not find them closed at the moment it uses them.
  server.keepAliveTimeout = 60_000;

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A TCP server's address is this object from `listening` to `close`.
  const { port } = server.address() as AddressInfo;

  return {
    address: { host: '127.0.0.1', port },
    answered: () => ({ requests, errors }),
    close: () =>
      new Promise((resolve) => {
        for (const pause of pauses) clearTimeout(pause);
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
