import { parseDuration } from '@lamia/lang';
import type { Milliseconds } from '../duration.js';
import type { Path } from '../yaml/tree.js';
import type { Report } from './report.js';

/** The milliseconds of a duration that must be longer than nothing; the default where the file has none. */
export function positiveDuration(
  written: string | undefined,
  otherwise: Milliseconds,
  path: Path,
  report: Report,
): Milliseconds {
  if (written === undefined) return otherwise;
  const milliseconds = parseDuration(written);
  if (milliseconds !== null && milliseconds > 0) return milliseconds;
  const message =
    milliseconds === null
      ? `\`${written}\` is no whole number of milliseconds`
      : `\`${written}\` is no time at all; write a duration such as \`10s\``;
  report.error(path, 'wrong-value', message);
  return otherwise;
}
