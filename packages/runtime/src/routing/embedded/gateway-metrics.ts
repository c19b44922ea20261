import { Counter, Histogram, Registry } from 'prom-client';
import { DURATION_BOUNDS } from './duration-bounds.js';

/**
 * Present from the start with the value 0: a counter that first appears with a 1 shows no increase to Prometheus, and a
 * version's first failures are those that matter most. The errors are an application's own (500) and the gateway's.
 */
const CODES_FROM_START = ['200', '500', '502', '503', '504'];

/** How one request ended. */
export interface Response {
  readonly application: string;
  readonly version: string;
  readonly route: string;
  /** 499 when the client went away before an answer. */
  readonly code: number;
  readonly seconds: number;
}

/** What became of a copy of a request. */
export interface Copy {
  readonly application: string;
  /** The one that it was made for. */
  readonly version: string;
  readonly route: string;
  /** The status of the answer; `failed` without one; why it was not sent: `busy`, `large`, `broken` or `closed`. */
  readonly outcome: CopyOutcome;
}

export type CopyOutcome = number | 'failed' | 'busy' | 'large' | 'broken' | 'closed';

/** What the embedded gateway tells about its traffic, in a registry of its own: nothing global. */
export class GatewayMetrics {
  readonly #registry = new Registry();
  readonly #responses = new Counter({
    name: 'lamia_gateway_responses_total',
    help: 'Responses of the embedded gateway by application, version, route and status code.',
    labelNames: ['application', 'version', 'route', 'code'],
    registers: [this.#registry],
  });
  readonly #durations = new Histogram({
    name: 'lamia_gateway_response_duration_seconds',
    help: 'Time from the arrival of a request to the end of its response.',
    labelNames: ['application', 'version', 'route'],
    buckets: [...DURATION_BOUNDS],
    registers: [this.#registry],
  });

  /** By itself: what is judged by a version's answers must not see those to copies. */
  readonly #copies = new Counter({
    name: 'lamia_gateway_copies_total',
    help: 'Copies of requests by application, version that they are for, route and outcome: a status code, failed, busy, large, broken or closed.',
    labelNames: ['application', 'version', 'route', 'outcome'],
    registers: [this.#registry],
  });

  readonly #announced = new Set<string>();

  /** Makes the version's series on one route exist before its first request; idempotent. */
  announce(application: string, version: string, route: string): void {
    const series = JSON.stringify([application, version, route]);
    // The library's `zero` would take a running histogram back to nothing.
    if (this.#announced.has(series)) return;
    this.#announced.add(series);
    for (const code of CODES_FROM_START) this.#responses.inc({ application, version, route, code }, 0);
    this.#durations.zero({ application, version, route });
  }

  record({ application, version, route, code, seconds }: Response): void {
    this.#responses.inc({ application, version, route, code: String(code) });
    this.#durations.observe({ application, version, route }, seconds);
  }

  recordCopy({ application, version, route, outcome }: Copy): void {
    this.#copies.inc({ application, version, route, outcome: String(outcome) });
  }

  /** The exposition text and its media type. */
  async page(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}
