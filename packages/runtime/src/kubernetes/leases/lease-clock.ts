import type { Milliseconds } from '../../config/duration.js';
import type { Clock } from '../../release/ports.js';

/** Port: the time of day, which people may set, and a time that only passes. */
export interface LeaseClock extends Clock {
  /** Since whenever; goes on while the process is stopped, and nobody can set it. */
  elapsed(): Milliseconds;
}
