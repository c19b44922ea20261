import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Address } from '../../config/gateway.js';
import { errorCode } from '../../errors/error-code.js';
import { hasBody } from './copied-body.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import type { Site } from './reverse-proxy.js';
import { BAD_GATEWAY, GATEWAY_TIMEOUT, type Refusal } from './refusal.js';

/** Where one request goes: the version whose turn it is on the route that takes it. */
export interface Destination {
  readonly route: string;
  readonly version: string;
  readonly address: Address;
}

/** Nginx's code for a client that left before its answer; it makes a version that hangs visible. */
const CLIENT_CLOSED_REQUEST = 499;

/** Repeating these changes nothing (RFC 9110 §9.2.1). */
const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** One request on its way through the gateway: what has happened to it so far, and what is recorded of it, once. */
export class Exchange {
  readonly #startedAt = performance.now();
  #upstream: ClientRequest | null = null;
  #timedOut = false;
  #retried = false;
  #code: number | null = null;
  #recorded = false;

  constructor(
    readonly destination: Destination,
    readonly site: Pick<Site, 'name' | 'application' | 'mirror'>,
    private readonly request: IncomingMessage,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** A connection carries the request now, the first to do so if true; a silence on it that ends in a timeout is remembered. */
  sentOn(upstream: ClientRequest): boolean {
    const isFirst = this.#upstream === null;
    this.#upstream = upstream;
    upstream.once('timeout', () => {
      this.#timedOut = true;
    });
    return isFirst;
  }

  /** The upstream's status line has come; should the body break off, the answer was a failure whatever the line said. */
  answered(response: IncomingMessage): void {
    this.#code = response.statusCode ?? BAD_GATEWAY;
    response.once('error', () => {
      this.#code = BAD_GATEWAY;
    });
  }

  /** The upstream failed before an answer: the code that the client gets. */
  failed(): Refusal {
    const code = this.#timedOut ? GATEWAY_TIMEOUT : BAD_GATEWAY;
    this.#code = code;
    return code;
  }

  /**
   * True, once, when the failure is this proxy's own: it reused an idle connection that the upstream was closing at
   * that moment. Anything else is an answer about the version and must be seen.
   */
  mayRetry(error: Error): boolean {
    const code = errorCode(error);
    const stale =
      this.#upstream?.reusedSocket === true && !this.#timedOut && (code === 'ECONNRESET' || code === 'EPIPE');
    if (this.#retried || !stale || !SAFE_METHODS.has(this.request.method) || hasBody(this.request))
      return false;
    this.#retried = true;
    return true;
  }

  /** The exchange is over, in whatever way. */
  record(): void {
    if (this.#recorded) return;
    this.#recorded = true;
    this.metrics.record({
      application: this.site.application,
      version: this.destination.version,
      route: this.destination.route,
      code: this.#code ?? CLIENT_CLOSED_REQUEST,
      seconds: (performance.now() - this.#startedAt) / 1000,
    });
  }
}
