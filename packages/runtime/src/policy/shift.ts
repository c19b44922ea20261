import { FULL, type Weights } from '../config/weights.js';

/**
 * Moves traffic of one route toward one version: it gains `step` or what is left to 100 %, whichever is less; the others give
 * in proportion to their current shares, the largest remainders first, ties by version name. The sum stays `FULL`.
 *
 * All numbers are hundredths of a percent. Shares, step and `FULL` are whole multiples of `quantum`: the check of a gateway
 * refuses what a target cannot serve exactly, so that nothing has to be rounded here.
 * @throws RangeError where they are not, or where the weights do not sum to `FULL`
 */
export function shift(weights: Weights, favoured: string, step: number, quantum: number): Weights {
  const givers = [...weights].filter(([version, share]) => version !== favoured && share > 0);
  const left = givers.reduce((sum, [, share]) => sum + share, 0);
  const share = weights.get(favoured) ?? 0;
  if (left + share !== FULL) throw new RangeError(`weights sum to ${left + share} instead of ${FULL}`);
  for (const number of [FULL, step, ...weights.values()]) {
    if (number < 0 || number % quantum !== 0) throw new RangeError(`${number} is no multiple of ${quantum}`);
  }
  const gain = Math.min(step, left);
  const next = new Map(weights).set(favoured, share + gain);
  for (const [version, loss] of losses(givers, left, gain, quantum)) {
    next.set(version, (weights.get(version) ?? 0) - loss);
  }
  return next;
}

/** What each giver loses so that together they lose `gain`; `left` is the sum of what they have. */
function losses(
  givers: readonly (readonly [version: string, share: number])[],
  left: number,
  gain: number,
  quantum: number,
): ReadonlyMap<string, number> {
  if (gain === 0) return new Map();
  const quota = givers.map(([version, share]) => {
    // In quanta: the whole part is lost in any case, the remainder (a fraction of `left`) queues for what is still missing.
    const exact = (gain / quantum) * share;
    return { version, whole: Math.floor(exact / left), remainder: exact % left };
  });
  const missing = gain / quantum - quota.reduce((sum, { whole }) => sum + whole, 0);
  const queue = quota.toSorted(
    (first, second) => second.remainder - first.remainder || (first.version < second.version ? -1 : 1),
  );
  return new Map(
    queue.map(({ version, whole }, place) => [version, (whole + (place < missing ? 1 : 0)) * quantum]),
  );
}
