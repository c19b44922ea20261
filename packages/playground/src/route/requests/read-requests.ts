import { readCurl } from './curl.js';
import { readHar } from './har.js';
import { readHttpMessage } from './http-message.js';
import type { RequestsRead } from './requests-read.js';

/**
 * Reads what people have at hand of a request: a curl command, an HTTP/1.1 message, or a HAR with any number of them. What the text
 * is shows in its beginning.
 */
export function readRequests(text: string): RequestsRead {
  const trimmed = text.trim();
  if (trimmed === '')
    return { ok: false, message: 'there is no request yet: paste a curl command, an HTTP request or a HAR' };
  if (trimmed.startsWith('{')) return readHar(trimmed);
  if (/^(?:\$\s+)?curl(?:\.exe)?(?=\s)/.test(trimmed)) return readCurl(trimmed.replace(/^\$\s+/, ''));
  if (/^curl(?:\.exe)?$/.test(trimmed)) return { ok: false, message: 'this curl command names no address' };
  return readHttpMessage(text.replace(/^\s+/, ''));
}
