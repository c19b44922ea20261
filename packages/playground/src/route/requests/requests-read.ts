import type { RequestInput } from '@lamia/lang';

/** A request that was read, as it would reach a data plane. */
export interface NamedRequest {
  /** Such as `GET https://shop.example/cart`. */
  readonly name: string;
  readonly request: RequestInput;
  /** What was taken for granted, one sentence each. */
  readonly notes: readonly string[];
}

/** Requests out of a text, or the sentence that says what it has that cannot be known from it. */
export type RequestsRead =
  | { readonly ok: true; readonly requests: readonly NamedRequest[] }
  | { readonly ok: false; readonly message: string };

/** Thrown while a text is read, where it cannot be known what would be sent. */
export class UnreadableRequest extends Error {
  override readonly name = 'UnreadableRequest';
}

/** The requests that a reader finds, or why it cannot. */
export function readOrRefuse(read: () => readonly NamedRequest[]): RequestsRead {
  try {
    return { ok: true, requests: read() };
  } catch (error) {
    if (error instanceof UnreadableRequest) return { ok: false, message: error.message };
    throw error;
  }
}

/** A request for a list: its method and where it goes. */
export function requestName({
  method = 'GET',
  scheme = 'http',
  host = '',
  path = '/',
}: RequestInput): string {
  return `${method} ${host === '' ? '' : `${scheme}://${host}`}${path}`;
}
