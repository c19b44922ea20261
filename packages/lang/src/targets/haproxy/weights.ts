import type { Share } from '../target.js';

/** The most that HAProxy takes for a server. */
const MOST = 256;

/** Hundredths of a percent that a unit stands for wherever that gives whole numbers: then changes need no other scale. */
const USUAL_UNIT = 50;

/** The weights of a backend's servers that give just these shares; null where none within HAProxy's range do. */
export function serverWeights(shares: readonly Share[]): readonly number[] | null {
  const weights = shares.map(({ weight }) => weight);
  const unit = weights.every((weight) => weight % USUAL_UNIT === 0)
    ? USUAL_UNIT
    : weights.reduce(greatestDivisor, 0);
  const scaled = weights.map((weight) => weight / unit);
  return scaled.every((weight) => weight <= MOST) ? scaled : null;
}

function greatestDivisor(one: number, two: number): number {
  return two === 0 ? one : greatestDivisor(two, one % two);
}
