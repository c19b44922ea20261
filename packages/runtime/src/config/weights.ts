/**
 * Shares of one route in hundredths of a percent by version label; they sum to `FULL`. A version that is not listed has
 * none.
 */
export type Weights = ReadonlyMap<string, number>;

/** 100 % in hundredths of a percent. */
export const FULL = 10_000;

/** `12.5%` for 1250. */
export function percentText(hundredths: number): string {
  return `${hundredths / 100}%`;
}

/** `version1 90%, version2 10%`, in the order of the map. */
export function weightsText(weights: Weights): string {
  return [...weights].map(([label, share]) => `${label} ${percentText(share)}`).join(', ');
}

/** True when both give every version the same share. */
export function sameWeights(left: Weights, right: Weights): boolean {
  for (const [label, share] of left) if ((right.get(label) ?? 0) !== share) return false;
  for (const [label, share] of right) if (share !== 0 && !left.has(label)) return false;
  return true;
}
