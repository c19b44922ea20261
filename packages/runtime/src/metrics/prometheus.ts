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
import { guardOf, type SourceGuard } from './guard/source-guard.js';
import { answering, planning, type Plan } from './planner.js';
import type { Told } from './prometheus/answer.js';
import { instantForm, rangeForm, type QueryForm } from './prometheus/query-form.js';
import { readCredentials } from './prometheus/credentials.js';
import type { Credentials } from './prometheus/credentials.js';
import { readAuthorities, queryEndpoint } from './prometheus/endpoint.js';
import { withRetries } from './prometheus/retry.js';
import type { RetryPorts } from './prometheus/retry.js';
import { unknown } from './sample.js';
import type { BoundRead, PastAnswer, PastRequest, PastSource, ReadAnswer, ReadRequest } from './source.js';

/** A source that is ready, or in one sentence what the user must mend. */
export type OpenedPrometheus =
  { readonly ok: true; readonly source: PastSource } | { readonly ok: false; readonly message: string };

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
  guard: SourceGuard = guardOf(spec),
): Promise<OpenedPrometheus> {
  const endpoint = queryEndpoint(spec.url);
  if ('problem' in endpoint) return { ok: false, message: endpoint.problem };
  const authorities = await readAuthorities(spec.caFile);
  if ('problem' in authorities) return { ok: false, message: authorities.problem };
  const credentials = await readCredentials(spec);
  if (typeof credentials === 'string') return { ok: false, message: credentials };
  const source = new PrometheusSource(spec, endpoint.url, authorities.pem, catalogue, ports, guard);
  return { ok: true, source };
}

class PrometheusSource implements PastSource {
  readonly #spec: PrometheusSourceSpec;
  readonly #endpoint: URL;
  readonly #catalogue: Catalogue;
  readonly #ports: RetryPorts;
  readonly #guard: SourceGuard;
  readonly #client: HttpClient;

  constructor(
    spec: PrometheusSourceSpec,
    endpoint: URL,
    authorities: string | null,
    catalogue: Catalogue,
    ports: RetryPorts,
    guard: SourceGuard,
  ) {
    this.#spec = spec;
    this.#endpoint = endpoint;
    this.#catalogue = catalogue;
    this.#ports = ports;
    this.#guard = guard;
    this.#client = new HttpClient({ timeout: spec.timeout, bytes: ANSWER_BYTES }, authorities);
  }

  async read({ at, reads }: ReadRequest, signal: AbortSignal): Promise<ReadAnswer> {
    const { allowed, plan, outcomes } = await this.#answers(reads, instantForm(at), signal);
    const answered = await inTurns(
      answering(
        plan,
        outcomes.map(({ answer }) => answer),
      ),
      giveWay,
    );
    return { samples: withRefused(reads, allowed, answered), ...toldOf(outcomes) };
  }

  async readPast(request: PastRequest, signal: AbortSignal): Promise<PastAnswer> {
    const { reads, instants } = request;
    const { allowed, plan, outcomes } = await this.#answers(reads, rangeForm(request), signal);
    const samples: (readonly Sample[])[] = [];
    for (let place = 0; place < instants; place += 1) {
      const answers = outcomes.map(({ answer }) =>
        answer.ok ? { ...answer, rows: answer.rows[place] ?? [] } : answer,
      );
      const answered = await inTurns(answering(plan, answers), giveWay);
      samples.push(withRefused(reads, allowed, answered));
    }
    return { samples, ...toldOf(outcomes) };
  }

  /** The answers to all that reads need, in the form that is asked for. */
  async #answers<Answer>(
    reads: readonly BoundRead[],
    form: QueryForm<Answer>,
    signal: AbortSignal,
  ): Promise<Answered<Answer>> {
    signal.throwIfAborted();
    const allowed = reads.filter((read) => this.#allows(read));
    const catalogued = allowed.map((read) => ({ read, catalogue: this.#catalogue }));
    const plan = await inTurns(planning(catalogued), giveWay);
    // Tokens are rotated while the runtime runs.
    const credentials = await readCredentials(this.#spec);
    const outcomes =
      typeof credentials === 'string'
        ? plan.queries.map(() => failed(credentials, 0))
        : await this.#ask(plan.queries, form, credentials, signal);
    return { allowed, plan, outcomes };
  }

  close(): Promise<void> {
    this.#client.close();
    return Promise.resolve();
  }

  /** The check refuses `promql` where it is off; the source does not rely on it. */
  #allows(read: BoundRead): boolean {
    return read.kind === 'metric' || this.#spec.allowPromql;
  }

  async #ask<Answer>(
    queries: readonly string[],
    form: QueryForm<Answer>,
    credentials: Credentials,
    signal: AbortSignal,
  ): Promise<readonly Outcome<Answer>[]> {
    const [first, ...others] = queries;
    if (first === undefined) return [];
    const { breaker } = this.#guard;
    const admission = breaker.admit();
    if (typeof admission === 'object') return queries.map(() => failed(admission.refused, 0));
    const limit = deadline(this.#spec.timeout * TICK_TIMEOUTS, signal);
    const ask = async (query: string): Promise<Outcome<Answer>> => {
      const outcome = await this.#query(query, form, credentials, limit.signal);
      signal.throwIfAborted();
      return outcome;
    };
    try {
      if (admission === 'open') return this.#noted(await mapBounded(queries, QUERIES_AT_ONCE, ask));
      // One query alone tries a source that has failed.
      const trial = await ask(first);
      this.#noted([trial]);
      if (trial.isDown) return queries.map((_, place) => (place === 0 ? trial : { ...trial, requests: 0 }));
      return [trial, ...(await mapBounded(others, QUERIES_AT_ONCE, ask))];
    } catch (error) {
      if (admission === 'trial') breaker.abandoned();
      throw error;
    } finally {
      limit.clear();
    }
  }

  /** Tells the breaker whether the source works; what never went out says nothing about that. */
  #noted<Answer>(outcomes: readonly Outcome<Answer>[]): readonly Outcome<Answer>[] {
    const { breaker } = this.#guard;
    const asked = outcomes.filter(({ requests }) => requests > 0);
    if (asked.length === 0) breaker.abandoned();
    else if (asked.some(({ isDown }) => !isDown)) breaker.succeeded();
    else breaker.failed();
    return outcomes;
  }

  async #query<Answer>(
    query: string,
    form: QueryForm<Answer>,
    credentials: Credentials,
    signal: AbortSignal,
  ): Promise<Outcome<Answer>> {
    let requests = 0;
    // A query only reads: asking again does no harm.
    const attempt = async (): Promise<HttpAnswer> => {
      const wait = this.#guard.rateLimit.take(this.#spec.timeout);
      if (wait === null) return this.#tooMany();
      if (wait > 0) await this.#ports.sleep(wait, signal);
      signal.throwIfAborted();
      requests += 1;
      return this.#client.send(this.#request(query, form, credentials), signal);
    };
    try {
      const answer = await withRetries(attempt, mayPass, signal, this.#ports);
      if (!answer.ok) return failed(answer.message, requests, true);
      const clean = (text: string): string => withoutSecrets(text, credentials.secrets);
      const read = await inTurns(form.reading(answer.status, answer.body, clean), giveWay);
      return { ...read, requests, isDown: !isAnswered(answer.status) };
    } catch (error) {
      if (!signal.aborted) throw error;
      return failed('there was no time left to ask Prometheus', requests, true);
    }
  }

  #tooMany(): HttpAnswer {
    const message = `at ${this.#spec.queriesPerSecond} queries a second there was no turn left for this one; raise \`queriesPerSecond\` of the source`;
    return { ok: false, cause: 'unusable', message };
  }

  #request<Answer>(
    query: string,
    { path, fields }: QueryForm<Answer>,
    { header }: Credentials,
  ): Parameters<HttpClient['send']>[0] {
    const url = new URL(this.#endpoint);
    url.pathname += path;
    return {
      url,
      body: {
        kind: 'form',
        fields: {
          query,
          ...fields,
          timeout: `${this.#spec.timeout}ms`,
          // Understood by Thanos: an answer without some of its stores is an error, not a smaller sum.
          partial_response: 'false',
        },
      },
      headers: { Accept: 'application/json', ...(header !== null && { Authorization: header }) },
    };
  }
}

/** What became of all queries of some reads. */
interface Answered<Answer> {
  /** The reads that may be asked. */
  readonly allowed: readonly BoundRead[];
  readonly plan: Plan;
  readonly outcomes: readonly Outcome<Answer>[];
}

interface Outcome<Answer> extends Told<Answer> {
  readonly requests: number;
  /** It was asked and nothing came that could be an answer: the source fails, not the query. */
  readonly isDown: boolean;
}

const PROMQL_REFUSED: Sample = unknown(
  'source-failed',
  '`promql` is switched off; set `allowPromql` on the source',
);

/** One sample a read, from those of the allowed ones. */
function withRefused(
  reads: readonly BoundRead[],
  allowed: readonly BoundRead[],
  answered: readonly Sample[],
): readonly Sample[] {
  const samples = new Map(allowed.map((read, index) => [read, answered[index]]));
  return reads.map((read) => samples.get(read) ?? PROMQL_REFUSED);
}

function toldOf(outcomes: readonly Outcome<unknown>[]): Pick<ReadAnswer, 'warnings' | 'requests'> {
  return {
    warnings: [...new Set(outcomes.flatMap(({ warnings }) => warnings))].slice(0, WARNINGS),
    requests: outcomes.reduce((sum, { requests }) => sum + requests, 0),
  };
}

function failed(why: string, requests: number, isDown = false): Outcome<never> {
  return { answer: { ok: false, why }, warnings: [], requests, isDown };
}

/** True for an answer to the query, if only that it is wrong or takes too much: other queries may do better. */
function isAnswered(status: number): boolean {
  return (status >= 200 && status < 300) || status === 400 || status === 422;
}

function mayPass(answer: HttpAnswer): boolean {
  return answer.ok ? answer.status >= 500 || answer.status === 429 : answer.cause !== 'unusable';
}
