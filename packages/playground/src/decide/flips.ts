import type { Input } from './inputs.js';

/** The nearest value of an input that changes the decision, all else being the same. */
export interface Flip {
  readonly input: Input;
  readonly from: number;
  readonly to: number;
  /** What the decision becomes. */
  readonly verdict: string;
}

/** Steps grow by this much, so that a dozen orders of magnitude are searched in a few dozen steps. */
const GROWTH = 1.25;
const STEPS = 160;
const BISECTIONS = 60;
const MOST_DIGITS = 17;

/**
 * Looks for the nearest value on either side that changes the verdict: outward in growing steps, and then back to the edge. Between
 * two steps a verdict that comes and goes is not seen. `isMeasured` tells that the input is a count or a duration, which is never
 * negative. Null where no value within twelve orders of magnitude changes anything.
 */
export function nearestFlip(
  input: Input,
  from: number,
  isMeasured: boolean,
  verdictAt: (value: number) => string,
): Flip | null {
  const verdict = verdictAt(from);
  const found = [-1, 1]
    .map((direction) => edge(from, direction, isMeasured ? 0 : -Infinity, verdict, verdictAt))
    .filter((value) => value !== null)
    .sort((a, b) => Math.abs(a - from) - Math.abs(b - from));
  const [nearest] = found;
  if (nearest === undefined) return null;
  return { input, from, to: nearest, verdict: verdictAt(nearest) };
}

/** The nearest value in a direction with another verdict; null for none. */
function edge(
  from: number,
  direction: number,
  least: number,
  verdict: string,
  verdictAt: (value: number) => string,
): number | null {
  const first = Math.max(Math.abs(from), 1) * 1e-6;
  let same = from;
  for (let step = 0; step < STEPS; step += 1) {
    const value = Math.max(from + direction * first * GROWTH ** step, least);
    if (value === same) return null; // the least value was looked at before
    if (verdictAt(value) !== verdict)
      return shortest(...narrowed(same, value, verdict, verdictAt), verdict, verdictAt);
    same = value;
  }
  return null;
}

/** Two neighbours, the verdict being the old one at the first and another at the second. */
function narrowed(
  same: number,
  other: number,
  verdict: string,
  verdictAt: (value: number) => string,
): readonly [same: number, other: number] {
  let [near, far] = [same, other];
  for (let count = 0; count < BISECTIONS; count += 1) {
    const middle = near + (far - near) / 2;
    if (middle === near || middle === far) break;
    if (verdictAt(middle) === verdict) near = middle;
    else far = middle;
  }
  return [near, far];
}

/** The shortest number that is hardly farther than the edge and on its other side: people type `96`, not `95.99999999999999`. */
function shortest(
  same: number,
  other: number,
  verdict: string,
  verdictAt: (value: number) => string,
): number {
  const near = Math.abs(other - same) + Math.abs(other) * 1e-3;
  for (let digits = 1; digits < MOST_DIGITS; digits += 1) {
    for (const value of roundings(other, digits)) {
      if (Math.abs(value - other) <= near && verdictAt(value) !== verdict) return value;
    }
  }
  return other;
}

/** The numbers of so many digits on both sides of a value. */
function roundings(value: number, digits: number): readonly number[] {
  if (value === 0) return [0];
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  const rounded = (steps: number): number => Number((steps * unit).toPrecision(digits + 1));
  const nearest = Math.round(value / unit);
  return [rounded(nearest), rounded(nearest - 1), rounded(nearest + 1)];
}
