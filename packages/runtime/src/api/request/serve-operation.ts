import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PassThrough } from 'node:stream';
import type { Caller } from '../access/role.js';
import type { Answer, Method, Operation } from '../operation.js';
import type { ApiPorts } from '../ports.js';
import { problem, type Problem } from '../problem.js';
import { validBody, validQuery } from './validated.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route serves; absent for the page and for what leads nowhere. */
    readonly operation?: Operation;
  }
  interface FastifyRequest {
    /** Known once the request was admitted. */
    caller: Caller | null;
  }
}

/** Serves one operation at its path. */
export function serveOperation(server: FastifyInstance, operation: Operation, ports: ApiPorts): void {
  server.route({
    method: operation.method,
    url: operation.at.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: { operation },
    ...(operation.body !== null && { bodyLimit: operation.body.limit }),
    handler: async (request, reply) => sendAnswer(reply, await answerTo(request, operation, ports)),
  });
}

const OTHER_METHODS: readonly (Method | 'PATCH')[] = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'];

/** Answers 405 to the methods that a path does not have. */
export function refuseOtherMethods(server: FastifyInstance, operations: readonly Operation[]): void {
  for (const at of new Set(operations.map((operation) => operation.at))) {
    const known: readonly string[] = operations.filter((one) => one.at === at).map(({ method }) => method);
    const allow = known.join(', ');
    server.route({
      method: OTHER_METHODS.filter((method) => !known.includes(method)),
      url: at.replaceAll(/\{(\w+)\}/g, ':$1'),
      // What such a request carries is not wanted.
      bodyLimit: 1024,
      handler: (_request, reply) =>
        sendProblem(reply, problem(405, `there is only ${allow} here`), { allow }),
    });
  }
}

async function answerTo(request: FastifyRequest, operation: Operation, ports: ApiPorts): Promise<Answer> {
  const query = validQuery(operation.query, request.query as Readonly<Record<string, unknown>>); // what fastify's parser makes
  if (!query.ok) return { kind: 'problem', problem: query.problem };
  const body = bodyOf(request.body, operation);
  if (!body.ok) return { kind: 'problem', problem: body.problem };
  if (request.caller === null) throw new Error('a request was not admitted');
  return operation.handle(
    {
      path: request.params,
      query: query.value,
      body: body.value,
      headers: request.headers,
      caller: request.caller,
    },
    ports,
  );
}

function bodyOf(sent: unknown, { body }: Operation): ReturnType<typeof validBody> {
  if (body === null) return { ok: true, value: undefined };
  if (sent === undefined && body.required) {
    return { ok: false, problem: problem(400, 'the body is missing; JSON is expected') };
  }
  const value = sent === undefined ? {} : sent;
  return body.checkedBy === 'schema' ? validBody(body.schema, value) : { ok: true, value };
}

export function sendProblem(
  reply: FastifyReply,
  document: Problem,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  return reply
    .code(document.status)
    .headers(headers)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(document));
}

function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  switch (answer.kind) {
    case 'json':
      return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer.body));
    case 'text':
      return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .type(answer.type)
        .send(answer.text);
    case 'empty':
      return reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .send();
    case 'problem':
      return sendProblem(reply, answer.problem, answer.headers);
    case 'stream': {
      // Small, so that what a slow client does not read is noticed here.
      const out = new PassThrough({ highWaterMark: 64 * 1024 });
      const end = answer.begin(out);
      reply.raw.once('close', () => {
        end();
        out.destroy();
      });
      return reply.type(answer.type).send(out);
    }
  }
}
