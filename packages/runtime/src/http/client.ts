import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import axios from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import type { Milliseconds } from '../config/duration.js';
import { errorCode } from '../errors/error-code.js';
import { deadline } from './deadline.js';
import { failureText } from './failure-text.js';

export interface HttpRequest {
  readonly url: URL;
  /** POST where there is a body and GET where there is none, unless given. */
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly body: HttpBody | null;
  readonly headers: Readonly<Record<string, string>>;
  /** What messages call the other side; its address without the query unless given, which must be where that is a secret. */
  readonly called?: string;
}

export type HttpBody =
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'json'; readonly text: string };

/** What came of one request; `network` and `timeout` may pass, the others will not by themselves. */
export type HttpAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly body: string;
      /** The header that says when to come again, as it was sent. */
      readonly retryAfter: string | null;
    }
  | { readonly ok: false; readonly cause: 'network' | 'timeout' | 'unusable'; readonly message: string };

export interface HttpLimits {
  /** From the first byte sent to the last received. */
  readonly timeout: Milliseconds;
  /** Of a body, both as it is sent and expanded. */
  readonly bytes: number;
}

const expand = promisify(gunzip);

/**
 * Fetches texts over HTTP. Redirects are not followed, loopback is never reached through a proxy, and a body is bounded in
 * time and size. Messages name the address without its query, or what it is called in place of that, and never a header.
 */
export class HttpClient {
  readonly #axios: AxiosInstance;
  readonly #agents: readonly [HttpAgent, HttpsAgent];
  readonly #limits: HttpLimits;

  /** @param authorities certificates (PEM) that are trusted in place of the system's; null for the system's */
  constructor(limits: HttpLimits, authorities: string | null = null) {
    this.#limits = limits;
    this.#agents = [
      new HttpAgent({ keepAlive: true }),
      new HttpsAgent({ keepAlive: true, ...(authorities !== null && { ca: authorities }) }),
    ];
    this.#axios = axios.create({
      httpAgent: this.#agents[0],
      httpsAgent: this.#agents[1],
      maxRedirects: 0,
      maxContentLength: limits.bytes,
      responseType: 'arraybuffer',
      // Expanding is ours: a body that never grows when expanded would pass a limit on the expanded size alone.
      decompress: false,
      validateStatus: () => true,
    });
  }

  /** Resolves within the timeout. Rejects only with the reason of an aborted `signal`. */
  async send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    signal.throwIfAborted();
    const limit = deadline(this.#limits.timeout, signal);
    const address = request.called ?? `\`${request.url.origin}${request.url.pathname}\``;
    try {
      return await this.#read(address, await this.#request(request, limit.signal));
    } catch (error) {
      signal.throwIfAborted();
      if (limit.isOver()) {
        const message = `${address} did not answer within ${this.#limits.timeout} ms`;
        return { ok: false, cause: 'timeout', message };
      }
      return failure(address, error, this.#limits.bytes);
    } finally {
      limit.clear();
    }
  }

  /** Ends the connections that are kept open. */
  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }

  async #request(
    { url, method, body, headers }: HttpRequest,
    signal: AbortSignal,
  ): Promise<AxiosResponse<Buffer>> {
    return await this.#axios.request<Buffer>({
      url: url.href,
      method: method ?? (body === null ? 'GET' : 'POST'),
      ...(body !== null && { data: body.kind === 'form' ? new URLSearchParams(body.fields) : body.text }),
      headers: {
        ...(body?.kind === 'json' && { 'Content-Type': 'application/json' }),
        ...headers,
        'Accept-Encoding': 'gzip',
        'User-Agent': 'lamia',
      },
      ...(isLoopback(url.hostname) && { proxy: false }),
      signal,
    });
  }

  async #read(address: string, { status, headers, data }: AxiosResponse<Buffer>): Promise<HttpAnswer> {
    if (status >= 300 && status < 400) {
      const message = `${address} redirects elsewhere (status ${status}), which is not followed; name the final address`;
      return { ok: false, cause: 'unusable', message };
    }
    const told: unknown = headers['retry-after'];
    const retryAfter = typeof told === 'string' ? told : null;
    const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
    switch (encoding) {
      case 'identity':
        return { ok: true, status, body: data.toString('utf8'), retryAfter };
      case 'gzip': {
        const expanded = await expand(data, { maxOutputLength: this.#limits.bytes });
        return { ok: true, status, body: expanded.toString('utf8'), retryAfter };
      }
      default:
        return {
          ok: false,
          cause: 'unusable',
          message: `${address} sent an encoding that was not asked for`,
        };
    }
  }
}

function failure(address: string, error: unknown, bytes: number): HttpAnswer {
  const code = errorCode(error);
  if (code === null) throw error;
  if (code === 'ERR_BUFFER_TOO_LARGE' || (code === axios.AxiosError.ERR_BAD_RESPONSE && isTooLong(error))) {
    return { ok: false, cause: 'unusable', message: `${address} sent more than ${bytes} bytes` };
  }
  if (code.startsWith('Z_'))
    return { ok: false, cause: 'unusable', message: `${address} sent a broken gzip body` };
  return { ok: false, cause: 'network', message: `${address} cannot be reached: ${failureText(code)}` };
}

/** Axios has one code for a body that is too long and for one that broke off; only its message tells them apart. */
function isTooLong(error: unknown): boolean {
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return hasMessage && String(error.message).startsWith('maxContentLength');
}

/** `localhost`, 127.0.0.0/8 and ::1, as the URL parser writes them. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
