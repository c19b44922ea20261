import type { IncomingHttpHeaders } from 'node:http';
import type { Writable } from 'node:stream';
import type * as Type from 'typebox';
import type { Caller, Role } from './access/role.js';
import type { ApiPorts } from './ports.js';
import type { Problem } from './problem.js';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** What an operation says to one request. */
export type Answer =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly type: string;
      readonly text: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'empty';
      readonly status: 204 | 304;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'problem';
      readonly problem: Problem;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Goes on until either side ends it; `begin` gives what ends it from here. */
  | { readonly kind: 'stream'; readonly type: string; readonly begin: (out: Writable) => () => void };

export const json = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: 'json',
  status: 200,
  body,
  headers,
});

export const refused = (problem: Problem, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: 'problem',
  problem,
  headers,
});

/** One request whose parts have been found to be what the operation declares. */
export interface OperationRequest<Path, Query, Body> {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  readonly headers: IncomingHttpHeaders;
  readonly caller: Caller;
}

/** A good answer of an operation, for its description. */
export interface AnswerSpec {
  readonly description: string;
  readonly schema?: Type.TSchema;
  /** Where it is no JSON. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a request must be, and who may send it. The API's description and its checks are both made of this. */
export interface OperationShape<
  Path extends Type.TSchema,
  Query extends Type.TSchema,
  Body extends Type.TSchema,
> {
  /** Unique; generated clients name their functions by it. */
  readonly id: string;
  readonly method: Method;
  /** `/api/v1/gateways/{name}` */
  readonly at: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** `anyone`: no token is asked for. */
  readonly role: Role | 'anyone';
  readonly path: Path;
  readonly query: Query;
  /** Null for an operation without. */
  readonly body: {
    readonly schema: Body;
    /** False where leaving it out means the empty map. */
    readonly required: boolean;
    /** Bytes; larger ones are refused unread. */
    readonly limit: number;
    /** `operation`: it is handed on as it came, to be checked by whoever knows more of it. */
    readonly checkedBy: 'schema' | 'operation';
  } | null;
  /** Request headers that it reads, with what they say. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  /** Statuses of refusals beside those that follow from the rest, with what they mean. */
  readonly refusals: Readonly<Record<number, string>>;
}

export interface Operation extends OperationShape<Type.TSchema, Type.TSchema, Type.TSchema> {
  readonly handle: (
    request: OperationRequest<unknown, unknown, unknown>,
    ports: ApiPorts,
  ) => Answer | Promise<Answer>;
}

/** An operation whose handler gets what its schemas describe. */
export function operation<
  Path extends Type.TSchema,
  Query extends Type.TSchema,
  Body extends Type.TSchema = Type.TUnknown,
>(
  shape: OperationShape<Path, Query, Body>,
  handle: (
    request: OperationRequest<Type.Static<Path>, Type.Static<Query>, Type.Static<Body>>,
    ports: ApiPorts,
  ) => Answer | Promise<Answer>,
): Operation {
  // Requests reach a handler only once they were validated against the schemas of its own shape.
  return { ...shape, handle: handle as Operation['handle'] };
}
