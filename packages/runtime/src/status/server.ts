import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { MetricsPage } from '../api/ports.js';
import type { Address } from '../config/gateway.js';
import { errorCode } from '../errors/error-code.js';
import { errorMessage } from '../errors/error-message.js';
import { isLoopback, isOwnHost } from './hosts.js';
import { statusPage } from '../api/page/status-page.js';
import type { StatusView } from './view.js';

/** The server could not be started as asked. The message is for people. */
export class StatusServerError extends Error {
  override readonly name = 'StatusServerError';
}

export interface StatusServer {
  /** `http://127.0.0.1:8090/` */
  readonly url: string;
  close(): Promise<void>;
}

const MOST_DECISIONS = 100;
const USUAL_DECISIONS = 20;

/**
 * Serves the status page and the read-only JSON it is drawn from, to this machine only.
 * @param listen port 0 for a free one
 * @throws StatusServerError where the address is in use or not this machine's own
 */
export async function startStatusServer(
  listen: Address,
  view: StatusView,
  metrics: MetricsPage,
): Promise<StatusServer> {
  if (!isLoopback(listen.host)) {
    throw new StatusServerError(
      `the status page has no access control, so it cannot listen on \`${listen.host}\`; use \`127.0.0.1:${listen.port}\``,
    );
  }
  const server = fastify({ logger: false, forceCloseConnections: true, bodyLimit: 1024 });
  protect(server);
  routes(server, view, metrics);
  try {
    await server.listen({ host: listen.host, port: listen.port });
  } catch (error) {
    await server.close();
    throw listenFailure(listen, error);
  }
  // A TCP server's address is this object while it listens.
  const { port } = server.server.address() as AddressInfo;
  const host = listen.host === '::1' ? '[::1]' : listen.host;
  return {
    url: `http://${host}:${port}/`,
    close: async () => {
      await server.close();
    },
  };
}

/** Refuses what another site's page could send here, and what a browser could make of an answer. */
function protect(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (isOwnHost(request.headers.host, request.socket.localPort ?? 0)) return;
    await problem(reply, 421, 'this server answers to its loopback address only');
  });
  server.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });
  server.setNotFoundHandler((request, reply) =>
    problem(reply, 404, `there is nothing at \`${request.url}\``),
  );
}

function routes(server: FastifyInstance, view: StatusView, metrics: MetricsPage): void {
  const page = statusPage();
  server.get('/', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', page.contentSecurityPolicy)
      .send(page.html),
  );
  server.get('/healthz', (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'));
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
  server.get('/api/v1/gateways', () => ({ gateways: view.gateways() }));
  server.get<{ Params: { name: string } }>('/api/v1/gateways/:name/status', (request, reply) => {
    const status = view.gateways().find((gateway) => gateway.name === request.params.name);
    return status ?? unknownGateway(reply, request.params.name);
  });
  server.get<{ Params: { name: string }; Querystring: { limit?: string } }>(
    '/api/v1/gateways/:name/decisions',
    (request, reply) => {
      const limit = limitOf(request.query.limit);
      if (limit === null) {
        return problem(reply, 400, `\`limit\` must be a whole number from 1 to ${MOST_DECISIONS}`);
      }
      const decisions = view.decisions(request.params.name, limit);
      return decisions === null ? unknownGateway(reply, request.params.name) : { decisions };
    },
  );
}

/** Null where the text is no acceptable number. */
function limitOf(text: string | undefined): number | null {
  if (text === undefined) return USUAL_DECISIONS;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MOST_DECISIONS ? limit : null;
}

const TITLES = { 400: 'Bad Request', 404: 'Not Found', 421: 'Misdirected Request' } as const;

/** Answers with a problem document (RFC 9457). */
function problem(reply: FastifyReply, status: keyof typeof TITLES, detail: string): FastifyReply {
  const document = { type: 'about:blank', title: TITLES[status], status, detail };
  return reply.code(status).type('application/problem+json').send(JSON.stringify(document));
}

function unknownGateway(reply: FastifyReply, name: string): FastifyReply {
  return problem(reply, 404, `there is no gateway \`${name}\``);
}

function listenFailure(listen: Address, error: unknown): StatusServerError {
  const place = `\`${listen.host}:${listen.port}\``;
  if (errorCode(error) === 'EADDRINUSE') {
    return new StatusServerError(
      `cannot serve the status page on ${place}: the address is in use; choose another with \`--listen\`, or leave it out for a free one`,
      { cause: error },
    );
  }
  return new StatusServerError(`cannot serve the status page on ${place}: ${errorMessage(error)}`, {
    cause: error,
  });
}
