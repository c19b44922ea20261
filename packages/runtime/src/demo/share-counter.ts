import { FULL } from '../config/weights.js';

/**
 * Says of each of a row of events whether it belongs to a share of them, evenly and without chance: a share of 400 (4 %)
 * picks every 25th, and after any number n of events n·share/10 000 of them, rounded down, were picked.
 * @param share hundredths of a percent, a whole number from 0 to 10 000
 */
export function shareCounter(share: number): () => boolean {
  if (!Number.isInteger(share) || share < 0 || share > FULL) {
    throw new RangeError(`a share is a whole number of hundredths of a percent, not ${share}`);
  }
  let carried = 0;
  return () => {
    carried += share;
    if (carried < FULL) return false;
    carried -= FULL;
    return true;
  };
}
