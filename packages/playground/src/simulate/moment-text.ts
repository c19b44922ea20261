import { MARK_WORDS, type Moment } from './moment.js';

/** `5:30` of a time since the release began; hours where there are some. */
export function clockText(milliseconds: number): string {
  const all = Math.round(milliseconds / 1000);
  const seconds = String(all % 60).padStart(2, '0');
  const minutes = Math.floor(all / 60) % 60;
  const hours = Math.floor(all / 3600);
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
}

/** A moment in one line, for who hears the timeline. */
export function momentText({ at, mark, versions }: Moment): string {
  const shares = versions.map(({ version, share }) => `${version} ${shareText(share)}`);
  return `${clockText(at)}, ${MARK_WORDS[mark]}: ${shares.join(', ')}`;
}

/** A number of a metric, or that it is not known. */
export function shown(value: number | null, scale: number, digits: number, unit: string): string {
  return value === null ? 'unknown' : `${(value * scale).toFixed(digits)}${unit}`;
}

/** `12.5%` of hundredths of a percent. */
export function shareText(share: number): string {
  return `${Math.round(share) / 100}%`;
}
