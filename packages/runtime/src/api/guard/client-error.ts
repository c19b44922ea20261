import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorCode } from '../../errors/error-code.js';
import { problem } from '../problem.js';
import { DATA_POLICY } from './answer-headers.js';

/** Answers what is no request, or did not become one in time, and ends the connection. */
export function answerClientError(error: Error, socket: Socket): void {
  if (!socket.writable || errorCode(error) === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, detail } = refusalOf(errorCode(error));
  const text = JSON.stringify(problem(status, detail));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Security-Policy: ${DATA_POLICY}`,
      'X-Content-Type-Options: nosniff',
      `Content-Length: ${Buffer.byteLength(text)}`,
      '',
      text,
    ].join('\r\n'),
  );
}

function refusalOf(code: string | null): { readonly status: number; readonly detail: string } {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, detail: 'the request did not arrive in time' };
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, detail: 'the head of the request is too large' };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, detail: 'the chunks of the request say too much of themselves' };
    case null:
    default:
      return { status: 400, detail: 'this is no HTTP request' };
  }
}
