import type { Milliseconds } from '../config/duration.js';

/** A signal that ends with another one or when time is up, whichever comes first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True when time was up before the other signal ended. */
  isOver(): boolean;
  /** Time is up so long from now, unless it is already. */
  extend(after: Milliseconds): void;
  /** Must be called once the work is done: stops the timer. */
  clear(): void;
}

/**
 * `AbortSignal.any` with `AbortSignal.timeout` would do, but in Node 20 the garbage collector may take the timeout away before
 * it fires.
 */
export function deadline(after: Milliseconds, outer: AbortSignal): Deadline {
  const controller = new AbortController();
  let over = false;
  const end = (): void => {
    over = !controller.signal.aborted;
    controller.abort();
  };
  let timer = setTimeout(end, after);
  const follow = (): void => controller.abort(outer.reason);
  if (outer.aborted) follow();
  else outer.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    isOver: () => over,
    extend: (longer) => {
      clearTimeout(timer);
      if (!over) timer = setTimeout(end, longer);
    },
    clear: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
    },
  };
}
