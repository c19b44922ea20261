import type { HttpAnswer } from '../http/client.js';

/** What a webhook's response means: an answer, or why there is none and whether it bids to come again. */
export type Meaning =
  | { readonly kind: 'answer'; readonly approved: boolean; readonly reason: string | null }
  | { readonly kind: 'none'; readonly message: string; readonly retryAfter: string | null };

/** A reason is shown to people: longer ones are cut. */
const LONGEST_REASON = 200;

/**
 * 2xx approves and 403 refuses; a JSON body `{"approved": false, "reason": "…"}` says otherwise or more. 202 has no answer yet.
 * Anything else is none: the gate stays shut.
 */
export function meaningOf(response: HttpAnswer): Meaning {
  if (!response.ok) return { kind: 'none', message: response.message, retryAfter: null };
  const { status, body, retryAfter } = response;
  if (status === 202) return { kind: 'none', message: 'it has no answer yet (status 202)', retryAfter };
  const isSuccess = status >= 200 && status < 300;
  if (!isSuccess && status !== 403) {
    return { kind: 'none', message: `it answered with status ${status}`, retryAfter };
  }
  const said = objectIn(body);
  const reason = typeof said['reason'] === 'string' ? printable(said['reason']) : null;
  if (!isSuccess) return { kind: 'answer', approved: false, reason };
  const { approved = true } = said;
  if (typeof approved !== 'boolean') {
    return { kind: 'none', message: '`approved` in its answer is neither `true` nor `false`', retryAfter };
  }
  return { kind: 'answer', approved, reason };
}

/** The object that a body is; empty for any other body. */
function objectIn(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {}; // a body such as `ok` says no more than the status
  }
}

function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Surrogate}]+/gu, ' ').slice(0, LONGEST_REASON);
}
