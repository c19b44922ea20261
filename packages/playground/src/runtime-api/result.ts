import type { Operations, Schemas } from '../../../runtime/src/client/api-types.js';

export type Id = keyof Operations;
export type Problem = Schemas['Problem'];

/** What is asked of an operation; a part that it has none of is left out. */
export type Asked<Of extends Id> = { readonly headers?: Readonly<Record<string, string>> } & Part<
  'path',
  Operations[Of]['path']
> & { readonly query?: Operations[Of]['query'] } & Part<'body', Operations[Of]['body']>;

type Part<Name extends string, Value> = Value extends null ? unknown : Readonly<Record<Name, Value>>;

/**
 * What came of it. `refused`: the runtime said no, with nothing changed; `outside`: it could not be asked, or failed; `cancelled`: whoever
 * asked does not want to know any more.
 */
export type Result<Of extends Id> =
  | { readonly kind: 'answered'; readonly body: Operations[Of]['answer']; readonly etag: string | null }
  | Failed;

export type Failed =
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'outside'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** Whether the runtime does not know who asks: a token is missing, or is no more. */
export function isStranger(answer: Failed): boolean {
  return answer.kind === 'refused' && answer.problem.status === 401;
}

/** What there is to say of a failure, in one sentence. */
export function failureText(failed: Failed): string {
  switch (failed.kind) {
    case 'refused':
      return failed.problem.detail;
    case 'outside':
      return failed.message;
    case 'cancelled':
      return 'it was cancelled';
  }
}
