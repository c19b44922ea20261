import type { IncomingMessage, ServerResponse } from 'node:http';

export type Body = Buffer;

/** Why there is no body to copy: it is larger than copies may be, or the request did not come to its end. */
export type NoBody = 'large' | 'broken';

/** True for a request that carries a body, or might. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/**
 * What a request carries, read beside whoever else reads it: its pace is theirs.
 * @param most bytes; of a larger body nothing is kept
 */
export function bodyOf(
  request: IncomingMessage,
  response: ServerResponse,
  most: number,
): Promise<Body | NoBody> {
  if (!hasBody(request)) return Promise.resolve(Buffer.alloc(0));
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve('large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (outcome: Body | NoBody): void => {
      request.off('data', keep).off('end', whole).off('close', broken);
      response.off('finish', broken);
      resolve(outcome);
    };
    const keep = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > most) settle('large');
      else chunks.push(chunk);
    };
    const whole = (): void => settle(Buffer.concat(chunks));
    const broken = (): void => settle('broken');
    request.on('data', keep).on('end', whole).on('close', broken);
    // What follows an answer that came first is thrown away by the server, unread.
    response.on('finish', broken);
  });
}
