import type { Operation } from './operation.js';

/** What every operation may refuse, and with which words; each is made by the checks in front of it. */
const ALWAYS: Readonly<Record<number, string>> = {
  400: 'the request cannot be made out, or asks for something that is not there to be asked',
  403: 'another site’s page sent it, or the token’s role may not do this',
  421: 'the request names a host that this server does not answer for',
  429: 'too many requests; `Retry-After` says when to ask again',
};

const WITH_TOKEN: Readonly<Record<number, string>> = { 401: 'a token is missing or not known' };

const WITH_BODY: Readonly<Record<number, string>> = {
  413: 'the body is too large',
  415: 'the body is not said to be `application/json`',
};

/** Every status with which an operation may refuse. */
export function refusalsOf({ role, body, refusals }: Operation): Readonly<Record<number, string>> {
  return {
    ...ALWAYS,
    ...(role !== 'anyone' && WITH_TOKEN),
    ...(body !== null && WITH_BODY),
    ...(body?.checkedBy === 'schema' && { 422: 'the body is not of the form that is asked for' }),
    ...refusals,
  };
}
