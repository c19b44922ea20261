/**
 * Hundredths of a percent for `12.5%`, `12.5` or the number 12.5; null where it has more than two decimals or is none.
 */
export function hundredths(percentage: number | string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?%?$/.exec(String(percentage));
  if (match === null) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
