import { request as requestTo } from 'node:http';
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Milliseconds } from '../../config/duration.js';
import type { Reach } from '../../discovery/reach.js';
import { RefusedEndpointError } from '../../discovery/vetted-connection.js';
import { bodyOf, hasBody, type Body } from './copied-body.js';
import type { Destination } from './exchange.js';
import type { CopyOutcome, GatewayMetrics } from './gateway-metrics.js';
import type { RefusedVersions } from './refused-versions.js';
import type { Site } from './reverse-proxy.js';
import { VettedAgent } from './vetted-agent.js';

/** Names the gateway in a copy, so that services can tell copies from requests. */
const COPY_HEADER = 'x-lamia-copy';

export interface CopyLimits {
  /** Copies under way at once, those included whose request has not been read to its end. */
  readonly count: number;
  /** Bytes of a body: it is held in memory until the request is whole. */
  readonly body: number;
  /** How long a copy may take once it is sent. */
  readonly patience: Milliseconds;
}

export const COPY_LIMITS: CopyLimits = { count: 64, body: 256 * 1024, patience: 10_000 };

/** A request that is under way to its own version, and where a copy of it goes. */
export interface Copied {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What its own version is sent: before anything is written to it. */
  readonly upstream: ClientRequest;
  readonly site: Pick<Site, 'name' | 'application'>;
  readonly to: Destination;
}

/**
 * Sends copies of requests and throws their answers away. Nothing waits for a copy, and nothing fails because of one: one that is too
 * many or too large, or whose request breaks off, is left out and counted.
 */
export class Mirroring {
  readonly #closing = new AbortController();
  /** Copies share no connection with requests, nor with each other: an old one that has been closed would fail them. */
  readonly #agent: VettedAgent;
  #underWay = 0;

  constructor(
    reach: Reach,
    private readonly metrics: GatewayMetrics,
    private readonly refused: RefusedVersions,
    private readonly limits: CopyLimits = COPY_LIMITS,
  ) {
    this.#agent = new VettedAgent(reach, {});
  }

  /** Copies a request, if there is room for it. Returns at once. */
  copy(copied: Copied): void {
    if (this.#closing.signal.aborted) return;
    if (this.#underWay >= this.limits.count) {
      this.#record(copied, 'busy');
      return;
    }
    this.#underWay += 1;
    void this.#send(copied)
      .catch((): CopyOutcome => 'failed')
      .then((outcome) => {
        this.#underWay -= 1;
        this.#record(copied, outcome);
      });
  }

  /** Breaks off the copies under way. */
  close(): void {
    this.#closing.abort();
    this.#agent.destroy();
  }

  async #send(copied: Copied): Promise<CopyOutcome> {
    const { request, response, upstream } = copied;
    const { method, path } = upstream;
    const headers = copyHeaders(copied);
    const body = await bodyOf(request, response, this.limits.body);
    if (typeof body === 'string') return body;
    if (hasBody(request)) headers['content-length'] = body.length;
    return this.#answer(copied, { method, path, headers }, body);
  }

  #answer({ to, site }: Copied, options: CopyOptions, body: Body): Promise<CopyOutcome> {
    const { signal: closing } = this.#closing;
    if (closing.aborted) return Promise.resolve('closed');
    const signal = AbortSignal.any([closing, AbortSignal.timeout(this.limits.patience)]);
    return new Promise((resolve) => {
      const failed = (error: Error): void => {
        if (error instanceof RefusedEndpointError) this.refused.refused(site.name, to.version, error.message);
        resolve(closing.aborted ? 'closed' : 'failed');
      };
      const copy = requestTo({ ...options, ...to.address, agent: this.#agent, signal });
      copy.on('error', failed);
      // An agent answers an upgrade with a socket of its own; copies never ask for one.
      copy.on('upgrade', (_answer, socket) => socket.destroy());
      copy.on('response', (answer) => {
        this.refused.reached(site.name, to.version);
        answer.on('error', failed);
        answer.on('end', () => resolve(answer.statusCode ?? 'failed'));
        answer.resume();
      });
      copy.end(body);
    });
  }

  #record({ site, to }: Copied, outcome: CopyOutcome): void {
    this.metrics.recordCopy({
      application: site.application,
      version: to.version,
      route: to.route,
      outcome,
    });
  }
}

interface CopyOptions {
  readonly method: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
}

/** What the request's own version is sent, apart from what belongs to that connection. */
function copyHeaders({ upstream, site }: Copied): OutgoingHttpHeaders {
  const { connection: _connection, 'transfer-encoding': _framing, ...headers } = upstream.getHeaders();
  return { ...headers, [COPY_HEADER]: site.name };
}
