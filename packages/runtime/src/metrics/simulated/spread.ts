/** How steeply durations gather around their median: most within a factor of two, a few far above. */
const STEEPNESS = 4;

/** Of a log-logistic distribution, the mean by the median. */
const MEAN = Math.PI / STEEPNESS / Math.sin(Math.PI / STEEPNESS);

/**
 * The share of answers that take no longer than a bound where they take `mean` on average: log-logistic, the shape that response
 * times roughly have, with a closed form.
 */
export function shareWithin(bound: number, mean: number): number {
  if (mean <= 0) return 1;
  return 1 / (1 + (mean / MEAN / bound) ** STEEPNESS);
}
