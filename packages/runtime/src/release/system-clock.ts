import { setTimeout } from 'node:timers/promises';
import type { Clock } from './ports.js';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (duration, signal) => {
    try {
      await setTimeout(duration, undefined, { signal });
    } catch (error) {
      // An aborted sleep has ended, which is all that was asked for.
      if (!signal.aborted) throw error;
    }
  },
};
