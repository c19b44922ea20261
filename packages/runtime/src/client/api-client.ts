import type { Milliseconds } from '../config/duration.js';
import { HttpClient } from '../http/client.js';
import { OPERATIONS } from './api-types.js';
import type { Operations, Schemas } from './api-types.js';

type Id = keyof Operations;

/** What is asked of an operation; a part that it has none of is left out. */
export type Asked<Of extends Id> = { readonly headers?: Readonly<Record<string, string>> } & Part<
  'path',
  Operations[Of]['path']
> & { readonly query?: Operations[Of]['query'] } & Part<'body', Operations[Of]['body']>;

type Part<Name extends string, Value> = Value extends null ? unknown : Readonly<Record<Name, Value>>;

/** What came of it. `refused`: the runtime said no, with nothing changed; `outside`: it could not be asked, or failed. */
export type Result<Of extends Id> =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Operations[Of]['answer'] }
  | { readonly kind: 'refused'; readonly problem: Schemas['Problem'] }
  | { readonly kind: 'outside'; readonly message: string };

const TIMEOUT: Milliseconds = 60_000;
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** Asks a running Lamia by its HTTP API; what may be asked and is answered follows from the API's description. */
export class ApiClient {
  readonly #base: URL;
  readonly #token: string | null;
  readonly #http = new HttpClient({ timeout: TIMEOUT, bytes: LONGEST_ANSWER });

  /** @param base where the runtime is: `http://127.0.0.1:8090/` */
  constructor(base: URL, token: string | null) {
    this.#base = base;
    this.#token = token;
  }

  async call<Of extends Id>(id: Of, asked: Asked<Of>, signal: AbortSignal): Promise<Result<Of>> {
    const { method } = OPERATIONS[id];
    const parts: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = asked;
    const answer = await this.#http.send(
      {
        url: this.address(id, asked),
        method,
        body: parts.body === undefined ? null : { kind: 'json', text: JSON.stringify(parts.body) },
        headers: { Accept: 'application/json', ...this.authorization(), ...parts.headers },
        called: `the runtime at \`${this.#base.origin}\``,
      },
      signal,
    );
    if (!answer.ok) return { kind: 'outside', message: answer.message };
    return resultOf<Of>(answer.status, answer.body, this.#base.origin);
  }

  /** Where an operation is, with what it is asked for. */
  address(id: Id, asked: object): URL {
    const { path = {}, query = {} }: Places = asked;
    const at = OPERATIONS[id].at.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(path[name])),
    );
    const url = new URL(at.slice(1), this.#base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  authorization(): Readonly<Record<string, string>> {
    return this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` };
  }

  close(): void {
    this.#http.close();
  }
}

interface Places {
  readonly path?: Readonly<Record<string, string | undefined>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
}

function resultOf<Of extends Id>(status: number, text: string, origin: string): Result<Of> {
  const body = status === 204 ? null : parsed(text);
  if (body === undefined) {
    return { kind: 'outside', message: `what answers at \`${origin}\` is no lamia (status ${status})` };
  }
  // A runtime answers what its own description says; one of another version adds to it.
  if (status >= 200 && status < 300)
    return { kind: 'answered', status, body: body as Operations[Of]['answer'] };
  if (!isProblem(body)) {
    return { kind: 'outside', message: `what answers at \`${origin}\` is no lamia (status ${status})` };
  }
  if (status >= 500 || status === 429) return { kind: 'outside', message: body.detail };
  return { kind: 'refused', problem: body };
}

/** As far as what is read of one goes. */
function isProblem(body: unknown): body is Schemas['Problem'] {
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
