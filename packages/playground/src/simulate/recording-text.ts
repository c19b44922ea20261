import type { RecordedShare } from './recording-summary.js';

/** `2h 5m` of a length of time in milliseconds, to the second. */
export function lastingText(milliseconds: number): string {
  const all = Math.round(milliseconds / 1000);
  if (all === 0) return `${milliseconds} ms`;
  const parts = [
    [Math.floor(all / 3600), 'h'],
    [Math.floor(all / 60) % 60, 'm'],
    [all % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join(' ');
}

/** What part of the requests each version had, in half a sentence. */
export function sharesText(shares: readonly RecordedShare[]): string {
  const known = shares.flatMap(({ version, least, most }) =>
    least === null || most === null ? [] : [`${version} ${rangeText(least, most)}`],
  );
  return known.length === 0
    ? 'how many requests each version had was not recorded'
    : `while they were recorded, ${known.join(' and ')} of the requests, whatever a version is given here; how it would have fared with that nobody can tell`;
}

function rangeText(least: number, most: number): string {
  const [from, to] = [percent(least), percent(most)];
  return from === to ? `had ${from}%` : `had ${from} to ${to}%`;
}

const percent = (share: number): number => Math.round(share * 100);
