import { request as httpRequest, Agent as HttpAgent } from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest, Agent as HttpsAgent } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import type { Milliseconds } from '../../config/duration.js';
import { errorCode } from '../../errors/error-code.js';
import { deadline } from '../../http/deadline.js';
import { failureText } from '../../http/failure-text.js';
import type { Authority, ClusterAccess } from './access.js';
import { ClusterError } from './cluster-objects.js';

/** Which connections a call goes over: leases never wait behind anything else, and watches keep theirs. */
export type Pool = 'leases' | 'calls' | 'watches';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly pool: Pool;
  /** JSON, and the type it is sent as; null for none. */
  readonly body: { readonly type: string; readonly text: string } | null;
  /** For the whole answer; of a stream, until it begins. */
  readonly timeout: Milliseconds;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
  /** In milliseconds; null where the server does not say when to come again. */
  readonly retryAfter: Milliseconds | null;
}

type Agents = Readonly<Record<Pool, HttpAgent>>;

/** As many calls are under way at once. */
const CALLS_AT_ONCE = 32;
const LEASE_CALLS_AT_ONCE = 8;
/** Idle connections are ended before a server or what is between thinks of it. */
const IDLE: Milliseconds = 30_000;
/** So long are credentials used before they are asked for again. */
const FRESH: Milliseconds = 10_000;
/** Of one answer, and of one line of a stream. */
const LONGEST_BODY = 64 * 1024 * 1024;

/** Speaks HTTP with one API server over connections that are kept open. */
export class ApiTransport {
  readonly #access: ClusterAccess;
  readonly #now: () => Milliseconds;
  #authority: { readonly since: Milliseconds; readonly value: Promise<Authority> } | null = null;
  #agents: { readonly tls: Authority['tls']; readonly pools: Agents } | null = null;
  readonly #everyPool = new Set<HttpAgent>();

  /** @param now milliseconds since whenever, never set back */
  constructor(access: ClusterAccess, now: () => Milliseconds = () => performance.now()) {
    this.#access = access;
    this.#now = now;
  }

  /** Resolves with whatever the server answers. @throws ClusterError as `unreachable`; the reason of an aborted signal */
  async send(ask: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
    signal.throwIfAborted();
    const limit = deadline(ask.timeout, signal);
    try {
      const answer = await this.#exchange(ask, limit.signal);
      if (answer.status !== 401) return answer;
      // A token may end, or be replaced, at any time.
      this.#authority = null;
      await this.#access.renew();
      return await this.#exchange(ask, limit.signal);
    } catch (error) {
      signal.throwIfAborted();
      throw limit.isOver() ? this.#silent(ask.timeout) : this.#broken(error);
    } finally {
      limit.clear();
    }
  }

  /**
   * Hears the lines of an answer until the server ends it, or says nothing for as long as `silence`: null then, and an answer where
   * it is no stream. @throws ClusterError as `unreachable`, or as thrown by `hear`; the reason of an aborted signal
   */
  async follow(
    ask: ApiRequest,
    silence: Milliseconds,
    hear: (line: string) => void,
    signal: AbortSignal,
  ): Promise<ApiAnswer | null> {
    signal.throwIfAborted();
    const limit = deadline(ask.timeout, signal);
    let isOpen = false;
    try {
      const response = await this.#open(ask, limit.signal);
      if (response.statusCode !== 200) {
        if (response.statusCode === 401) this.#authority = null;
        return await read(response);
      }
      isOpen = true;
      limit.extend(silence);
      await followLines(response, hear, () => limit.extend(silence));
      return null;
    } catch (error) {
      signal.throwIfAborted();
      if (limit.isOver() && isOpen) return null;
      throw limit.isOver() ? this.#silent(ask.timeout) : this.#broken(error);
    } finally {
      limit.clear();
    }
  }

  /** Ends all connections. */
  close(): void {
    for (const agent of this.#everyPool) agent.destroy();
  }

  async #exchange(ask: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
    return await read(await this.#open(ask, signal));
  }

  async #open(ask: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const authority = await orAborted(this.#credentials(), signal);
    const url = new URL(this.#access.server + ask.path);
    const options: RequestOptions = {
      method: ask.method,
      agent: authority.proxy ?? this.#agent(authority, ask.pool),
      headers: {
        ...authority.headers,
        ...{ Accept: 'application/json', 'User-Agent': 'lamia' },
        ...(ask.body !== null && {
          ...{ 'Content-Type': ask.body.type, 'Content-Length': Buffer.byteLength(ask.body.text) },
        }),
      },
      signal,
    };
    return await new Promise((resolve, reject) => {
      const request: ClientRequest =
        url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
      request.once('response', resolve);
      // Also what goes wrong after the answer has begun, which the answer itself tells of then.
      request.on('error', reject);
      request.end(ask.body?.text);
    });
  }

  #credentials(): Promise<Authority> {
    const now = this.#now();
    if (this.#authority === null || now - this.#authority.since > FRESH) {
      const value = this.#access.authority();
      this.#authority = { since: now, value };
      value.catch(() => {
        // Whoever waits for it hears of it; the next call asks anew.
        if (this.#authority?.value === value) this.#authority = null;
      });
    }
    return this.#authority.value;
  }

  #agent({ tls }: Authority, pool: Pool): HttpAgent {
    if (this.#agents === null || !isDeepStrictEqual(this.#agents.tls, tls)) {
      const agent = (options: object): HttpAgent =>
        this.#access.server.startsWith('https:')
          ? new HttpsAgent({ ...tls, ...options })
          : new HttpAgent(options);
      const kept = { keepAlive: true, timeout: IDLE };
      const pools: Agents = {
        leases: agent({ ...kept, maxSockets: LEASE_CALLS_AT_ONCE }),
        calls: agent({ ...kept, maxSockets: CALLS_AT_ONCE }),
        watches: agent({ keepAlive: false }),
      };
      this.#agents = { tls, pools };
      for (const each of Object.values(pools)) this.#everyPool.add(each);
    }
    return this.#agents.pools[pool];
  }

  #silent(timeout: Milliseconds): ClusterError {
    return new ClusterError(
      'unreachable',
      `the API server \`${this.#access.server}\` did not answer within ${timeout} ms`,
    );
  }

  #broken(error: unknown): unknown {
    const code = errorCode(error);
    if (error instanceof ClusterError || code === null) return error;
    const message = `the API server \`${this.#access.server}\` cannot be reached: ${failureText(code)}`;
    return new ClusterError('unreachable', message);
  }
}

async function read(response: IncomingMessage): Promise<ApiAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_BODY) throw tooLong();
  }
  const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
  return {
    status: response.statusCode ?? 0,
    body: Buffer.concat(chunks).toString('utf8'),
    retryAfter: Number.isFinite(seconds) ? seconds * 1000 : null,
  };
}

async function followLines(
  response: IncomingMessage,
  hear: (line: string) => void,
  heard: () => void,
): Promise<void> {
  response.setEncoding('utf8');
  let rest = '';
  for await (const chunk of response as AsyncIterable<string>) {
    heard();
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_BODY) throw tooLong();
    for (const line of lines) if (line !== '') hear(line);
  }
}

/** For what has no end of its own, such as a program that is asked for a token. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(new DOMException('the call was ended', 'AbortError'));
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function tooLong(): ClusterError {
  return new ClusterError('invalid', `the API server answered with more than ${LONGEST_BODY} bytes`);
}
