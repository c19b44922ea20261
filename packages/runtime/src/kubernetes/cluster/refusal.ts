import { oneLine } from '../../http/failure-text.js';
import { ClusterError } from './cluster-objects.js';
import type { ClusterFailure } from './cluster-objects.js';
import type { ApiAnswer } from './transport.js';

/** What an API server says when it does not do what it is asked. */
interface Status {
  readonly message: string | null;
  /** The object that it is about; null where it is about none. */
  readonly name: string | null;
}

/** True where an answer says that there is no such object, and not that there is no such kind. */
export function isMissingObject({ status, body }: ApiAnswer): boolean {
  return status === 404 && statusOf(body).name !== null;
}

/** @param asked what was asked, for people: `to apply httproutes \`team/shop\`` */
export function refusal(answer: ApiAnswer, asked: string): ClusterError {
  const { status, body, retryAfter } = answer;
  const told = oneLine(statusOf(body).message ?? body);
  // Of fields that the kind does not have, a server says that the fault is its own.
  const failure = told.includes('not declared in schema') ? 'invalid' : failureOf(status);
  const said = `${told === '' ? 'no reason is given' : told} (status ${status})`;
  const wayOut = isMissingObject(answer) ? '' : wayOutOf(status);
  return new ClusterError(failure, `the API server refused ${asked}: ${said}${wayOut}`, retryAfter);
}

function failureOf(status: number): ClusterFailure {
  switch (status) {
    case 401:
    case 403:
      return 'forbidden';
    case 404:
    case 405:
      return 'not-found';
    case 409:
      return 'conflict';
    case 410:
      return 'gone';
    case 429:
      return 'busy';
    default:
      return status >= 500 ? 'busy' : 'invalid';
  }
}

function wayOutOf(status: number): string {
  switch (status) {
    case 401:
      return '; its credentials are not accepted: renew them';
    case 403:
      return '; grant that right with a role and a role binding';
    case 404:
      return '; the kind may not be installed: install its custom resource definition';
    default:
      return '';
  }
}

function statusOf(body: string): Status {
  const parsed = parsedOrNull(body);
  if (typeof parsed !== 'object' || parsed === null) return { message: null, name: null };
  const message = 'message' in parsed && typeof parsed.message === 'string' ? parsed.message : null;
  const details = 'details' in parsed ? parsed.details : null;
  const hasName = typeof details === 'object' && details !== null && 'name' in details;
  return { message, name: hasName && typeof details.name === 'string' ? details.name : null };
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
