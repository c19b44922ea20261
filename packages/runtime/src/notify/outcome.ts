import type { Milliseconds } from '../config/duration.js';
import type { HttpAnswer } from '../http/client.js';
import { oneLine } from '../http/failure-text.js';
import { withoutSecrets } from '../secrets/read-secret.js';

/** What came of trying to deliver something. */
export type Outcome =
  | { readonly kind: 'delivered' }
  /** It may be taken later. */
  | { readonly kind: 'failed'; readonly why: string; readonly retryAfter: Milliseconds | null }
  /** It will never be taken, whatever is done about it. */
  | { readonly kind: 'refused'; readonly why: string };

/** Statuses that are about the message itself. All others may be mended at the address, which is read anew each time. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);

/** Nobody waits longer because another server says so. */
export const LONGEST_WAIT: Milliseconds = 3_600_000;

/**
 * What an answer comes to, in words that hold no secret.
 * @param now milliseconds since the epoch
 */
export function outcomeOf(answer: HttpAnswer, secrets: readonly string[], now: number): Outcome {
  if (!answer.ok) return { kind: 'failed', why: withoutSecrets(answer.message, secrets), retryAfter: null };
  const { status, body, retryAfter } = answer;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const said = oneLine(withoutSecrets(body, secrets));
  const why = `it answered with status ${status}${said === '' ? '' : `: ${said}`}`;
  if (REFUSALS.has(status)) return { kind: 'refused', why };
  return { kind: 'failed', why, retryAfter: retryAfterOf(retryAfter, now) };
}

/** Seconds, or a date: RFC 9110, section 10.2.3. */
function retryAfterOf(header: string | null, now: number): Milliseconds | null {
  if (header === null) return null;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST_WAIT);
}

const FIRST_PAUSE: Milliseconds = 1_000;
/** A letter waits no longer than this for its next attempt. */
export const LONGEST_PAUSE: Milliseconds = 300_000;

/**
 * How long to wait after so many failed attempts: twice as long each time, shortened by up to half at random, so that what waits
 * for one server does not come back all at once; never shorter than the server asks for.
 * @param random at least 0 and below 1
 */
export function pauseAfter(attempts: number, retryAfter: Milliseconds | null, random: number): Milliseconds {
  const pause = Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE) * (1 - random / 2);
  return Math.max(Math.round(pause), retryAfter ?? 0);
}
