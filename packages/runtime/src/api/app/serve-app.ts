import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createReadStream } from 'node:fs';
import { createGzip } from 'node:zlib';
import { problem } from '../problem.js';
import { sendProblem } from '../request/serve-operation.js';
import type { App, AppFile } from './app-files.js';

/** Nothing but the app's own files runs, nothing is asked of other hosts, and no other page frames it. */
export const APP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** As long as HTTP's caches keep anything. */
const FOR_GOOD = 'private, max-age=31536000, immutable';
const ASK_AGAIN = 'private, no-cache';

/** Serves the app: a route for each of its files, and none for anything else. */
export function serveApp(server: FastifyInstance, { index, files }: App): void {
  for (const at of ['/', '/index.html']) {
    server.get(at, (request, reply) => {
      reply.headers({ 'cache-control': ASK_AGAIN, etag: index.etag, 'content-security-policy': APP_POLICY });
      return request.headers['if-none-match'] === index.etag
        ? reply.code(304).send()
        : reply.type('text/html; charset=utf-8').send(index.html);
    });
  }
  for (const file of files) server.get(file.at, (request, reply) => sendFile(file, request, reply));
}

/** Says at `/` why there is no app, to who opens it in a browser. */
export function missApp(server: FastifyInstance): void {
  server.get('/', (_request, reply) =>
    sendProblem(
      reply,
      problem(
        404,
        'the console is not here: the package `@lamia/playground` is not built or not installed beside this runtime; the API is at `/api/v1`',
      ),
    ),
  );
}

/** Compressed as it is read: a browser asks once for a file with a hash in its name, so that nothing of it is kept here. */
async function sendFile(file: AppFile, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.type(file.type).headers({
    'cache-control': file.isHashed ? FOR_GOOD : ASK_AGAIN,
    // Of a worker's script it is the worker's own policy.
    'content-security-policy': APP_POLICY,
    vary: 'accept-encoding',
  });
  const content = createReadStream(file.file);
  try {
    await new Promise<void>((resolve, reject) => {
      content.once('open', () => {
        resolve();
      });
      content.once('error', reject);
    });
  } catch {
    return sendProblem(
      reply.removeHeader('cache-control'),
      problem(404, 'this file of the app is gone; load the page again'),
    );
  }
  if (!isCompressed(file) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    return reply.header('content-encoding', 'gzip').send(content.pipe(createGzip()));
  }
  return reply.send(content);
}

const isCompressed = ({ type }: AppFile): boolean => type.startsWith('font/') || type === 'image/png';
