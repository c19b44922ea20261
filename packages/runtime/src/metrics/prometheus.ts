import { setTimeout as pause } from 'node:timers/promises';
import type { Sample } from '@lamia/lang';
import type { PrometheusSourceSpec } from '../config/gateway.js';
import { giveWay } from '../event-loop/give-way.js';
import { inTurns } from '../event-loop/in-turns.js';
import { mapBounded } from './bounded.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { withoutSecrets } from '../secrets/read-secret.js';
import { HttpClient } from '../http/client.js';
import type { HttpAnswer } from '../http/client.js';
import { deadline } from '../http/deadline.js';
import { answering, planning } from './planner.js';
import { reading } from './prometheus/answer.js';
import type { PrometheusAnswer } from './prometheus/answer.js';
import { readCredentials } from './prometheus/credentials.js';
import type { Credentials } from './prometheus/credentials.js';
import { readAuthorities, queryEndpoint } from './prometheus/endpoint.js';
import { withRetries } from './prometheus/retry.js';
import type { RetryPorts } from './prometheus/retry.js';
import { unknown } from './sample.js';
import type { BoundRead, MetricSource, ReadAnswer, ReadRequest } from './source.js';

/** A source that is ready, or in one sentence what the user must mend. */
export type OpenedPrometheus =
  { readonly ok: true; readonly source: MetricSource } | { readonly ok: false; readonly message: string };

/** A tick's answers are some hundred bytes a read; far more is not an answer to what was asked. */
const ANSWER_BYTES = 16 * 1024 * 1024;
const QUERIES_AT_ONCE = 4;
/** All queries of one tick with their retries take at most this many times the timeout of one. */
const TICK_TIMEOUTS = 3;
const WARNINGS = 10;

const SYSTEM: RetryPorts = {
  random: Math.random,
  sleep: async (time, signal) => {
    // An early end is no failure of the pause: whoever pauses looks at the signal.
    await pause(time, undefined, { signal }).catch(() => undefined);
  },
};

/**
 * Opens a Prometheus (or what speaks its query API) as a source for the reads of one catalogue. Files with secrets and
 * certificates are read now, so that a wrong path is told before anything starts; Prometheus itself may still be down.
 */
export async function openPrometheus(
  spec: PrometheusSourceSpec,
  catalogue: Catalogue,
  ports: RetryPorts = SYSTEM,
): Promise<OpenedPrometheus> {
  const endpoint = queryEndpoint(spec.url);
  if ('problem' in endpoint) return { ok: false, message: endpoint.problem };
  const authorities = await readAuthorities(spec.caFile);
  if ('problem' in authorities) return { ok: false, message: authorities.problem };
  const credentials = await readCredentials(spec);
  if (typeof credentials === 'string') return { ok: false, message: credentials };
  return { ok: true, source: new PrometheusSource(spec, endpoint.url, authorities.pem, catalogue, ports) };
}

class PrometheusSource implements MetricSource {
  readonly #spec: PrometheusSourceSpec;
  readonly #endpoint: URL;
  readonly #catalogue: Catalogue;
  readonly #ports: RetryPorts;
  readonly #client: HttpClient;

  constructor(
    spec: PrometheusSourceSpec,
    endpoint: URL,
    authorities: string | null,
    catalogue: Catalogue,
    ports: RetryPorts,
  ) {
    this.#spec = spec;
    this.#endpoint = endpoint;
    this.#catalogue = catalogue;
    this.#ports = ports;
    this.#client = new HttpClient({ timeout: spec.timeout, bytes: ANSWER_BYTES }, authorities);
  }

  async read({ at, reads }: ReadRequest, signal: AbortSignal): Promise<ReadAnswer> {
    signal.throwIfAborted();
    const allowed = reads.filter((read) => this.#allows(read));
    const catalogued = allowed.map((read) => ({ read, catalogue: this.#catalogue }));
    const plan = await inTurns(planning(catalogued), giveWay);
    // Tokens are rotated while the runtime runs.
    const credentials = await readCredentials(this.#spec);
    const outcomes =
      typeof credentials === 'string'
        ? plan.queries.map(() => failed(credentials, 0))
        : await this.#ask(plan.queries, at, credentials, signal);
    const answers = outcomes.map(({ answer }) => answer);
    const answered = await inTurns(answering(plan, answers), giveWay);
    const samples = new Map(allowed.map((read, index) => [read, answered[index]]));
    return {
      samples: reads.map((read) => samples.get(read) ?? PROMQL_REFUSED),
      warnings: [...new Set(outcomes.flatMap(({ warnings }) => warnings))].slice(0, WARNINGS),
      requests: outcomes.reduce((sum, { requests }) => sum + requests, 0),
    };
  }

  close(): Promise<void> {
    this.#client.close();
    return Promise.resolve();
  }

  /** The check refuses `promql` where it is off; the source does not rely on it. */
  #allows(read: BoundRead): boolean {
    return read.kind === 'metric' || this.#spec.allowPromql;
  }

  async #ask(
    queries: readonly string[],
    at: number,
    credentials: Credentials,
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> {
    const limit = deadline(this.#spec.timeout * TICK_TIMEOUTS, signal);
    try {
      return await mapBounded(queries, QUERIES_AT_ONCE, async (query) => {
        const outcome = await this.#query(query, at, credentials, limit.signal);
        signal.throwIfAborted();
        return outcome;
      });
    } finally {
      limit.clear();
    }
  }

  async #query(query: string, at: number, credentials: Credentials, signal: AbortSignal): Promise<Outcome> {
    let requests = 0;
    // A query only reads: asking again does no harm.
    const attempt = (): Promise<HttpAnswer> => {
      signal.throwIfAborted();
      requests += 1;
      return this.#client.send(this.#request(query, at, credentials), signal);
    };
    try {
      const answer = await withRetries(attempt, mayPass, signal, this.#ports);
      if (!answer.ok) return failed(answer.message, requests);
      const clean = (text: string): string => withoutSecrets(text, credentials.secrets);
      return { ...(await inTurns(reading(answer.status, answer.body, clean), giveWay)), requests };
    } catch (error) {
      if (!signal.aborted) throw error;
      return failed('there was no time left to ask Prometheus', requests);
    }
  }

  #request(query: string, at: number, { header }: Credentials): Parameters<HttpClient['send']>[0] {
    return {
      url: this.#endpoint,
      body: {
        kind: 'form',
        fields: {
          query,
          time: (at / 1000).toFixed(3),
          timeout: `${this.#spec.timeout}ms`,
          // Understood by Thanos: an answer without some of its stores is an error, not a smaller sum.
          partial_response: 'false',
        },
      },
      headers: { Accept: 'application/json', ...(header !== null && { Authorization: header }) },
    };
  }
}

interface Outcome extends PrometheusAnswer {
  readonly requests: number;
}

const PROMQL_REFUSED: Sample = unknown(
  'source-failed',
  '`promql` is switched off; set `allowPromql` on the source',
);

function failed(why: string, requests: number): Outcome {
  return { answer: { ok: false, why }, warnings: [], requests };
}

function mayPass(answer: HttpAnswer): boolean {
  return answer.ok ? answer.status >= 500 || answer.status === 429 : answer.cause !== 'unusable';
}
