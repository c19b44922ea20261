import { hundredths } from '../../config/canonical/percentage.js';
import { FULL, percentText, type Weights } from '../../config/weights.js';

/** Percentages by version as weights, or in one sentence why they are none. */
export function weightsOfChange(
  percentages: Readonly<Record<string, number | string>>,
): { readonly ok: true; readonly weights: Weights } | { readonly ok: false; readonly why: string } {
  const weights = new Map<string, number>();
  for (const [version, percentage] of Object.entries(percentages)) {
    const share = hundredths(percentage);
    if (share === null) {
      return { ok: false, why: `\`${version}\` has \`${percentage}\`; a weight has two decimals at most` };
    }
    weights.set(version, share);
  }
  const sum = [...weights.values()].reduce((total, share) => total + share, 0);
  return sum === FULL
    ? { ok: true, weights }
    : { ok: false, why: `the weights sum to ${percentText(sum)} instead of 100%` };
}
