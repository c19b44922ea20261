import { FULL, type Weights } from '../../config/weights.js';

/** Hundredths of a percent that one unit of a server's weight stands for: shares are 0..200, within HAProxy's 0..256. */
export const QUANTUM = 50;

/**
 * The weight of a server whose version has this share (hundredths of a percent).
 * @throws RangeError when it is no multiple of the quantum, which must have been refused before
 */
export function serverWeight(share: number): number {
  const weight = share / QUANTUM;
  if (!Number.isInteger(weight)) throw new RangeError(`a share of ${share} is no whole server weight`);
  return weight;
}

/**
 * The shares that a backend's server weights give, by version. Weights of ours sum to 200 and give back exactly what was
 * set; where somebody else has set others, shares are rounded and the largest takes the rest, so that they still sum to
 * 100 %. When all weights are 0 nobody gets anything, and all shares are 0.
 */
export function sharesOf(weights: ReadonlyMap<string, number>): Weights {
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights;
  const shares = new Map([...weights].map(([label, weight]) => [label, Math.round((weight * FULL) / sum)]));
  const rest = FULL - [...shares.values()].reduce((total, share) => total + share, 0);
  const [largest] = [...shares].sort(([, left], [, right]) => right - left);
  if (largest !== undefined) shares.set(largest[0], largest[1] + rest);
  return shares;
}
