const DIGITS = 6;

/** A number as people read it: at most six significant digits, and its unit where that says more than the number. */
export function numberText(value: number, unit: string | undefined): string {
  return withUnit(rounded(value), unit);
}

/** Two numbers side by side: rounded, but never so far that different ones look equal. */
export function pairText(
  [left, right]: readonly [number, number],
  unit: string | undefined,
): readonly [string, string] {
  const misleads = left !== right && rounded(left) === rounded(right);
  const text = misleads ? String : rounded;
  return [withUnit(text(left), unit), withUnit(text(right), unit)];
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

/** Counts and ratios go without saying. */
function withUnit(text: string, unit: string | undefined): string {
  return unit === undefined || unit === 'ratio' || unit === 'count' ? text : `${text} ${unit}`;
}
