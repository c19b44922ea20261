import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export const NOT_FOUND = 404;
export const NOT_IMPLEMENTED = 501;
export const BAD_GATEWAY = 502;
export const SERVICE_UNAVAILABLE = 503;
export const GATEWAY_TIMEOUT = 504;

/** An answer that is the gateway's own; it names no upstream to strangers. */
export type Refusal =
  | typeof NOT_FOUND
  | typeof NOT_IMPLEMENTED
  | typeof BAD_GATEWAY
  | typeof SERVICE_UNAVAILABLE
  | typeof GATEWAY_TIMEOUT;

const PHRASES: Readonly<Record<Refusal, string>> = {
  [NOT_FOUND]: 'Not Found',
  [NOT_IMPLEMENTED]: 'Not Implemented',
  [BAD_GATEWAY]: 'Bad Gateway',
  [SERVICE_UNAVAILABLE]: 'Service Unavailable',
  [GATEWAY_TIMEOUT]: 'Gateway Timeout',
};

export function refuse(response: ServerResponse, code: Refusal): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' }).end(`${code} ${PHRASES[code]}\n`);
}

/** The same on a connection that asked for an upgrade and has no response object; it is closed. */
export function refuseUpgrade(socket: Socket, code: Refusal): void {
  if (!socket.writable) return;
  socket.end(`HTTP/1.1 ${code} ${PHRASES[code]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
