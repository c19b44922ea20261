import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../request/serve-operation.js';
import type { ServedRequest } from '../options.js';
import { admit, wrongType, type Admission } from './admission.js';
import { answerHeaders } from './answer-headers.js';

export interface AdmissionOptions extends Omit<Admission, 'port'> {
  readonly served: ((request: ServedRequest) => void) | null;
}

/** Lets only such requests be read as may be, and has every answer say what browsers need to be told. */
export function admitRequests(server: FastifyInstance, options: AdmissionOptions): void {
  server.decorateRequest('caller', null);
  server.addHook('onRequest', async (request, reply) => {
    const operation = request.routeOptions.config.operation ?? null;
    const arrival = {
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress ?? '',
      operation,
    };
    // Known only once it listens.
    const admitted = admit(arrival, { ...options, port: request.socket.localPort ?? 0 });
    if (!admitted.ok) {
      await sendProblem(reply, admitted.problem, admitted.headers);
      return;
    }
    request.caller = admitted.caller;
    const wrong = wrongType(arrival);
    if (wrong !== null) await sendProblem(reply, wrong);
  });
  server.addHook('onSend', async (_request, reply) => {
    const own = (name: string): string | null => {
      const value = reply.getHeader(name);
      return typeof value === 'string' ? value : null;
    };
    const said = { policy: own('content-security-policy'), caching: own('cache-control') };
    reply.headers(answerHeaders(said, options.secure));
  });
  const { served } = options;
  if (served === null) return;
  server.addHook('onResponse', async (request, reply) => {
    served({
      method: request.method,
      at: request.routeOptions.config.operation?.at ?? null,
      status: reply.statusCode,
      duration: reply.elapsedTime,
      caller: request.caller?.name ?? null,
    });
  });
}
