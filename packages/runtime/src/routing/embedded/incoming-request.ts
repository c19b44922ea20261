import type { IncomingMessage } from 'node:http';
import { readRequest } from '@lamia/lang';
import type { Request } from '@lamia/lang';
import { originForm } from './headers.js';

/** What conditions see of a request, as it came from the client. */
export function incomingRequest({ method, url = '/', rawHeaders }: IncomingMessage): Request {
  const headers = Array.from({ length: rawHeaders.length / 2 }, (_, line): readonly [string, string] => [
    rawHeaders[2 * line] ?? '',
    decoded(rawHeaders[2 * line + 1] ?? ''),
  ]);
  const target = originForm(url);
  const mark = target.indexOf('?');
  return readRequest({
    ...(method !== undefined && { method }),
    host: hostOf(url, headers),
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? null : target.slice(mark + 1),
    headers,
  });
}

/** Node reads headers byte by byte; they are UTF-8. */
function decoded(value: string): string {
  return /[^\0-\x7f]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8') : value;
}

/** A target in absolute form names the host itself, and wins over the header (RFC 9112 §3.2.2). */
function hostOf(url: string, headers: readonly (readonly [string, string])[]): string {
  const [, authority] = /^https?:\/\/([^/?]*)/i.exec(url) ?? [];
  return authority ?? headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
}
