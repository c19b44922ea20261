import type { FastifyInstance } from 'fastify';
import { statusPage } from './status-page.js';

/** Serves the status page, which asks the API for what it shows. */
export function servePage(server: FastifyInstance): void {
  const page = statusPage();
  server.get('/', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', page.contentSecurityPolicy)
      .send(page.html),
  );
}
