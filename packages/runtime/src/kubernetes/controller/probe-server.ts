import { createServer, type Server } from 'node:http';
import type { Address } from '../../config/gateway.js';
import { hostPort } from '../../routing/host-port.js';
import { listenReason } from '../../routing/listen-failure.js';
import type { MetricsPage } from '../../api/ports.js';

/** Longer than any probe or scrape takes. */
const REQUEST_WITHIN = 10_000;

/** The probes and metrics could not be served. The message is for people. */
export class ProbeError extends Error {
  override readonly name = 'ProbeError';
}

/** What the probes of a cluster ask, and its Prometheus. */
export interface ProbePorts {
  /** Null where all is well, else why this replica should be started anew. */
  readonly sick: () => string | null;
  /** Null where it can do its work, else why it cannot yet. */
  readonly unready: () => string | null;
  readonly metrics: MetricsPage;
}

export interface ProbeServer {
  readonly address: Address;
  close(): Promise<void>;
}

/**
 * Serves `/healthz`, `/readyz` and `/metrics` and nothing else: there is nothing to change there, so that it may listen for the
 * whole cluster.
 * @throws ProbeError where it cannot listen there
 */
export async function startProbeServer(listen: Address, ports: ProbePorts): Promise<ProbeServer> {
  const server = createServer({ requestTimeout: REQUEST_WITHIN, headersTimeout: REQUEST_WITHIN });
  server.on('request', (request, response) => {
    answer(request.method ?? '', request.url ?? '', ports).then(
      ({ status, type, text }) => {
        response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
        response.end(request.method === 'HEAD' ? undefined : text);
      },
      () => {
        response.writeHead(500).end();
      },
    );
  });
  await listening(server, listen);
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : listen.port;
  return {
    address: { host: listen.host, port },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const TEXT = 'text/plain; charset=utf-8';

async function answer(method: string, url: string, { sick, unready, metrics }: ProbePorts): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, type: TEXT, text: 'only GET\n' };
  switch (url.split('?', 1)[0]) {
    case '/healthz':
      return probed(sick());
    case '/readyz':
      return probed(unready());
    case '/metrics':
      return { status: 200, type: metrics.contentType, text: await metrics.text() };
    default:
      return { status: 404, type: TEXT, text: 'there are `/healthz`, `/readyz` and `/metrics`\n' };
  }
}

function probed(reason: string | null): Answer {
  return reason === null
    ? { status: 200, type: TEXT, text: 'ok\n' }
    : { status: 503, type: TEXT, text: `${reason}\n` };
}

function listening(server: Server, { host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const message = `cannot serve probes and metrics on \`${hostPort({ host, port })}\`: ${listenReason(error)}`;
      reject(new ProbeError(message, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
