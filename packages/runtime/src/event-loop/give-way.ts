import { setImmediate } from 'node:timers/promises';
import type { Milliseconds } from '../config/duration.js';

/**
 * Port: lets whatever else waits for the event loop go first, where work has had the loop for long enough; null while it has not.
 * Long work asks between its pieces, so that no request and no timer waits for all of it.
 */
export type GiveWay = () => Promise<void> | null;

/** How long one turn of the event loop may be used: a good deal less than anybody would notice. */
const TURN: Milliseconds = 2;

/** Those who give way go on one after another, each in a turn of its own. */
export function givingWay(now: () => number, nextTurn: () => Promise<unknown>): GiveWay {
  let began = now();
  let waiting: Promise<void> = Promise.resolve();
  return () => {
    if (now() - began < TURN) return null;
    waiting = waiting.then(async () => {
      await nextTurn();
      began = now();
    });
    return waiting;
  };
}

/** The event loop of this process. */
export const giveWay: GiveWay = givingWay(
  () => performance.now(),
  () => setImmediate(),
);
