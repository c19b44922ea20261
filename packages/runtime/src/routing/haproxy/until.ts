import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '../../config/duration.js';

const BETWEEN: Milliseconds = 15;

/**
 * Asks again and again until there is an answer; null when there was none in `bound`.
 * @throws what `ask` throws, and the signal's reason when it is aborted
 */
export async function until<Answer>(
  ask: () => Promise<Answer | null>,
  bound: Milliseconds,
  signal: AbortSignal,
): Promise<Answer | null> {
  const end = performance.now() + bound;
  for (;;) {
    const answer = await ask();
    if (answer !== null || performance.now() >= end) return answer;
    await delay(BETWEEN, undefined, { signal });
  }
}
