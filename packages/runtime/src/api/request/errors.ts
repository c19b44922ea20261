import type { FastifyInstance, FastifyReply } from 'fastify';
import { errorCode } from '../../errors/error-code.js';
import { StoreError } from '../../store/store.js';
import { answerHeaders } from '../guard/answer-headers.js';
import { problem, type Problem } from '../problem.js';
import { parseBody } from './body.js';
import { sendProblem } from './serve-operation.js';

/** Why a body could not be read. */
class BodyError extends Error {}

/** Bodies are JSON in UTF-8, and nothing else is read. */
export function readJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    const parsed = parseBody(String(text));
    if (parsed.ok) done(null, parsed.value);
    else done(new BodyError());
  });
}

/** Every refusal is a problem document; a fault of the program is told to whoever runs it, not to whoever asks. */
export function answerErrors(
  server: FastifyInstance,
  report: (fault: unknown, during: string) => void,
): void {
  server.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    return sendProblem(reply, problem(404, `there is nothing at \`${path.slice(0, 200)}\``));
  });
  server.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal === null)
      report(error, `${request.method} ${request.routeOptions.config.operation?.at ?? 'of a path'}`);
    return sendProblem(reply, refusal ?? problem(500, 'a fault of lamia itself; its log tells more'));
  });
}

/** Null for a fault of the program. */
function refusalOf(error: unknown): Problem | null {
  if (error instanceof BodyError) return problem(400, 'the body is no JSON');
  if (error instanceof StoreError) return problem(503, 'the state cannot be read or written at the moment');
  switch (errorCode(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem(413, 'the body is too large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem(415, 'a body is `application/json`');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem(400, 'the body is not as long as it was said to be');
    case null:
    default:
      return null;
  }
}

/** Answers a path that cannot be looked up at all; such a request passes none of the other checks. */
export function answerPathError(error: Error, reply: FastifyReply): void {
  const isLong = errorCode(error) === 'FST_ERR_MAX_PARAM_LENGTH';
  const refusal = isLong ? problem(414, 'the path is too long') : problem(400, 'the path cannot be made out');
  void sendProblem(reply, refusal, answerHeaders({ policy: null, caching: null }, false));
}
