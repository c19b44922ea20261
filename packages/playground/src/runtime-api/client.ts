import { OPERATIONS } from '../../../runtime/src/client/api-types.js';
import type { Operations } from '../../../runtime/src/client/api-types.js';
import type { Asked, Id, Problem, Result } from './result.js';

/** Longer than anything that the runtime takes its time for. */
const TIMEOUT_MS = 20_000;

interface Places {
  readonly path?: Readonly<Record<string, string | undefined>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** Asks the runtime that serves this page, by its HTTP API. Nothing that goes wrong is thrown: it is what is answered. */
export class RuntimeClient {
  readonly #base: string;
  readonly #token: () => string | null;

  /**
   * @param base where the runtime is, with a slash at its end
   * @param token what stands for the reader at the moment
   */
  constructor(base: string, token: () => string | null) {
    this.#base = base;
    this.#token = token;
  }

  async call<Of extends Id>(id: Of, asked: Asked<Of>, signal: AbortSignal): Promise<Result<Of>> {
    const { method } = OPERATIONS[id];
    const parts: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = asked;
    try {
      const answer = await fetch(this.address(id, asked), {
        method,
        redirect: 'error',
        credentials: 'omit',
        headers: {
          accept: 'application/json',
          ...this.authorization(),
          ...(parts.body !== undefined && { 'content-type': 'application/json' }),
          ...parts.headers,
        },
        ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return resultOf<Of>(answer.status, await answer.text(), answer.headers.get('etag'));
    } catch (error) {
      if (signal.aborted) return { kind: 'cancelled' };
      return { kind: 'outside', message: outsideText(error) };
    }
  }

  /** Where an operation is, with what it is asked for. */
  address(id: Id, asked: object): URL {
    const { path = {}, query = {} }: Places = asked;
    const at = OPERATIONS[id].at.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(path[name] ?? ''),
    );
    const url = new URL(at.slice(1), this.#base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  authorization(): Readonly<Record<string, string>> {
    const token = this.#token();
    return token === null ? {} : { authorization: `Bearer ${token}` };
  }
}

/** Why nothing came, as far as a browser tells. */
export function outsideText(error: unknown): string {
  return error instanceof DOMException && error.name === 'TimeoutError'
    ? 'the runtime gives no answer'
    : 'the runtime cannot be reached';
}

function resultOf<Of extends Id>(status: number, text: string, etag: string | null): Result<Of> {
  const body = text === '' ? null : parsed(text);
  // A runtime answers what its own description says.
  if (status >= 200 && status < 300 && body !== undefined) {
    return { kind: 'answered', body: body as Operations[Of]['answer'], etag };
  }
  if (!isProblem(body)) return { kind: 'outside', message: `what answers is no lamia (status ${status})` };
  return status >= 500 || status === 429
    ? { kind: 'outside', message: body.detail }
    : { kind: 'refused', problem: body };
}

/** As far as what is read of one goes. */
function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string';
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
