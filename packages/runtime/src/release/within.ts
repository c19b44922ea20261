import { durationText } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import type { Clock } from './ports.js';

/** A port did not answer in time. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

const OVER = new NoAnswerError('the call is over');

/**
 * Calls a port and waits no longer than `limit`, whether or not the port heeds the signal that is aborted then.
 * @throws NoAnswerError after `limit`
 */
export async function within<T>(
  clock: Clock,
  limit: Milliseconds,
  what: string,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const calling = new AbortController();
  const waiting = new AbortController();
  const answer = call(calling.signal);
  const tooLate = clock.sleep(limit, waiting.signal).then(() => null);
  try {
    const first = await Promise.race([answer.then((value) => ({ value })), tooLate]);
    if (first !== null) return first.value;
    throw new NoAnswerError(`${what} gave no answer within ${durationText(limit)}`);
  } finally {
    // With a reason of its own: to make one for every call takes longer than the rest of it.
    waiting.abort(OVER);
    calling.abort(OVER);
    // An answer that lost the race has nobody left to tell.
    answer.catch(() => undefined);
  }
}
