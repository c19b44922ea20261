import type { Report } from '../canonical/report.js';
import { WEEKDAYS } from '../gateway.js';
import type { FreezeWindow, Policy } from '../gateway.js';
import type { Path } from '../yaml/tree.js';

const DAY = 24 * 60;
const WEEK = WEEKDAYS.length * DAY;

/** A policy whose weekly windows leave no minute of the week free could never begin. */
export function checkFreeze({ freeze }: Policy, path: Path, report: Report): void {
  const zones = new Set(freeze.flatMap((window) => (window.kind === 'weekly' ? [window.timeZone] : [])));
  for (const zone of zones) {
    const frozen = new Set(freeze.flatMap((window) => minutesOf(window, zone)));
    if (frozen.size < WEEK) continue;
    const message =
      'the freeze windows leave no minute of the week free, so that the release could never go forward';
    report.errorAtKey(path, 'unreachable-end', message);
  }
}

/** The minutes of the week, from Monday on, in which a window of this time zone is open. */
function minutesOf(window: FreezeWindow, zone: string): readonly number[] {
  if (window.kind !== 'weekly' || window.timeZone !== zone) return [];
  const length = window.to > window.from ? window.to - window.from : DAY - window.from + window.to;
  return window.days.flatMap((day) => {
    const begin = WEEKDAYS.indexOf(day) * DAY + window.from;
    return Array.from({ length }, (_minute, place) => (begin + place) % WEEK);
  });
}
